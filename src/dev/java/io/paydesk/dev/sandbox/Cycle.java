package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * When a subscription is billed. See <a
 * href="https://docs.stripe.com/billing/subscriptions/billing-cycle">the billing cycle</a>.
 */
final class Cycle {

  private Cycle() {}

  /**
   * The first end of a period after {@code start}. It is counted from the anchor, not from the
   * period before: a subscription of the 31st is billed on the last day of February and on 31
   * March.
   *
   * @param recurring a price's interval and its count
   */
  static long endAfter(JsonNode recurring, long anchor, long start) {
    String interval = recurring.path("interval").asText().toUpperCase(Locale.ROOT);
    ChronoUnit unit = ChronoUnit.valueOf(interval + "S");
    long count = recurring.path("interval_count").asLong();
    OffsetDateTime from = time(anchor);
    long periods = unit.between(from, time(start)) / count;
    while (from.plus(periods * count, unit).toEpochSecond() <= start) {
      periods++;
    }
    return from.plus(periods * count, unit).toEpochSecond();
  }

  /** Whether two prices have the same interval. */
  static boolean same(JsonNode price, JsonNode other) {
    JsonNode one = price.path("recurring");
    JsonNode two = other.path("recurring");
    return one.path("interval").equals(two.path("interval"))
        && one.path("interval_count").equals(two.path("interval_count"));
  }

  private static OffsetDateTime time(long seconds) {
    return Instant.ofEpochSecond(seconds).atOffset(ZoneOffset.UTC);
  }
}
