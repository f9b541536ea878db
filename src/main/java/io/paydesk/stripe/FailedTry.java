package io.paydesk.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The last failed attempt of a PaymentIntent, as an event shows it.
 *
 * @param chargeId null when there was no charge, for example after a failed 3-D Secure
 * @param cardFingerprint the same for the same card, whoever uses it; null when it was no card
 * @param code Stripe's, such as {@code card_declined}
 * @param declineCode the bank's, such as {@code insufficient_funds}
 * @see <a href="https://docs.stripe.com/api/errors">the error object</a>
 */
public record FailedTry(
    @Nullable String chargeId,
    @Nullable String cardFingerprint,
    @Nullable String code,
    @Nullable String declineCode) {

  /** Any other text would end up in a table, a log and metric names. */
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,255}");

  private static final Pattern CODE = Pattern.compile("[a-z0-9_]{1,60}");

  /**
   * @param intent Stripe's object, of any API version
   */
  public static FailedTry of(JsonNode intent) {
    var error = intent.path("last_payment_error");
    return new FailedTry(
        shaped(ID, StripeJson.id(error, "charge")),
        shaped(ID, StripeJson.text(error.path("payment_method").path("card"), "fingerprint")),
        shaped(CODE, StripeJson.text(error, "code")),
        shaped(CODE, StripeJson.text(error, "decline_code")));
  }

  /** Whether there was a charge, which identifies the attempt in every event. */
  public boolean hasCharge() {
    return chargeId != null;
  }

  /** Whether there was a failed attempt at all. */
  public boolean isThere() {
    return chargeId != null || code != null;
  }

  private static @Nullable String shaped(Pattern shape, @Nullable String text) {
    return text != null && shape.matcher(text).matches() ? text : null;
  }
}
