package io.paydesk.refund;

import io.paydesk.caller.Caller;
import io.paydesk.caller.ForLinks;
import io.paydesk.money.Money;
import io.paydesk.payment.PresentmentPrice;
import java.time.Instant;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A refund as the payer sees it: without who asked for it. */
@Schema(name = "Refund")
public record RefundView(
    @Schema(required = true, examples = "1") long id,
    @Schema(required = true, examples = "1") long paymentId,
    @Schema(required = true, examples = "1") long orderId,
    @Schema(required = true, examples = "user-1") String userId,
    @Schema(required = true, description = "Minor units", examples = "9999") long refundAmount,
    @Schema(required = true, description = "Major units", examples = "99.99") String price,
    @Schema(required = true, examples = "usd") String currency,
    @Schema(
            description =
                "What the payer gets back where they paid in another currency: minor units of"
                    + " `presentmentCurrency`, as Stripe states it. Null, like the next two, where"
                    + " they paid in `currency`, and until Stripe has answered",
            examples = "9215")
        @Nullable Long presentmentAmount,
    @Schema(description = "The same in major units", examples = "92.15")
        @Nullable String presentmentPrice,
    @Schema(description = "The payer's currency, by Adaptive Pricing", examples = "eur")
        @Nullable String presentmentCurrency,
    @Schema(required = true, examples = "succeeded") RefundStatus status,
    @Schema(required = true) RefundOrigin origin,
    @Schema(examples = "requested_by_customer") @Nullable String reason,
    @Schema(description = "Stripe's Refund; null until Stripe has answered", examples = "re_123")
        @Nullable String refundId,
    @Schema(description = "Why Stripe has not sent it yet", examples = "charge_pending")
        @Nullable String pendingReason,
    @Schema(description = "What the payer has to do to get the money")
        @Nullable NextAction nextAction,
    @Schema(description = "Why the money did not arrive") @Nullable Failure failure,
    @Schema(
            description = "What you should know although the refund was made",
            examples = "Dispute du_123 is an inquiry of the payer's bank.")
        @Nullable String warning,
    @Schema(
            required = true,
            description = "Whether the app's own logic has followed the latest transition")
        boolean callbackProcessed,
    @Schema(required = true) Instant createdAt,
    @Schema(required = true) Instant updatedAt,
    @Schema(required = true, description = "Grows with each change") int version)
    implements ForLinks {

  @Override
  public RefundView forLink() {
    return RefundForLink.of(this);
  }

  /**
   * Stripe refused it, with a code and a message, or it failed later, with a reason. The refusal
   * may say things about the shop's account that the payer should not see.
   */
  @Schema(name = "RefundFailure")
  public record Failure(
      @Schema(description = "For service and admin", examples = "charge_already_refunded")
          @Nullable String code,
      @Schema(
              description = "For service and admin",
              examples = "Charge ch_123 has already been refunded.")
          @Nullable String message,
      @Schema(examples = "expired_or_canceled_card") @Nullable String reason) {

    static @Nullable Failure of(Refund refund, boolean all) {
      var code = all ? refund.failureCode : null;
      var message = all ? refund.failureMessage : null;
      return code == null && message == null && refund.failureReason == null
          ? null
          : new Failure(code, message, refund.failureReason);
    }
  }

  /** Where the payer's bank details are missing, Stripe asks the payer by mail. */
  @Schema(name = "RefundNextAction")
  public record NextAction(
      @Schema(required = true, examples = "display_details") String type,
      @Schema(description = "When Stripe gives up waiting") @Nullable Instant expiresAt) {

    static @Nullable NextAction of(@Nullable Map<String, Object> stripes) {
      if (stripes == null || !(stripes.get("type") instanceof String type)) {
        return null;
      }
      var expires =
          stripes.get(type) instanceof Map<?, ?> details
                  && details.get("expires_at") instanceof Number seconds
              ? Instant.ofEpochSecond(seconds.longValue())
              : null;
      return new NextAction(type, expires);
    }
  }

  static RefundView of(Refund refund, Caller caller) {
    return of(refund, caller.seesAll());
  }

  /** As anybody who may see the row sees it; this is what streams send. */
  public static RefundView of(Refund refund) {
    return of(refund, false);
  }

  /**
   * @param all whether to add what only the shop sees
   */
  public static RefundView of(Refund refund, boolean all) {
    var presented = refund.presentment;
    return new RefundView(
        refund.id,
        refund.paymentId,
        refund.orderId,
        refund.userId,
        refund.amount,
        Money.price(refund.amount, refund.currency),
        refund.currency,
        presented == null ? null : presented.presentmentAmount(),
        presented == null ? null : PresentmentPrice.of(presented),
        presented == null ? null : presented.presentmentCurrency(),
        refund.status,
        refund.origin,
        refund.reason,
        refund.refundId,
        refund.pendingReason,
        NextAction.of(refund.nextAction),
        Failure.of(refund, all),
        refund.warning,
        refund.callbackProcessed,
        refund.createdAt,
        refund.updatedAt,
        refund.version);
  }
}
