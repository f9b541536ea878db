package io.paydesk.checkout;

import static java.util.Objects.requireNonNull;

import io.paydesk.caller.ForLinks;
import io.paydesk.caller.HandedSecret;
import io.paydesk.money.Money;
import io.paydesk.order.OrderView;
import io.paydesk.payment.Payment;
import io.paydesk.payment.PaymentAtStripe;
import io.paydesk.payment.PaymentStatus;
import io.paydesk.recurring.RecurringPayment;
import io.paydesk.recurring.RecurringPaymentStatus;
import io.paydesk.stripe.CheckoutSessionSnapshot;
import io.paydesk.stripe.RowCheckout;
import io.paydesk.stripe.Surface;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A checkout session: how the payer goes on, and how far they are. */
@Schema(name = "CheckoutSession")
public record CheckoutSessionView(
    @Schema(description = "Its payment; null for a subscription", examples = "1")
        @Nullable Long paymentId,
    @Schema(description = "Its subscription; null for a one-time payment", examples = "1")
        @Nullable Long recurringPaymentId,
    @Schema(required = true, examples = "1") long orderId,
    @Schema(required = true, description = "Minor units", examples = "9999") long amount,
    @Schema(required = true, description = "Major units", examples = "99.99") String price,
    @Schema(required = true, examples = "usd") String currency,
    @Schema(
            required = true,
            description =
                "The payment's. Of a subscription: `pending` until the payer has completed the"
                    + " session, then `succeeded`; `canceled` once it is over",
            examples = "pending")
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
        @Nullable Instant expiresAt)
    implements ForLinks {

  /** It says nothing of the payer. */
  @Override
  public CheckoutSessionView forLink() {
    return this;
  }

  @Override
  public @Nullable HandedSecret handed() {
    return leadsOn() && sessionId != null ? new HandedSecret(sessionId, 0, true) : null;
  }

  /**
   * @param atStripe null where Stripe was not asked
   */
  static CheckoutSessionView of(
      Payment payment, @Nullable PaymentAtStripe atStripe, String publishableKey) {
    return of(
        payment.id,
        null,
        new Sum(payment.orderId, payment.amount, payment.currency),
        payment.status,
        requireNonNull(payment.checkout),
        atStripe == null ? null : atStripe.session(),
        publishableKey);
  }

  /**
   * @param shown null where Stripe was not asked
   */
  static CheckoutSessionView of(
      RecurringPayment row,
      OrderView order,
      @Nullable CheckoutSessionSnapshot shown,
      String publishableKey) {
    return of(
        null,
        row.id,
        new Sum(order.id(), order.amount(), order.currency()),
        statusOf(row.status),
        requireNonNull(row.checkout),
        shown,
        publishableKey);
  }

  /** How far the payer is, in the words of a payment. */
  private static PaymentStatus statusOf(RecurringPaymentStatus status) {
    return switch (status) {
      case CREATED -> PaymentStatus.CREATED;
      case UNKNOWN -> PaymentStatus.UNKNOWN;
      case INCOMPLETE -> PaymentStatus.PENDING;
      case TRIALING, ACTIVE, PAST_DUE, UNPAID, PAUSED -> PaymentStatus.SUCCEEDED;
      case CANCELED, INCOMPLETE_EXPIRED -> PaymentStatus.CANCELED;
    };
  }

  /** Minor units of the order. */
  private record Sum(long orderId, long amount, String currency) {}

  private static CheckoutSessionView of(
      @Nullable Long paymentId,
      @Nullable Long recurringPaymentId,
      Sum sum,
      PaymentStatus status,
      RowCheckout checkout,
      @Nullable CheckoutSessionSnapshot shown,
      String publishableKey) {
    var session = status == PaymentStatus.PENDING ? shown : null;
    return new CheckoutSessionView(
        paymentId,
        recurringPaymentId,
        sum.orderId,
        sum.amount,
        Money.price(sum.amount, sum.currency),
        sum.currency,
        status,
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
