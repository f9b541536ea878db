package io.paydesk.page;

import io.paydesk.order.OrderView;
import io.paydesk.payment.ExpectedIntent;
import org.jspecify.annotations.Nullable;

/**
 * What Stripe's fields are drawn for. They are there before anything has begun, so that a page that
 * is only looked at begins nothing.
 *
 * @param mode {@code payment}, {@code subscription}, or {@code setup} for a trial
 * @param amount minor units
 * @param capture Stripe's word where the money is only held at first; else null
 * @param methods Stripe's configuration of them; null for the account's
 * @param price of a subscription; null of all else
 * @see <a href="https://docs.stripe.com/js/elements_object/create_without_intent">Elements without
 *     an intent</a>
 */
record Fields(
    String mode,
    long amount,
    String currency,
    @Nullable String capture,
    @Nullable String methods,
    @Nullable String price) {

  static Fields of(OrderView order, ExpectedIntent intent) {
    return new Fields(
        modeOf(order),
        intent.amount(),
        intent.currency(),
        intent.capturedLater() ? "manual" : null,
        intent.methods(),
        order.priceId());
  }

  private static String modeOf(OrderView order) {
    if (order.priceId() == null) {
      return "payment";
    }
    return order.trialDays() == null || order.trialDays() == 0 ? "subscription" : "setup";
  }
}
