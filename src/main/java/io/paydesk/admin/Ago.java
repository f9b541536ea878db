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
    // What is to come soon is told to the nearest, as "in 11 h" would be an hour too few for 11:59.
    long half = seconds > 0 ? 0 : (apart < HOUR ? MINUTE : apart < DAY ? HOUR : DAY) / 2;
    var words = words(apart + half);
    return seconds > 0 ? words + " ago" : "in " + words;
  }

  private static String words(long seconds) {
    if (seconds < HOUR) {
      return seconds / MINUTE + " min";
    }
    return seconds < DAY ? seconds / HOUR + " h" : days(seconds);
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
