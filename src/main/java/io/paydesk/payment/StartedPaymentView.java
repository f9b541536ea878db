package io.paydesk.payment;

import io.paydesk.caller.ForLinks;
import io.paydesk.caller.HandedSecret;
import io.paydesk.money.Money;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What the payer's browser needs to go on with Stripe.js. */
@Schema(name = "StartedPayment")
public record StartedPaymentView(
    @Schema(required = true, examples = "1") long id,
    @Schema(required = true, examples = "1") long orderId,
    @Schema(required = true, description = "Minor units", examples = "9999") long amount,
    @Schema(required = true, description = "Major units", examples = "99.99") String price,
    @Schema(required = true, examples = "usd") String currency,
    @Schema(required = true, examples = "pending") PaymentStatus status,
    @Schema(description = "Stripe's PaymentIntent", examples = "pi_123")
        @Nullable String paymentIntentId,
    @Schema(
            description =
                "For the payer's browser only; never stored or logged. Null while the payment is"
                    + " `unknown` and once the money has come",
            examples = "pi_123_secret_456")
        @Nullable String clientSecret,
    @Schema(
            required = true,
            description = "Whether the payer's bank asks: call `handleNextAction` of Stripe.js")
        boolean requiresAction,
    @Schema(description = "Why the last try failed, while the payment waits for another")
        PaymentView.@Nullable Failure failure,
    @Schema(required = true, examples = "pk_test_123") String publishableKey)
    implements ForLinks {

  @Override
  public StartedPaymentView forLink() {
    return new StartedPaymentView(
        id,
        orderId,
        amount,
        price,
        currency,
        status,
        paymentIntentId,
        clientSecret,
        requiresAction,
        PaymentForLink.failure(failure),
        publishableKey);
  }

  @Override
  public @Nullable HandedSecret handed() {
    return HandedSecret.of(clientSecret, 0, true);
  }

  static StartedPaymentView of(
      Payment payment, @Nullable String clientSecret, String publishableKey) {
    return new StartedPaymentView(
        payment.id,
        payment.orderId,
        payment.amount,
        Money.price(payment.amount, payment.currency),
        payment.currency,
        payment.status,
        payment.paymentIntentId,
        payment.status.isLive() ? clientSecret : null,
        payment.status.isLive() && payment.asksPayer(),
        PaymentView.Failure.of(payment.failure),
        publishableKey);
  }
}
