package io.paydesk.payment;

import io.paydesk.caller.ForLinks;
import io.paydesk.money.Money;
import io.paydesk.stripe.Papers;
import io.paydesk.stripe.PaymentIntentSnapshot.StripeFailure;
import io.paydesk.stripe.Surface;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A payment as its owner sees it. Without a client secret: everybody who may read the row sees
 * this.
 */
@Schema(name = "Payment")
public record PaymentView(
    @Schema(required = true, examples = "1") long id,
    @Schema(required = true, examples = "1") long orderId,
    @Schema(required = true, examples = "user-1") String userId,
    @Schema(required = true, description = "Minor units", examples = "9999") long amount,
    @Schema(required = true, description = "Major units", examples = "99.99") String price,
    @Schema(required = true, examples = "usd") String currency,
    @Schema(required = true, description = "Minor units that came") long amountReceived,
    @Schema(required = true, description = "Minor units that went back") long amountRefunded,
    @Schema(
            description =
                "What the payer saw and paid where that was in another currency: minor units of"
                    + " `presentmentCurrency`. Null, like the next two, where they paid in"
                    + " `currency`",
            examples = "9215")
        @Nullable Long presentmentAmount,
    @Schema(description = "The same in major units", examples = "92.15")
        @Nullable String presentmentPrice,
    @Schema(
            description =
                "The payer's currency, by Adaptive Pricing. All other amounts stay in `currency`",
            examples = "eur")
        @Nullable String presentmentCurrency,
    @Schema(
            description =
                "Minor units that the payer's bank holds and that may be captured; null where it"
                    + " holds nothing",
            examples = "9999")
        @Nullable Long amountCapturable,
    @Schema(
            description =
                "When the bank lets go what nobody has captured; null where nothing was held, or"
                    + " Stripe does not say")
        @Nullable Instant captureBefore,
    @Schema(description = "When a capture was asked for; null again after Stripe refused it")
        @Nullable Instant captureRequestedAt,
    @Schema(required = true, examples = "pending") PaymentStatus status,
    @Schema(required = true) PaymentOrigin origin,
    @Schema(
            description = "Stripe's PaymentIntent; null until Stripe has answered",
            examples = "pi_123")
        @Nullable String paymentIntentId,
    @Schema(
            description =
                "Stripe's PaymentMethod that it is paid with; null while the payer has none chosen",
            examples = "pm_123")
        @Nullable String paymentMethodId,
    @Schema(
            required = true,
            description = "Whether the method is saved, to be charged later without the payer")
        boolean savePaymentMethod,
    @Schema(description = "Of a payment by checkout session; else null", examples = "hosted")
        @Nullable Surface surface,
    @Schema(
            description = "Stripe's Checkout Session, once Stripe has answered; else null",
            examples = "cs_test_123")
        @Nullable String checkoutSessionId,
    @Schema(description = "When the payer cannot pay in the session any more")
        @Nullable Instant sessionExpiresAt,
    @Schema(description = "Why the last try failed, while the payment waits for another")
        @Nullable Failure failure,
    @Schema(description = "Why this payment put its order in review") @Nullable String reviewReason,
    @Schema(
            required = true,
            description = "Whether the app's own logic has followed the latest transition")
        boolean callbackProcessed,
    @Schema(required = true, description = "Disputes of it, oldest first") List<Dispute> disputes,
    @Schema(
            description =
                "Fraud warnings of the card's issuer, oldest first: a dispute may follow. Only"
                    + " service and admin see them; they are not streamed")
        @Nullable List<FraudWarning> fraudWarnings,
    @Schema(
            description =
                """
                Stripe's receipt, for the payer. Like the next two it is null until Stripe was asked \
                about the payment after its success, expires after some weeks, and is renewed by \
                POST /v1/payments/{id}/refresh. Anyone who has the address sees the receipt. Not streamed\
                """,
            examples = "https://pay.stripe.com/receipts/payment/CAcaFwoVYWNjdA")
        @Nullable String receiptUrl,
    @Schema(
            description = "The page of the invoice at Stripe, where there is one. Not streamed",
            examples = "https://invoice.stripe.com/i/acct_123/test_YWNjdA")
        @Nullable String invoiceUrl,
    @Schema(
            description = "The invoice as PDF. Not streamed",
            examples = "https://pay.stripe.com/invoice/acct_123/test_YWNjdA/pdf")
        @Nullable String invoicePdf,
    @Schema(description = "When a cancel was asked for") @Nullable Instant cancelRequestedAt,
    @Schema(required = true) Instant createdAt,
    @Schema(required = true) Instant updatedAt,
    @Schema(required = true, description = "Grows with each change") int version)
    implements ForLinks {

  @Override
  public PaymentView forLink() {
    return PaymentForLink.of(this);
  }

  /** Why an attempt failed, in Stripe's words. */
  @Schema(name = "PaymentFailure")
  public record Failure(
      @Schema(examples = "card_declined") @Nullable String code,
      @Schema(examples = "insufficient_funds") @Nullable String declineCode,
      @Schema(examples = "Your card has insufficient funds.") @Nullable String message) {

    static @Nullable Failure of(@Nullable StripeFailure failure) {
      return failure == null
          ? null
          : new Failure(failure.code(), failure.declineCode(), failure.message());
    }
  }

  /** {@code GET /v1/disputes} says more. */
  @Schema(name = "PaymentDispute")
  public record Dispute(
      @Schema(required = true, description = "Stripe's Dispute", examples = "du_123")
          String disputeId,
      @Schema(
              required = true,
              description =
                  "In Stripe's words: `needs_response`, `under_review`, `won`, `lost`, ...",
              examples = "needs_response")
          String status,
      @Schema(required = true, description = "Minor units", examples = "9999") long amount,
      @Schema(required = true, examples = "usd") String currency,
      @Schema(examples = "fraudulent") @Nullable String reason,
      @Schema(required = true, description = "Whether Stripe would still refund the charge")
          boolean refundable,
      @Schema(description = "When the evidence must be at Stripe") @Nullable Instant dueBy) {

    static Dispute of(PaymentDispute dispute) {
      return new Dispute(
          dispute.disputeId(),
          dispute.status(),
          dispute.amount(),
          dispute.currency(),
          dispute.reason(),
          dispute.refundable(),
          dispute.dueBy());
    }
  }

  /** A warning comes before a dispute; often no dispute follows. */
  @Schema(name = "PaymentFraudWarning")
  public record FraudWarning(
      @Schema(required = true, description = "Stripe's EarlyFraudWarning", examples = "issfr_123")
          String warningId,
      @Schema(description = "In Stripe's words", examples = "made_with_stolen_card")
          @Nullable String fraudType,
      @Schema(
              required = true,
              description =
                  "Whether it is neither disputed nor refunded: a refund may prevent a dispute")
          boolean actionable,
      @Schema(required = true, description = "When Stripe heard of it") Instant warnedAt) {

    static FraudWarning of(PaymentFraudWarning warning) {
      return new FraudWarning(
          warning.warningId(), warning.fraudType(), warning.actionable(), warning.warnedAt());
    }
  }

  /** Without what only those see who ask for the row: this is what streams send. */
  public static PaymentView of(Payment payment) {
    return of(payment, false);
  }

  /**
   * @param all whether to add what only the shop sees: somebody who pays with a stolen card need
   *     not learn that its bank knows
   */
  public static PaymentView of(Payment payment, boolean all) {
    return of(payment, all, all);
  }

  /** As its owner asks for it. */
  static PaymentView forOwner(Payment payment) {
    return of(payment, true, false);
  }

  private static PaymentView of(Payment payment, boolean withPapers, boolean withWarnings) {
    boolean shown = withPapers && payment.status.hasMoney();
    var papers = shown && payment.papers != null ? payment.papers : Papers.NONE;
    var presented = payment.presentment;
    return new PaymentView(
        payment.id,
        payment.orderId,
        payment.userId,
        payment.amount,
        Money.price(payment.amount, payment.currency),
        payment.currency,
        payment.amountReceived,
        payment.amountRefunded,
        presented == null ? null : presented.presentmentAmount(),
        presented == null ? null : PresentmentPrice.of(presented),
        presented == null ? null : presented.presentmentCurrency(),
        payment.amountCapturable,
        payment.captureBefore,
        payment.captureRequest == null ? null : payment.captureRequest.captureRequestedAt(),
        payment.status,
        payment.origin,
        payment.paymentIntentId,
        payment.paymentMethodId,
        payment.consent != null,
        payment.checkout == null ? null : payment.checkout.surface(),
        payment.checkout == null ? null : payment.checkout.checkoutSessionId(),
        payment.checkout == null ? null : payment.checkout.sessionExpiresAt(),
        Failure.of(payment.failure),
        payment.reviewReason,
        payment.callbackProcessed,
        payment.disputes.stream().map(Dispute::of).toList(),
        withWarnings ? payment.fraudWarnings.stream().map(FraudWarning::of).toList() : null,
        papers.receiptUrl(),
        papers.invoiceUrl(),
        papers.invoicePdf(),
        payment.cancelRequestedAt,
        payment.createdAt,
        payment.updatedAt,
        payment.version);
  }
}
