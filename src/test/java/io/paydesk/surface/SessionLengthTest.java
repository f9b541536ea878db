package io.paydesk.surface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paydesk.problem.Refusal;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionLengthTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  @ParameterizedTest
  @ValueSource(longs = {1_800, 3_600, 86_400})
  void whatStripeTakesStaysWithinItsLimitsEvenWhenTheClocksDiffer(long seconds) {
    assertThatCode(() -> SessionLength.check(seconds)).doesNotThrowAnyException();

    long left = SessionLength.endOf(seconds, null, NOW) - NOW.getEpochSecond();

    assertThat(left).isBetween(SessionLength.LEAST + 60, SessionLength.MOST - 60);
    assertThat(left).isCloseTo(seconds, org.assertj.core.data.Offset.offset(120L));
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MIN_VALUE, -1, 0, 1_799, 86_401, Long.MAX_VALUE})
  void whatStripeDoesNotTakeIsRefused(long seconds) {
    assertThatThrownBy(() -> SessionLength.check(seconds))
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.name()).isEqualTo("invalid-expires-in"));
  }

  @Test
  void withoutOneItIsStripes() {
    assertThatCode(() -> SessionLength.check(null)).doesNotThrowAnyException();
    assertThat(SessionLength.endOf(null, null, NOW)).isNull();
  }

  @Test
  void noSessionOutlivesItsOrderLongerThanStripeWants() {
    assertThat(SessionLength.endOf(null, NOW.plusSeconds(7_200), NOW))
        .isEqualTo(NOW.plusSeconds(7_200).getEpochSecond());
    assertThat(SessionLength.endOf(3_600L, NOW.plusSeconds(7_200), NOW))
        .isEqualTo(NOW.plusSeconds(3_600).getEpochSecond());
    assertThat(SessionLength.endOf(86_400L, NOW.plusSeconds(7_200), NOW))
        .isEqualTo(NOW.plusSeconds(7_200).getEpochSecond());
    assertThat(SessionLength.endOf(null, NOW.plusSeconds(60), NOW) - NOW.getEpochSecond())
        .isBetween(SessionLength.LEAST, SessionLength.LEAST + 300);
  }
}
