package io.paydesk.admin.overview;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PeriodTest {

  private static final ZonedDateTime NOW =
      ZonedDateTime.parse("2026-10-25T09:30:00+01:00[Europe/Berlin]");

  @Test
  void todaySoFarIsComparedToYesterdayUpToThisHour() {
    var before = Period.TODAY.before(NOW);

    assertThat(before.from()).isEqualTo("2026-10-23T22:00:00Z");
    assertThat(before.to()).isEqualTo("2026-10-24T07:30:00Z");
    assertThat(Period.TODAY.wholeBefore(NOW).to()).isEqualTo(Period.TODAY.now(NOW).from());
  }

  @ParameterizedTest
  @EnumSource(names = {"WEEK", "MONTH", "QUARTER"})
  void daysAreWholeOnesAndTodayIsTheLast(Period period) {
    var span = period.now(NOW);

    assertThat(span.begins()).hasSize(Integer.parseInt(period.text().replace("d", "")));
    assertThat(span.begins())
        .last()
        .isEqualTo(NOW.toLocalDate().atStartOfDay(NOW.getZone()).toInstant());
    assertThat(period.wholeBefore(NOW).begins()).hasSameSizeAs(span.begins());
  }

  @Test
  void aYearIsTwelveMonthsAndStandsBesideTheSameMonthsOfTheOneBefore() {
    assertThat(Period.YEAR.now(NOW).begins()).hasSize(12);
    assertThat(Period.YEAR.now(NOW).from()).isEqualTo("2025-10-31T23:00:00Z");
    assertThat(Period.YEAR.wholeBefore(NOW).begins()).hasSize(12);
    assertThat(Period.YEAR.wholeBefore(NOW).from()).isEqualTo("2024-10-31T23:00:00Z");
  }

  @Test
  void atMidnightTheDayHasBegun() {
    var midnight = ZonedDateTime.parse("2026-11-30T00:00:00Z");

    assertThat(Period.TODAY.now(midnight).begins()).hasSize(1);
  }

  @Test
  void whatNobodyKnowsIsAMonth() {
    assertThat(Period.of(null)).isEqualTo(Period.MONTH);
    assertThat(Period.of("<script>")).isEqualTo(Period.MONTH);
    assertThat(Period.of("12m")).isEqualTo(Period.YEAR);
  }
}
