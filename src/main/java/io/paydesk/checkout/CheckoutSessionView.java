package io.paydesk.checkout;

import static java.util.Objects.requireNonNull;

import io.paydesk.money.Money;
import io.paydesk.payment.Payment;
import io.paydesk.payment.PaymentAtStripe;
import io.paydesk.payment.PaymentStatus;
import io.paydesk.stripe.Surface;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A checkout session: how the payer goes on, and how far they are. */
@Schema(name = "CheckoutSession")
public record CheckoutSessionView(
    @Schema(required = true, description = "Its payment", examples = "1") long paymentId,
    @Schema(required = true, examples = "1") long orderId,
    @Schema(required = true, description = "Minor units", examples = "9999") long amount,
    @Schema(required = true, description = "Major units", examples = "99.99") String price,
    @Schema(required = true, examples = "usd") String currency,
    @Schema(required = true, description = "The payment's", examples = "pending")
        PaymentStatus status,
    @Schema(
            description = "Stripe's Checkout Session; null until Stripe has answered",
            examples = "cs_test_123")
        @Nullable String sessionId,
    @Schema(required = true, examples = "hosted") Surface surface,
    @Schema(
            description =
                "For hosted: send the payer there. Never stored or logged, so only the answer to a"
                    + " POST has it, and only while the payer can pay",
            examples = "https://checkout.stripe.com/c/pay/cs_test_123")
        @Nullable String url,
    @Schema(
            description =
                "For embedded and elements: give it to Stripe.js. Never stored or logged, so only"
                    + " the answer to a POST has it, and only while the payer can pay",
            examples = "cs_test_123_secret_456")
        @Nullable String clientSecret,
    @Schema(required = true, examples = "pk_test_123") String publishableKey,
    @Schema(
            description =
                "When the payer cannot pay there any more; null until Stripe has answered")
        @Nullable Instant expiresAt) {

  /**
   * @param atStripe null where Stripe was not asked
   */
  static CheckoutSessionView of(
      Payment payment, @Nullable PaymentAtStripe atStripe, String publishableKey) {
    var checkout = requireNonNull(payment.checkout);
    var session =
        atStripe == null || payment.status != PaymentStatus.PENDING ? null : atStripe.session();
    return new CheckoutSessionView(
        payment.id,
        payment.orderId,
        payment.amount,
        Money.price(payment.amount, payment.currency),
        payment.currency,
        payment.status,
        checkout.checkoutSessionId(),
        checkout.surface(),
        session == null ? null : session.url(),
        session == null ? null : session.clientSecret(),
        publishableKey,
        checkout.sessionExpiresAt());
  }

  boolean leadsOn() {
    return url != null || clientSecret != null;
  }
}
