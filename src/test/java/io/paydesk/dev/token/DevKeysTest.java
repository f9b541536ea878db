package io.paydesk.dev.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DevKeysTest {

  private final DevKeys keys = DevKeys.generate();

  @Test
  void whoAsksAgainGetsTheSameTokenAndNobodyElseDoes() {
    var token = keys.token("ann", Set.of("service"));

    assertThat(keys.token("ann", Set.of("service"))).isEqualTo(token);
    assertThat(keys.token("ann", Set.of())).isNotEqualTo(token);
    assertThat(keys.token("ben", Set.of("service"))).isNotEqualTo(token);
    assertThat(DevKeys.generate().token("ann", Set.of("service"))).isNotEqualTo(token);
  }

  @Test
  void aTokenWithAnEndOfItsOwnIsMadeForIt() {
    var first = Instant.parse("2030-01-01T00:00:00Z");

    assertThat(keys.token("ann", Set.of(), first))
        .isNotEqualTo(keys.token("ann", Set.of(), first.plusSeconds(1)));
  }
}
