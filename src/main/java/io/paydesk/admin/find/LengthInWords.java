package io.paydesk.admin.find;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** A length of time, as settings have it, in words. */
final class LengthInWords {

  /** With its unit: a number alone may be a number of anything. */
  private static final Pattern LENGTH = Pattern.compile("(?i)(?:PT?)?(?:\\d+[DHMS]T?)+");

  private LengthInWords() {}

  /** {@code 2160H} is "90 days"; empty for what is no length of time. */
  static Optional<String> of(String setting) {
    if (!LENGTH.matcher(setting).matches()) {
      return Optional.empty();
    }
    var upper = setting.toUpperCase(Locale.ROOT);
    try {
      return Optional.of(words(Duration.parse(upper.startsWith("P") ? upper : iso(upper))));
    } catch (DateTimeParseException noLength) {
      return Optional.empty();
    }
  }

  private static String iso(String upper) {
    return upper.endsWith("D") ? "P" + upper : "PT" + upper;
  }

  private static String words(Duration length) {
    var parts = new ArrayList<String>();
    add(parts, length.toDays(), "day");
    add(parts, length.toHoursPart(), "hour");
    add(parts, length.toMinutesPart(), "minute");
    add(parts, length.toSecondsPart(), "second");
    return parts.isEmpty() ? "none" : String.join(" ", parts);
  }

  private static void add(List<String> parts, long number, String one) {
    if (number > 0) {
      parts.add(number + " " + one + (number == 1 ? "" : "s"));
    }
  }
}
