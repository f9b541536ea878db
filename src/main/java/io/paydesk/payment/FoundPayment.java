package io.paydesk.payment;

import io.paydesk.stripe.PaymentIntentSnapshot;
import io.paydesk.stripe.StripeOutcome;
import io.paydesk.stripe.StripeOutcome.Refused;
import org.jspecify.annotations.Nullable;

/**
 * What Stripe answered about a payment.
 *
 * @param capture Stripe's refusal to capture what the payment asks for; null where it did not
 *     refuse
 */
record FoundPayment(
    StripeOutcome<PaymentAtStripe> outcome, @Nullable Refused<PaymentIntentSnapshot> capture) {}
