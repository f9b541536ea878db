package io.paydesk.dev.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DevKeysTest {

  private static final DevKeys KEYS = DevKeys.generate();

  @Test
  void whoAsksAgainGetsTheSameTokenAndNobodyElseDoes() {
    var token = KEYS.token("ann", Set.of("service"));

    assertThat(KEYS.token("ann", Set.of("service"))).isEqualTo(token);
    assertThat(KEYS.token("ann", Set.of())).isNotEqualTo(token);
    assertThat(KEYS.token("ben", Set.of("service"))).isNotEqualTo(token);
    assertThat(DevKeys.generate().token("ann", Set.of("service"))).isNotEqualTo(token);
  }

  @Test
  void aPairComesWholeFromItsPrivateKey() {
    var settings = KEYS.settings();

    assertThat(DevKeys.ofPrivateKey(settings.get(DevKeys.PRIVATE_KEY)).settings())
        .isEqualTo(settings);
  }

  @Test
  void aTokenWithAnEndOfItsOwnIsMadeForIt() {
    var first = Instant.parse("2030-01-01T00:00:00Z");

    assertThat(KEYS.token("ann", Set.of(), first))
        .isNotEqualTo(KEYS.token("ann", Set.of(), first.plusSeconds(1)));
  }
}
