package io.paydesk.figure;

import com.fasterxml.jackson.annotation.JsonValue;
import io.paydesk.rest.LowerCase;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import org.jspecify.annotations.Nullable;

/** How long a bucket of figures is, by the clock and the calendar of a place. */
public enum Every {
  HOUR,
  DAY,
  /** From Monday. */
  WEEK,
  MONTH;

  /** When the bucket begins that has this moment. */
  ZonedDateTime beginOf(ZonedDateTime time) {
    return this == HOUR
        ? time.truncatedTo(ChronoUnit.HOURS)
        : atStart(firstDay(time), time.getZone());
  }

  /**
   * When the next bucket begins. A day on which the clock is put forward has 23 hours, and the hour
   * that comes twice is two buckets.
   */
  ZonedDateTime after(ZonedDateTime begin) {
    return switch (this) {
      case HOUR -> nextHour(begin);
      case DAY -> atStart(begin.toLocalDate().plusDays(1), begin.getZone());
      case WEEK -> atStart(begin.toLocalDate().plusWeeks(1), begin.getZone());
      case MONTH -> atStart(begin.toLocalDate().plusMonths(1), begin.getZone());
    };
  }

  /** Some clocks are put back by half an hour. */
  private static ZonedDateTime nextHour(ZonedDateTime begin) {
    var later = begin.plusHours(1);
    var full = later.truncatedTo(ChronoUnit.HOURS);
    return full.isAfter(begin) ? full : later;
  }

  private LocalDate firstDay(ZonedDateTime time) {
    var day = time.toLocalDate();
    return switch (this) {
      case HOUR, DAY -> day;
      case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
      case MONTH -> day.withDayOfMonth(1);
    };
  }

  private static ZonedDateTime atStart(LocalDate day, ZoneId zone) {
    return day.atStartOfDay(zone);
  }

  @JsonValue
  public String text() {
    return LowerCase.text(this);
  }

  /** Null for none of them. */
  static @Nullable Every of(String text) {
    for (var every : values()) {
      if (every.text().equals(text)) {
        return every;
      }
    }
    return null;
  }
}
