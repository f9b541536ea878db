package io.paydesk.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * A Refund at one moment, from an event, an answer or a listing.
 *
 * @param amount minor units
 * @param currency three lower-case letters
 * @param paymentIntentId may be null
 * @param chargeId may be null
 * @param reason the reason given when it was asked for; may be null
 * @param failureReason why it failed, such as {@code insufficient_funds}; may be null
 * @param pendingReason why it is still pending; may be null
 * @param nextAction what the payer must do to get the money; null when nothing
 * @see <a href="https://docs.stripe.com/api/refunds/object">the Refund object</a>
 */
public record RefundSnapshot(
    String id,
    String stripeStatus,
    long amount,
    String currency,
    String paymentIntentId,
    String chargeId,
    String reason,
    Map<String, String> metadata,
    String failureReason,
    String pendingReason,
    Map<String, Object> nextAction) {

  public static RefundSnapshot of(JsonNode refund) {
    return new RefundSnapshot(
        StripeJson.needed(refund, "id"),
        StripeJson.text(refund, "status"),
        refund.path("amount").longValue(),
        StripeJson.text(refund, "currency"),
        StripeJson.id(refund, "payment_intent"),
        StripeJson.id(refund, "charge"),
        StripeJson.text(refund, "reason"),
        StripeJson.texts(refund, "metadata"),
        StripeJson.text(refund, "failure_reason"),
        StripeJson.text(refund, "pending_reason"),
        StripeJson.object(refund, "next_action"));
  }
}
