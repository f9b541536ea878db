package io.paydesk.recurring;

import io.paydesk.stripe.InvoiceLine;
import io.paydesk.stripe.SubscriptionSnapshot;
import java.time.Instant;

/**
 * Until when a subscription was paid for. Periods also begin that nobody pays for, as while nothing
 * is collected: whoever hears of that only later must not take them for paid. This is the whole
 * decision, and it decides only.
 */
final class PaidTime {

  private PaidTime() {}

  /**
   * @param before as it was known; null where it was not
   * @param seen as Stripe tells it
   * @param itemId our own item
   * @param start when its period began; may be null, as may the end
   * @return null where nothing tells
   */
  static Instant after(
      Instant before, SubscriptionSnapshot seen, String itemId, Instant start, Instant end) {
    if ("trialing".equals(seen.stripeStatus())) {
      return seen.trialEnd();
    }
    var latest = seen.latestInvoice();
    var period = latest == null ? null : latest.periodOf(itemId);
    if (period != null && latest.isPaid()) {
      return period.periodEnd();
    }
    if (before != null) {
      // A swap to a shorter period gives back what was paid for beyond it.
      return end != null && before.isAfter(end) ? end : before;
    }
    if (seen.pause() == null) {
      return null;
    }
    // Nothing is known of before the pause.
    return period == null && (latest == null || !latest.isRenewal()) ? end : start;
  }

  /**
   * One more invoice is paid.
   *
   * @param before as it was known; null where it was not
   * @param line what it is for, of our own item
   */
  static Instant with(Instant before, InvoiceLine line) {
    return !line.isRecurring()
            || line.periodEnd() == null
            || before != null && !line.periodEnd().isAfter(before)
        ? before
        : line.periodEnd();
  }
}
