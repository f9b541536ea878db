package io.paydesk.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import io.paydesk.stripe.PaymentIntentSnapshot.StripeFailure;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A SetupIntent at one moment, from an event, an answer or a listing.
 *
 * @param failure the last attempt's
 * @param clientSecret only for the payer's browser; never stored and never logged
 * @see <a href="https://docs.stripe.com/api/setup_intents/object">the SetupIntent object</a>
 */
public record SetupIntentSnapshot(
    String id,
    String stripeStatus,
    @Nullable String customerId,
    @Nullable String paymentMethodId,
    Map<String, String> metadata,
    @Nullable StripeFailure failure,
    @Nullable String clientSecret) {

  /**
   * @param setup Stripe's object, of any API version
   */
  public static SetupIntentSnapshot of(JsonNode setup) {
    var error = setup.path("last_setup_error");
    return new SetupIntentSnapshot(
        StripeJson.always(StripeJson.text(setup, "id")),
        StripeJson.always(StripeJson.text(setup, "status")),
        StripeJson.id(setup, "customer"),
        StripeJson.id(setup, "payment_method"),
        StripeJson.texts(setup, "metadata"),
        StripeFailure.of(error),
        StripeJson.text(setup, "client_secret"));
  }

  public IntentStatus status() {
    return IntentStatus.of(stripeStatus);
  }

  @Override
  public String toString() {
    return "SetupIntent " + id + " (" + stripeStatus + ")";
  }
}
