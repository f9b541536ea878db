package io.paydesk.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.persistence.Embeddable;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A PaymentIntent at one moment, from an event, an answer or a listing.
 *
 * @param amount minor units to be paid
 * @param amountReceived minor units that came
 * @param currency three lower-case letters
 * @param chargeId the latest charge
 * @param failure the last attempt's
 * @param clientSecret only for the payer's browser; never stored and never logged
 * @see <a href="https://docs.stripe.com/api/payment_intents/object">the PaymentIntent object</a>
 */
public record PaymentIntentSnapshot(
    String id,
    String stripeStatus,
    long amount,
    long amountReceived,
    String currency,
    @Nullable String customerId,
    @Nullable String chargeId,
    boolean livemode,
    Map<String, String> metadata,
    @Nullable StripeFailure failure,
    @Nullable String clientSecret) {

  /** The code, the bank's code and the sentence of a failed attempt. */
  @Embeddable
  public record StripeFailure(
      @Nullable String code, @Nullable String declineCode, @Nullable String message) {}

  /**
   * @param intent Stripe's object, of any API version
   */
  public static PaymentIntentSnapshot of(JsonNode intent) {
    var error = intent.path("last_payment_error");
    return new PaymentIntentSnapshot(
        StripeJson.always(StripeJson.text(intent, "id")),
        StripeJson.always(StripeJson.text(intent, "status")),
        intent.path("amount").longValue(),
        intent.path("amount_received").longValue(),
        StripeJson.always(StripeJson.text(intent, "currency")),
        StripeJson.id(intent, "customer"),
        StripeJson.id(intent, "latest_charge"),
        intent.path("livemode").booleanValue(),
        StripeJson.texts(intent, "metadata"),
        error.isObject()
            ? new StripeFailure(
                StripeJson.text(error, "code"),
                StripeJson.text(error, "decline_code"),
                StripeJson.text(error, "message"))
            : null,
        StripeJson.text(intent, "client_secret"));
  }

  public IntentStatus status() {
    return IntentStatus.of(stripeStatus);
  }

  @Override
  public String toString() {
    return "PaymentIntent " + id + " (" + stripeStatus + ")";
  }
}
