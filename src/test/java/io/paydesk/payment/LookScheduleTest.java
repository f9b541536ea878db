package io.paydesk.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LookScheduleTest {

  private static final Instant PAID = Instant.parse("2026-01-01T00:00:00Z");

  private static Instant day(long day) {
    return PAID.plus(Duration.ofDays(day));
  }

  private static List<Long> days(Duration lookFor, boolean disputed) {
    var days = new ArrayList<Long>();
    var next = LookSchedule.first(PAID);
    while (next != null) {
      days.add(Duration.between(PAID, next).toDays());
      next = LookSchedule.next(PAID, next, lookFor, disputed);
    }
    return days;
  }

  @Test
  void theGapsGrowAndTheLastLookIsAtTheEnd() {
    assertThat(days(Duration.ofDays(180), false))
        .containsExactly(1L, 3L, 7L, 14L, 30L, 60L, 90L, 120L, 180L);
    assertThat(days(Duration.ofDays(45), false)).containsExactly(1L, 3L, 7L, 14L, 30L, 45L);
    assertThat(days(Duration.ofDays(365), false))
        .containsExactly(1L, 3L, 7L, 14L, 30L, 60L, 90L, 120L, 180L, 240L, 300L, 360L, 365L);
  }

  @Test
  void anOverduePaymentSkipsDays() {
    assertThat(LookSchedule.next(PAID, day(40), Duration.ofDays(180), false)).isEqualTo(day(60));
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "30, 30", "180, 400"})
  void afterTheEndThereIsNoLook(long lookFor, long now) {
    assertThat(LookSchedule.next(PAID, day(now), Duration.ofDays(lookFor), false)).isNull();
  }

  @Test
  void anOpenDisputeIsLookedAtEachWeekEvenBeyondTheEndButNotForEver() {
    assertThat(LookSchedule.next(PAID, day(90), Duration.ofDays(180), true)).isEqualTo(day(97));
    assertThat(LookSchedule.next(PAID, day(1), Duration.ofDays(180), true)).isEqualTo(day(3));
    assertThat(LookSchedule.next(PAID, day(400), Duration.ofDays(180), true)).isEqualTo(day(407));
    assertThat(LookSchedule.next(PAID, day(540), Duration.ofDays(180), true)).isNull();
    assertThat(days(Duration.ofDays(180), true)).hasSizeLessThan(90);
  }

  @Test
  void aLastLookThatStripeDidNotAnswerIsRetriedForAWeek() {
    assertThat(LookSchedule.isOver(PAID, day(186), Duration.ofDays(180))).isFalse();
    assertThat(LookSchedule.isOver(PAID, day(188), Duration.ofDays(180))).isTrue();
  }
}
