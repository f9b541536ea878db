package io.paydesk.payment;

import io.paydesk.order.CaptureMethod;
import io.paydesk.order.Order;
import io.paydesk.stripe.MethodConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * What an order's PaymentIntent is going to be like. Stripe's fields may be drawn before there is
 * one, and must then be told the same: see {@link NewPayments#byIntent}. Nothing is saved by it.
 *
 * @param amount minor units
 * @param capturedLater whether the payer's bank only holds the money at first
 * @param methods Stripe's configuration of what the payer is offered; null for the account's
 * @param needsCheckout whether there is none, as only a checkout session takes the payment
 * @see <a href="https://docs.stripe.com/payments/accept-a-payment-deferred">collect payment details
 *     before creating an Intent</a>
 */
public record ExpectedIntent(
    long amount,
    String currency,
    boolean capturedLater,
    @Nullable String methods,
    boolean needsCheckout) {

  static ExpectedIntent of(Order order, MethodConfiguration configuration) {
    var methods = configuration.orElse(order.paymentMethodConfiguration);
    return new ExpectedIntent(
        order.amount,
        order.currency,
        order.capture == CaptureMethod.MANUAL,
        methods,
        // A bare subscription cannot be told what methods to offer.
        order.needsCheckout() || order.isForSubscription() && methods != null);
  }
}
