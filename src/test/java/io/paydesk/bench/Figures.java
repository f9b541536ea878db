package io.paydesk.bench;

import java.time.Duration;
import java.util.Locale;

/** Numbers as people read them. */
final class Figures {

  private Figures() {}

  static String count(double number) {
    return String.format(Locale.ROOT, "%,.0f", number);
  }

  static String millis(long nanos) {
    double millis = nanos / 1e6;
    return String.format(Locale.ROOT, millis < 10 ? "%.1f ms" : "%,.0f ms", millis);
  }

  static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.1f s", time.toNanos() / 1e9);
  }

  static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f %%", share * 100);
  }
}
