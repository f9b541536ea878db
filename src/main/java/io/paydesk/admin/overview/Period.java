package io.paydesk.admin.overview;

import io.paydesk.figure.Every;
import io.paydesk.figure.Span;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/** What the overview is of: today, or some days or months of which today is the last. */
public enum Period {
  TODAY("today", "Today", "yesterday until this hour", Every.HOUR),
  WEEK("7d", "7 days", "the 7 days before", Every.DAY),
  MONTH("30d", "30 days", "the 30 days before", Every.DAY),
  QUARTER("90d", "90 days", "the 90 days before", Every.DAY),
  YEAR("12m", "12 months", "a year before", Every.MONTH);

  private final String text;
  private final String title;
  private final String before;
  private final Every every;

  Period(String text, String title, String before, Every every) {
    this.text = text;
    this.title = title;
    this.before = before;
    this.every = every;
  }

  /** In the address. */
  public String text() {
    return text;
  }

  public String title() {
    return title;
  }

  /** What it is compared to, in words. */
  public String before() {
    return before;
  }

  public Every every() {
    return every;
  }

  /** The usual one for what nobody has said or nobody knows. */
  static Period of(@Nullable String text) {
    for (var one : values()) {
      if (one.text.equals(text)) {
        return one;
      }
    }
    return MONTH;
  }

  private LocalDate firstDay(LocalDate today) {
    return switch (this) {
      case TODAY -> today;
      case WEEK -> today.minusDays(6);
      case MONTH -> today.minusDays(29);
      case QUARTER -> today.minusDays(89);
      case YEAR -> today.withDayOfMonth(1).minusMonths(11);
    };
  }

  private ZonedDateTime earlier(ZonedDateTime time) {
    return switch (this) {
      case TODAY -> time.minusDays(1);
      case WEEK -> time.minusDays(7);
      case MONTH -> time.minusDays(30);
      case QUARTER -> time.minusDays(90);
      case YEAR -> time.minusYears(1);
    };
  }

  private ZonedDateTime begin(ZonedDateTime now) {
    return firstDay(now.toLocalDate()).atStartOfDay(now.getZone());
  }

  /** Until now. */
  Span now(ZonedDateTime now) {
    return span(begin(now), now);
  }

  /** The same part of the one before, so that half a day is not compared to a whole one. */
  Span before(ZonedDateTime now) {
    return span(earlier(begin(now)), earlier(now));
  }

  /** All of the one before: what the chart shows behind. */
  Span wholeBefore(ZonedDateTime now) {
    var from = earlier(begin(now));
    return span(from, this == YEAR ? from.plusYears(1) : begin(now));
  }

  private Span span(ZonedDateTime from, ZonedDateTime to) {
    // Just after midnight nothing has passed yet.
    var end = to.isAfter(from) ? to : from.plusSeconds(1);
    return Span.of(from.toInstant(), end.toInstant(), every, from.getZone(), null);
  }
}
