package io.paydesk.recurring;

import static java.util.Objects.requireNonNull;

import io.paydesk.order.Order;
import io.paydesk.order.OrderProblems;
import io.paydesk.stripe.SubscriptionRequest;
import java.util.Map;

/**
 * Stripe makes the subscription at once, and the payer pays its first invoice in the browser.
 *
 * @param isByAnybody whether who begins it need not be the order's owner
 */
record ByRequest(StartRecurringPayment request, boolean isByAnybody) implements WayToSubscribe {

  @Override
  public void check(Order order) {
    if (order.needsCheckout()) {
      throw OrderProblems.needsCheckout(order);
    }
  }

  /** One that a session has made goes on like any other. */
  @Override
  public boolean goesOnWith(RecurringPayment live) {
    return !live.awaitsItsSession();
  }

  @Override
  public Asked ask(Order order, String customer, Map<String, String> metadata) {
    int trial = RecurringPolicy.trialDays(order);
    return new Asked.Subscription(
        new SubscriptionRequest(
            customer,
            requireNonNull(order.priceId),
            RecurringPolicy.quantity(order),
            trial == 0 ? null : (long) trial,
            metadata,
            order.description));
  }
}
