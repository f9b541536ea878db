package io.paydesk;

import io.quarkus.runtime.configuration.DurationConverter;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Paydesk's own variables. One that is misspelt would be left out without a word. */
final class OwnSettings {

  private static final String OURS = "PAYDESK_";

  /** What they say is read by the scheduler, which takes either word for never. */
  private static final Set<String> MAY_BE_OFF =
      Set.of("PAYDESK_ALERT_EVERY", "PAYDESK_WEBHOOK_LATE_EVENTS");

  private static final Set<String> OFF = Set.of("off", "disabled");

  /** More letters than that are not a slip of the hand. */
  private static final int MOST_WRONG_LETTERS = 3;

  /**
   * What Kubernetes tells each pod of a service whose name begins with {@code paydesk}.
   *
   * @see <a
   *     href="https://kubernetes.io/docs/concepts/services-networking/service/#environment-variables">Environment
   *     variables of services</a>
   */
  private static final Pattern OF_KUBERNETES =
      Pattern.compile("PAYDESK_(\\w+_)?(SERVICE_(HOST|PORT)(_\\w+)?|PORT(_\\d+_\\w+)?)");

  private OwnSettings() {}

  /**
   * @param environment names and values
   * @return one line that names a misspelt variable and the right one, or what is no duration;
   *     never a value
   */
  static Optional<String> problemOf(Map<String, String> environment) {
    return unknown(environment)
        .filter(name -> distance(name, nearest(name)) <= MOST_WRONG_LETTERS)
        .findFirst()
        .map(name -> name + " is no setting of Paydesk. The nearest one is " + nearest(name))
        .or(
            () ->
                KnownSettings.DURATIONS.stream()
                    .sorted()
                    .filter(name -> isWrong(name, environment.get(name)))
                    .findFirst()
                    .map(name -> name + " is no duration such as 30S, 2M, 168H or P180D"));
  }

  private static boolean isWrong(String name, @Nullable String duration) {
    return duration != null && !isDuration(name, duration);
  }

  /**
   * Variables that look like ours and are not. Where none of ours is near, it may be a setting of
   * another version: that stops no start, as a rollback must not need other settings.
   */
  static Stream<String> unknown(Map<String, String> environment) {
    return environment.keySet().stream()
        .filter(name -> name.startsWith(OURS) && !OF_KUBERNETES.matcher(name).matches())
        .filter(name -> !isKnown(name))
        .sorted();
  }

  private static boolean isKnown(String name) {
    return KnownSettings.DURATIONS.contains(name) || KnownSettings.OTHERS.contains(name);
  }

  private static boolean isDuration(String name, String value) {
    if (value.isBlank()
        || (MAY_BE_OFF.contains(name) && OFF.contains(value.toLowerCase(Locale.ROOT)))) {
      return true;
    }
    try {
      return !DurationConverter.parseDuration(value).isNegative();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static String nearest(String name) {
    return Stream.concat(KnownSettings.DURATIONS.stream(), KnownSettings.OTHERS.stream())
        .sorted()
        .min(Comparator.comparingInt(known -> distance(name, known)))
        .orElseThrow();
  }

  /** How many letters to put in, to leave out or to change. */
  private static int distance(String one, String other) {
    var before = new int[other.length() + 1];
    for (int j = 0; j <= other.length(); j++) {
      before[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      var now = new int[other.length() + 1];
      now[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int changed = before[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        now[j] = Math.min(changed, Math.min(before[j], now[j - 1]) + 1);
      }
      before = now;
    }
    return before[other.length()];
  }
}
