package io.paydesk.recurring;

import io.paydesk.caller.ForLinks;
import io.paydesk.stripe.PaymentIntentSnapshot.StripeFailure;
import io.paydesk.stripe.Surface;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A subscription as its owner sees it. Without a client secret: everybody who may read the row sees
 * this.
 */
@Schema(name = "RecurringPayment")
public record RecurringPaymentView(
    @Schema(required = true, examples = "1") long id,
    @Schema(required = true, description = "The first order; renewals name it", examples = "1")
        long orderId,
    @Schema(required = true, examples = "user-1") String userId,
    @Schema(required = true, description = "Stripe's Price", examples = "price_monthly")
        String priceId,
    @Schema(required = true, examples = "1") int quantity,
    @Schema(examples = "14") @Nullable Integer trialDays,
    @Schema(
            description =
                "The currency in which its payer is charged, by Adaptive Pricing; left out where that"
                    + " is the order's",
            examples = "eur")
        @Nullable String presentmentCurrency,
    @Schema(required = true, examples = "active") RecurringPaymentStatus status,
    @Schema(
            description = "Stripe's Subscription; null until Stripe has answered",
            examples = "sub_123")
        @Nullable String subscriptionId,
    @Schema(
            description =
                "Of a subscription that a checkout session makes once the payer has completed it",
            examples = "hosted")
        @Nullable Surface surface,
    @Schema(
            description = "Stripe's Checkout Session, once Stripe has answered",
            examples = "cs_test_123")
        @Nullable String checkoutSessionId,
    @Schema(description = "When the payer cannot complete the session any more")
        @Nullable Instant sessionExpiresAt,
    @Nullable Instant currentPeriodStart,
    @Schema(
            description =
                "The current period lasts until then, whether it is paid or not. How long there is"
                    + " access, `GET /v1/users/{userId}/entitlements` says")
        @Nullable Instant currentPeriodEnd,
    @Nullable Instant trialEnd,
    @Schema(
            required = true,
            description =
                "Whether nothing is due yet and the payer has not given a payment method: without"
                    + " one, a trial ends unpaid, and until then it gives no access")
        boolean awaitsPaymentMethod,
    @Schema(
            required = true,
            description =
                "Stripe's `cancel_at_period_end`. An end may be planned without it: see `endsAt`")
        boolean cancelAtPeriodEnd,
    @Schema(description = "When it ends, or ended. Left out while it goes on")
        @Nullable Instant endsAt,
    @Schema(
            description =
                "Why it ends and who ended it, in Stripe's words. Left out when there is no reason")
        @Nullable End end,
    @Schema(
            description =
                "Left out while invoices are collected. PAYDESK_ENTITLEMENT_PAUSED says whether it"
                    + " still gives access")
        @Nullable CollectionPaused collectionPause,
    @Nullable Instant canceledAt,
    @Schema(description = "Why the last try to pay an invoice failed; left out once one is paid")
        @Nullable Failure failure,
    @Schema(description = "A change that was asked for and that Stripe has not confirmed yet")
        @Nullable RecurringChange change,
    @Schema(
            description =
                "A quantity that counts once the invoice of the difference is paid; until then"
                    + " `quantity` stays as it was")
        @Nullable PendingUpdate pendingUpdate,
    @Schema(
            required = true,
            description = "Whether the app's own logic has followed the latest transition")
        boolean callbackProcessed,
    @Schema(required = true) Instant createdAt,
    @Schema(required = true) Instant updatedAt,
    @Schema(required = true, description = "Grows with each change") int version)
    implements ForLinks {

  @Override
  public RecurringPaymentView forLink() {
    return RecurringPaymentForLink.of(this);
  }

  /** Why an attempt failed, in Stripe's words. */
  @Schema(name = "RecurringPaymentFailure")
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

  /** Why a subscription ends, as Stripe states it. */
  @Schema(name = "RecurringPaymentEnd")
  public record End(
      @Schema(
              description =
                  "`cancellation_requested`, `payment_failed` or `payment_disputed`, or what Stripe"
                      + " may add",
              examples = "cancellation_requested")
          @Nullable String reason,
      @Schema(description = "What the payer chose", examples = "too_expensive")
          @Nullable String feedback,
      @Schema(description = "What the payer wrote, the first 500 characters")
          @Nullable String comment) {

    static @Nullable End of(Ending ending) {
      return ending == null
              || ending.reason() == null && ending.feedback() == null && ending.comment() == null
          ? null
          : new End(ending.reason(), ending.feedback(), ending.comment());
    }
  }

  /** While paused, Stripe makes invoices and collects none of them. */
  @Schema(name = "CollectionPause")
  public record CollectionPaused(
      @Schema(
              required = true,
              description =
                  "What becomes of the invoices: `keep_as_draft`, `mark_uncollectible` or `void`",
              examples = "void")
          String behavior,
      @Schema(description = "Left out when no date is set") @Nullable Instant resumesAt) {

    static @Nullable CollectionPaused of(@Nullable CollectionPause pause) {
      return pause == null ? null : new CollectionPaused(pause.behavior(), pause.resumesAt());
    }
  }

  /** A change that waits for its payment at Stripe. */
  @Schema(name = "PendingUpdate")
  public record PendingUpdate(
      @Schema(required = true, examples = "3") int quantity,
      @Schema(
              required = true,
              description = "When Stripe drops it and its invoice, if nobody has paid")
          Instant expiresAt) {

    static @Nullable PendingUpdate of(@Nullable PendingChange pending) {
      return pending == null ? null : new PendingUpdate(pending.quantity(), pending.until());
    }
  }

  public static RecurringPaymentView of(RecurringPayment recurring) {
    return new RecurringPaymentView(
        recurring.id,
        recurring.orderId,
        recurring.userId,
        recurring.priceId,
        recurring.quantity,
        recurring.trialDays,
        recurring.presentmentCurrency,
        recurring.status,
        recurring.subscriptionId,
        recurring.checkout == null ? null : recurring.checkout.surface(),
        recurring.checkout == null ? null : recurring.checkout.checkoutSessionId(),
        recurring.checkout == null ? null : recurring.checkout.sessionExpiresAt(),
        recurring.currentPeriodStart,
        recurring.currentPeriodEnd,
        recurring.trialEnd,
        recurring.status.isLive() && recurring.pendingSetupIntent != null,
        recurring.cancelAtPeriodEnd,
        recurring.endsAt(),
        End.of(recurring.ending),
        CollectionPaused.of(recurring.pause),
        recurring.canceledAt,
        Failure.of(recurring.failure),
        recurring.change,
        PendingUpdate.of(recurring.pending),
        recurring.callbackProcessed,
        recurring.createdAt,
        recurring.updatedAt,
        recurring.version);
  }
}
