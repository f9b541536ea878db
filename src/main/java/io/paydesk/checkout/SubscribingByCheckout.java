package io.paydesk.checkout;

import static java.util.Objects.requireNonNull;

import io.paydesk.order.Order;
import io.paydesk.recurring.RecurringPayment;
import io.paydesk.recurring.StartRecurringPayment;
import io.paydesk.recurring.WayToSubscribe;
import io.paydesk.stripe.CheckoutPlan;
import io.paydesk.stripe.CheckoutSessionRequest;
import io.paydesk.stripe.MethodConfiguration;
import io.paydesk.surface.SessionLength;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * To begin a subscription by a checkout session: Stripe makes it once the payer has completed that.
 * Price, quantity and trial are the order's.
 *
 * @param request names the order's own price
 * @param isByAnybody whether who begins it need not be the order's owner
 * @param methods for an order that names no configuration of its own
 */
record SubscribingByCheckout(
    StartCheckoutSession asked,
    StartRecurringPayment request,
    boolean isByAnybody,
    MethodConfiguration methods)
    implements WayToSubscribe {

  @Override
  public void check(Order order) {
    SoldByStripe.checkSurface(asked, order);
  }

  /** A subscription always keeps the way of paying, whatever the request says. */
  @Override
  public boolean goesOnWith(RecurringPayment live) {
    return live.awaitsItsSession()
        && !live.isToEnd()
        && CheckoutSessionRequest.read(requireNonNull(live.stripeRequest))
            .looksLike(asked.where(), asked.addresses(), false, asked.locale());
  }

  @Override
  public Asked ask(Order order, String customer, Map<String, String> metadata) {
    long trial = order.trialDays == null ? 0 : order.trialDays;
    return new Asked.Session(
        new CheckoutSessionRequest(
            asked.where(),
            customer,
            order.currency,
            List.of(),
            order.description,
            null,
            asked.addresses(),
            false,
            asked.locale(),
            SessionLength.endOf(asked.expiresIn(), order.expiresAt, Instant.now()),
            false,
            null,
            ByCheckout.pricingOf(order),
            null,
            new CheckoutPlan(
                requireNonNull(order.priceId),
                order.quantity == null ? 1 : order.quantity,
                trial == 0 ? null : trial),
            ByCheckout.sellingOf(order, methods),
            metadata));
  }
}
