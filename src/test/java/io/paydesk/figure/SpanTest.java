package io.paydesk.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paydesk.problem.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SpanTest {

  private static Span span(String from, String to, Every every, String zone) {
    return Span.of(Instant.parse(from), Instant.parse(to), every, ZoneId.of(zone), null);
  }

  private static List<Long> hours(Span span) {
    return IntStream.range(0, span.begins().size())
        .mapToObj(i -> Duration.between(span.begins().get(i), span.endOf(i)).toHours())
        .toList();
  }

  @Test
  void theDayOnWhichClocksGoForwardHas23HoursAndTheOneOnWhichTheyGoBack25() {
    assertThat(
            hours(span("2026-03-27T23:00:00Z", "2026-03-30T22:00:00Z", Every.DAY, "Europe/Berlin")))
        .containsExactly(24L, 23L, 24L);
    assertThat(
            hours(span("2026-10-23T22:00:00Z", "2026-10-26T23:00:00Z", Every.DAY, "Europe/Berlin")))
        .containsExactly(24L, 25L, 24L);
  }

  @Test
  void theHourThatComesTwiceIsTwoBuckets() {
    var night = span("2026-10-24T23:00:00Z", "2026-10-25T04:00:00Z", Every.HOUR, "Europe/Berlin");

    assertThat(night.begins())
        .extracting(begin -> begin.atZone(ZoneId.of("Europe/Berlin")).getHour())
        .containsExactly(1, 2, 2, 3, 4);
    assertThat(hours(night)).containsOnly(1L);
  }

  @Test
  void anHourThatClocksSkipIsNoBucket() {
    assertThat(
            span("2026-03-29T00:00:00Z", "2026-03-29T03:00:00Z", Every.HOUR, "Europe/Berlin")
                .begins())
        .extracting(begin -> begin.atZone(ZoneId.of("Europe/Berlin")).getHour())
        .containsExactly(1, 3, 4);
  }

  @Test
  void clocksThatGoBackByHalfAnHourComeToTheFullHourAgain() {
    var night =
        span("2026-04-04T14:00:00Z", "2026-04-04T17:30:00Z", Every.HOUR, "Australia/Lord_Howe");

    assertThat(night.begins()).isSorted().doesNotHaveDuplicates();
    assertThat(
            night
                .begins()
                .get(night.begins().size() - 1)
                .atZone(ZoneId.of("Australia/Lord_Howe"))
                .getMinute())
        .isZero();
  }

  @Test
  void whereMidnightIsSkippedTheDayBeginsLater() {
    // In Beirut, the 29th of March 2026 begins at one o'clock.
    assertThat(
            hours(span("2026-03-27T22:00:00Z", "2026-03-29T21:00:00Z", Every.DAY, "Asia/Beirut")))
        .containsExactly(24L, 23L);
  }

  @Test
  void theFirstAndTheLastBucketAreCutToWhatWasAsked() {
    var weeks = span("2026-11-04T10:00:00Z", "2026-11-17T10:00:00Z", Every.WEEK, "UTC");

    assertThat(weeks.begins())
        .extracting(Instant::toString)
        .containsExactly("2026-11-04T10:00:00Z", "2026-11-09T00:00:00Z", "2026-11-16T00:00:00Z");
    assertThat(weeks.endOf(2)).isEqualTo("2026-11-17T10:00:00Z");
  }

  @Test
  void monthsAreAsLongAsTheyAre() {
    assertThat(
            hours(
                span("2027-12-31T23:00:00Z", "2028-04-30T22:00:00Z", Every.MONTH, "Europe/Berlin")))
        .containsExactly(31 * 24L, 29 * 24L, 31 * 24L - 1, 30 * 24L);
  }

  @Test
  void thereAreAtMost400BucketsAnd1100Days() {
    assertThat(span("2026-01-01T00:00:00Z", "2027-02-05T00:00:00Z", Every.DAY, "UTC").begins())
        .hasSize(400);
    assertThatThrownBy(() -> span("2026-01-01T00:00:00Z", "2027-02-05T00:00:01Z", Every.DAY, "UTC"))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("more than 400 buckets");
    assertThatThrownBy(
            () -> span("2020-01-01T00:00:00Z", "2026-01-01T00:00:00Z", Every.MONTH, "UTC"))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("1100 days");
  }
}
