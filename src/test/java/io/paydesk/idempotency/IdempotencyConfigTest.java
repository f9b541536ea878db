package io.paydesk.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdempotencyConfigTest {

  private static Duration keep(Map<String, String> values) {
    return new SmallRyeConfigBuilder()
        .withMapping(IdempotencyConfig.class)
        .withSources(new PropertiesConfigSource(values, "test", 300))
        .build()
        .getConfigMapping(IdempotencyConfig.class)
        .keep();
  }

  @Test
  void aKeyIsRememberedForAWeekOrForAsLongAsIsSaid() {
    assertThat(keep(Map.of())).isEqualTo(Duration.ofDays(7));
    assertThat(keep(Map.of("paydesk.idempotency.keep", "24H"))).isEqualTo(Duration.ofDays(1));
  }

  /** A number alone is seconds: whoever means hours would repeat refunds that were made. */
  @ParameterizedTest
  @ValueSource(strings = {"168", "0", "23H"})
  void aKeyIsRememberedForADayAtLeast(String tooShort) {
    assertThatThrownBy(() -> keep(Map.of("paydesk.idempotency.keep", tooShort)))
        .hasStackTraceContaining("It must be at least 24 hours");
  }
}
