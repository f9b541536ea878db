package io.paydesk.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An early fraud warning at one moment, from an event or a listing.
 *
 * @param fraudType as Stripe states it
 * @param actionable whether the charge is neither disputed nor refunded
 * @see <a href="https://docs.stripe.com/api/radar/early_fraud_warnings/object">the object</a>
 */
public record FraudWarningSnapshot(
    String id,
    @Nullable String paymentIntentId,
    @Nullable String chargeId,
    @Nullable String fraudType,
    boolean actionable,
    @Nullable Instant warnedAt) {

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
