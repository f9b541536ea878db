package io.paydesk.recurring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paydesk.problem.Refusal;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AsOfTest {

  private static final Instant START = Instant.parse("2026-12-01T10:00:00Z");
  private static final Instant END = Instant.parse("2027-01-01T10:00:00Z");
  private static final Instant NOW = Instant.parse("2026-12-11T16:20:05Z");

  private static RecurringPayment row() {
    var row = new RecurringPayment();
    row.id = 7L;
    row.currentPeriodStart = START;
    row.currentPeriodEnd = END;
    return row;
  }

  private static void isOutdated(Instant asOf, Instant now) {
    assertThatThrownBy(() -> AsOf.mustBeGood(asOf, row(), now)).isInstanceOf(Refusal.class);
  }

  @Test
  void itIsThePresentInWholeSeconds() {
    assertThat(AsOf.of(NOW.plusMillis(999), START, END)).isEqualTo(NOW);
    assertThat(AsOf.of(NOW, null, null)).isEqualTo(NOW);
  }

  @Test
  void aClockThatIsBesideThePeriodIsBroughtIntoIt() {
    assertThat(AsOf.of(START.minusSeconds(3), START, END)).isEqualTo(START);
    assertThat(AsOf.of(END, START, END)).isEqualTo(END.minusSeconds(1));
  }

  @Test
  void itIsGoodForAQuarterOfAnHour() {
    var last = NOW.plus(Duration.ofMinutes(15));

    assertThatCode(() -> AsOf.mustBeGood(NOW, row(), last)).doesNotThrowAnyException();
    assertThat(AsOf.goodUntil(NOW, END)).isEqualTo(last);
    isOutdated(NOW, last.plusSeconds(1));
    isOutdated(NOW.plusSeconds(61), NOW);
    isOutdated(Instant.MAX, NOW);
    isOutdated(Instant.MIN, NOW);
  }

  @Test
  void itIsOfThePeriodThatTheSubscriptionIsIn() {
    isOutdated(START.minusSeconds(1), START);
    isOutdated(END, END.minusSeconds(1));
    assertThat(AsOf.goodUntil(END.minusSeconds(60), END)).isEqualTo(END);
  }

  @Test
  void aTestClockOfAnotherYearIsTaken() {
    var years = NOW.plus(Duration.ofDays(800));

    assertThatCode(() -> AsOf.mustBeGood(AsOf.of(years, START, END), row(), years))
        .doesNotThrowAnyException();
  }
}
