package io.paydesk.admin.list;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How often something was tried, and when it is tried next. */
final class Tries {

  private Tries() {}

  static String after(int attempts) {
    return "after " + (attempts == 1 ? "1 try" : attempts + " tries");
  }

  static String next(int attempts, @Nullable Instant next) {
    var tries = attempts == 1 ? "1 try" : attempts + " tries";
    if (next == null) {
      return tries;
    }
    var wait = Duration.between(Instant.now(), next);
    return wait.isNegative() || wait.isZero()
        ? tries + ", due now"
        : tries + ", next in " + Plain.span(wait);
  }
}
