package io.paydesk.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A Refund at one moment, from an event, an answer or a listing.
 *
 * @param amount minor units
 * @param currency three lower-case letters
 * @param createdAt when it was made, in whole seconds
 * @param reason the reason given when it was asked for
 * @param failureReason why it failed, such as {@code insufficient_funds}
 * @param pendingReason why it is still pending
 * @param nextAction what the payer must do to get the money
 * @param capture what is booked of it and of its charge; null where the charge was not there
 * @param presentment what the payer gets back in another currency; null where that is the shop's
 * @see <a href="https://docs.stripe.com/api/refunds/object">the Refund object</a>
 */
public record RefundSnapshot(
    String id,
    @Nullable String stripeStatus,
    long amount,
    @Nullable String currency,
    @Nullable String paymentIntentId,
    @Nullable String chargeId,
    @Nullable Instant createdAt,
    @Nullable String reason,
    Map<String, String> metadata,
    @Nullable String failureReason,
    @Nullable String pendingReason,
    @Nullable Map<String, Object> nextAction,
    @Nullable CaptureBooking capture,
    @Nullable Presentment presentment) {

  public static RefundSnapshot of(JsonNode refund) {
    return new RefundSnapshot(
        StripeJson.needed(refund, "id"),
        StripeJson.text(refund, "status"),
        refund.path("amount").longValue(),
        StripeJson.text(refund, "currency"),
        StripeJson.id(refund, "payment_intent"),
        StripeJson.id(refund, "charge"),
        StripeJson.time(refund, "created"),
        StripeJson.text(refund, "reason"),
        StripeJson.texts(refund, "metadata"),
        StripeJson.text(refund, "failure_reason"),
        StripeJson.text(refund, "pending_reason"),
        StripeJson.object(refund, "next_action"),
        CaptureBooking.of(refund),
        Presentment.of(refund));
  }
}
