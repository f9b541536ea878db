package io.paydesk.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A Dispute at one moment, from an event, an answer or a listing.
 *
 * @param amount disputed minor units
 * @param refundable whether Stripe would still refund the charge
 * @param dueBy when the evidence must be at Stripe
 * @see <a href="https://docs.stripe.com/api/disputes/object">the Dispute object</a>
 */
public record DisputeSnapshot(
    String id,
    String status,
    long amount,
    String currency,
    String reason,
    @Nullable String paymentIntentId,
    @Nullable String chargeId,
    boolean refundable,
    @Nullable Instant dueBy,
    Instant openedAt) {

  public static DisputeSnapshot of(JsonNode dispute) {
    return new DisputeSnapshot(
        StripeJson.needed(dispute, "id"),
        StripeJson.always(StripeJson.text(dispute, "status")),
        dispute.path("amount").longValue(),
        StripeJson.always(StripeJson.text(dispute, "currency")),
        StripeJson.always(StripeJson.text(dispute, "reason")),
        StripeJson.id(dispute, "payment_intent"),
        StripeJson.id(dispute, "charge"),
        dispute.path("is_charge_refundable").booleanValue(),
        StripeJson.time(dispute.path("evidence_details"), "due_by"),
        StripeJson.always(StripeJson.time(dispute, "created")));
  }
}
