package io.paydesk.recurring;

import io.paydesk.stripe.InvoiceLine;
import io.paydesk.stripe.SubscriptionSnapshot;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Until when a subscription is paid for. Some periods begin without payment, for example while
 * collection is paused: late news must not count them as paid. The whole decision is here, and
 * nothing else.
 */
final class PaidTime {

  private PaidTime() {}

  /**
   * @param before as known so far; null where it was not
   * @param seen as Stripe shows it
   * @param itemId our own item
   * @param start when its period began; may be null, as may the end
   * @return null where it cannot be known
   */
  static @Nullable Instant after(
      @Nullable Instant before,
      SubscriptionSnapshot seen,
      @Nullable String itemId,
      @Nullable Instant start,
      @Nullable Instant end) {
    if ("trialing".equals(seen.stripeStatus())) {
      return seen.trialEnd();
    }
    var latest = seen.latestInvoice();
    var period = latest == null ? null : latest.periodOf(itemId);
    if (latest != null && period != null && latest.isPaid()) {
      return period.periodEnd();
    }
    if (before != null) {
      // A swap to a shorter period credits what was paid beyond it.
      return end != null && before.isAfter(end) ? end : before;
    }
    if (seen.pause() == null) {
      return null;
    }
    // The time before the pause is not known.
    return period == null && (latest == null || !latest.isRenewal()) ? end : start;
  }

  /**
   * Another invoice was paid.
   *
   * @param before as known so far; null where it was not
   * @param line of our own item
   */
  static @Nullable Instant with(@Nullable Instant before, InvoiceLine line) {
    if (!line.isRecurring()
        || line.periodEnd() == null
        || before != null && !line.periodEnd().isAfter(before)) {
      return before;
    }
    return line.periodEnd();
  }
}
