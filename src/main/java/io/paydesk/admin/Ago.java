package io.paydesk.admin;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How long ago something was, or how long it takes yet, as people say it. */
final class Ago {

  private static final long MINUTE = 60;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;

  /** From then on the day says more. */
  private static final long LONG = 7 * DAY;

  private Ago() {}

  static String of(Instant at, Instant now) {
    long seconds = Duration.between(at, now).toSeconds();
    long apart = Math.abs(seconds);
    if (apart < MINUTE) {
      return seconds >= 0 ? "just now" : "in a moment";
    }
    if (apart >= LONG) {
      return day(at, now);
    }
    var words =
        apart < HOUR ? apart / MINUTE + " min" : apart < DAY ? apart / HOUR + " h" : days(apart);
    return seconds > 0 ? words + " ago" : "in " + words;
  }

  private static String days(long seconds) {
    long days = seconds / DAY;
    return days == 1 ? "1 day" : days + " days";
  }

  private static String day(Instant at, Instant now) {
    var day = at.atOffset(ZoneOffset.UTC);
    var pattern = day.getYear() == now.atOffset(ZoneOffset.UTC).getYear() ? "d MMM" : "d MMM uuuu";
    return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).format(day);
  }
}
