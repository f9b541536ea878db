package io.paydesk.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * An early fraud warning at one moment, from an event or a listing.
 *
 * @param paymentIntentId may be null
 * @param fraudType as Stripe states it; may be null
 * @param actionable whether the charge is neither disputed nor refunded
 * @see <a href="https://docs.stripe.com/api/radar/early_fraud_warnings/object">the object</a>
 */
public record FraudWarningSnapshot(
    String id,
    String paymentIntentId,
    String chargeId,
    String fraudType,
    boolean actionable,
    Instant warnedAt) {

  public static FraudWarningSnapshot of(JsonNode warning) {
    return new FraudWarningSnapshot(
        StripeJson.needed(warning, "id"),
        StripeJson.id(warning, "payment_intent"),
        StripeJson.id(warning, "charge"),
        StripeJson.text(warning, "fraud_type"),
        warning.path("actionable").booleanValue(),
        StripeJson.time(warning, "created"));
  }
}
