package io.paydesk.recurring;

import io.paydesk.order.Order;
import io.paydesk.stripe.CheckoutSessionRequest;
import io.paydesk.stripe.SubscriptionRequest;
import java.util.Map;

/**
 * A way to begin an order's subscription: Stripe makes it at once, or when the payer completes a
 * checkout session. An order has at most one that is live: {@link RecurringBeginning} sees to that.
 */
public interface WayToSubscribe {

  /** What the request says. */
  StartRecurringPayment request();

  /**
   * Whether somebody begins it who need not be the order's owner: unpaid subscriptions of other
   * orders do not end for it.
   */
  boolean isByAnybody();

  /**
   * @throws io.paydesk.problem.Refusal where the order's subscription cannot begin in this way
   */
  void check(Order order);

  /** Whether the payer can go on with what has begun. */
  boolean goesOnWith(RecurringPayment live);

  /** What Stripe is asked to make. */
  Asked ask(Order order, String customer, Map<String, String> metadata);

  /** The call to Stripe that begins it: exactly one of the two. */
  sealed interface Asked {

    record Subscription(SubscriptionRequest request) implements Asked {}

    record Session(CheckoutSessionRequest request) implements Asked {}
  }
}
