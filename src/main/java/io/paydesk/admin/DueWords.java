package io.paydesk.admin;

import io.quarkus.qute.RawString;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** By when somebody has to act, as HTML. */
final class DueWords {

  /** Whoever has less time than this must not overlook it. */
  private static final Duration SOON = Duration.ofDays(3);

  private static final String TO_THE_MINUTE = "d MMM uuuu, HH:mm 'UTC'";

  private DueWords() {}

  /** {@code over} or {@code soon}; empty where there is time. */
  static String hurry(Instant at, Instant now) {
    if (at.isBefore(now)) {
      return "over";
    }
    return at.isBefore(now.plus(SOON)) ? "soon" : "";
  }

  /**
   * @param ago "in 2 days", as a time
   */
  static RawString by(Instant at, Instant now, RawString ago) {
    return new RawString(
        "<span class=\"due %s\">%s %s</span>"
            .formatted(hurry(at, now), at.isBefore(now) ? "was due" : "due", ago));
  }

  /**
   * @param exact the same with its seconds
   */
  static RawString until(Instant at, String exact) {
    var minute = DateTimeFormatter.ofPattern(TO_THE_MINUTE, Locale.ENGLISH);
    return new RawString(
        "<time datetime=\"%s\" title=\"%s\" data-exact>%s</time>"
            .formatted(
                at.truncatedTo(ChronoUnit.SECONDS),
                exact,
                minute.format(at.atOffset(ZoneOffset.UTC))));
  }
}
