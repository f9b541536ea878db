package io.paydesk.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * A Refund at one moment, from wherever it came.
 *
 * @param amount minor units
 * @param chargeId may be null
 * @param failureReason why it failed, such as {@code insufficient_funds}; may be null
 * @param pendingReason why it is not through yet; may be null
 * @see <a href="https://docs.stripe.com/api/refunds/object">the Refund object</a>
 */
public record RefundSnapshot(
    String id,
    String stripeStatus,
    long amount,
    String chargeId,
    Map<String, String> metadata,
    String failureReason,
    String pendingReason) {

  public static RefundSnapshot of(JsonNode refund) {
    return new RefundSnapshot(
        StripeJson.text(refund, "id"),
        StripeJson.text(refund, "status"),
        refund.path("amount").longValue(),
        StripeJson.id(refund, "charge"),
        StripeJson.texts(refund, "metadata"),
        StripeJson.text(refund, "failure_reason"),
        StripeJson.text(refund, "pending_reason"));
  }
}
