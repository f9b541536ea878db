package io.paydesk.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which sites' pages may ask. */
class McpGateTest {

  private static McpGate gate(boolean cors, String... origins) {
    return new McpGate(McpMode.READ, cors, Optional.of(List.of(origins)));
  }

  @Test
  void programsAreNoPages() {
    assertThat(gate(false).isForeign(null)).isFalse();
  }

  @Test
  void onlySitesThatTheOperatorNamesMayAsk() {
    var gate = gate(true, "https://desk.example", "/https://[a-z]+[.]shop[.]example/");

    assertThat(gate.isForeign("https://desk.example")).isFalse();
    assertThat(gate.isForeign("https://ada.shop.example")).isFalse();
    assertThat(gate.isForeign("https://desk.example.evil.example")).isTrue();
    assertThat(gate.isForeign("https://ada.shop.example.evil.example")).isTrue();
    assertThat(gate.isForeign("null")).isTrue();
  }

  @Test
  void whereNoSiteMayCallTheServiceNoneMayAsk() {
    assertThat(gate(false, "https://desk.example").isForeign("https://desk.example")).isTrue();
    assertThat(new McpGate(McpMode.READ, true, Optional.empty()).isForeign("https://desk.example"))
        .isTrue();
  }

  /** It would let in whoever rebinds a name. */
  @Test
  void aStarNamesNoSite() {
    assertThat(gate(true, "*").isForeign("https://evil.example")).isTrue();
  }
}
