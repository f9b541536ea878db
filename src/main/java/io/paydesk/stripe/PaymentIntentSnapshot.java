package io.paydesk.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.persistence.Embeddable;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A PaymentIntent at one moment, from an event, an answer or a listing.
 *
 * @param amount minor units to be paid
 * @param amountReceived minor units that came
 * @param hold what a bank holds until it is captured; null where nothing is held
 * @param currency three lower-case letters
 * @param chargeId the latest charge
 * @param paymentMethodId null while the payer has still to choose one
 * @param saves whether its method is saved to be charged later; null where that is not said
 * @param cancellationReason in Stripe's words: {@code expired} where a hold has expired, which API
 *     versions before 2025-03-31.basil call {@code automatic}
 * @param failure the last attempt's
 * @param clientSecret only for the payer's browser; never stored and never logged
 * @param papers those of the charge, where that was there
 * @param presentment what the payer sees in another currency; null where that is the shop's
 * @param chargedAt when the latest charge was made; null where that was not there
 * @see <a href="https://docs.stripe.com/api/payment_intents/object">the PaymentIntent object</a>
 */
public record PaymentIntentSnapshot(
    String id,
    String stripeStatus,
    long amount,
    long amountReceived,
    @Nullable Hold hold,
    String currency,
    @Nullable String customerId,
    @Nullable String chargeId,
    @Nullable String paymentMethodId,
    @Nullable Boolean saves,
    boolean livemode,
    Map<String, String> metadata,
    @Nullable String cancellationReason,
    @Nullable StripeFailure failure,
    @Nullable String clientSecret,
    Papers papers,
    @Nullable Presentment presentment,
    @Nullable Instant chargedAt) {

  private static final String USAGE = "setup_future_usage";

  /** Without a charge, in the shop's currency. */
  public PaymentIntentSnapshot(
      String id,
      String stripeStatus,
      long amount,
      long amountReceived,
      @Nullable Hold hold,
      String currency,
      @Nullable String customerId,
      @Nullable String chargeId,
      @Nullable String paymentMethodId,
      boolean livemode,
      Map<String, String> metadata,
      @Nullable String cancellationReason,
      @Nullable StripeFailure failure,
      @Nullable String clientSecret) {
    this(
        id,
        stripeStatus,
        amount,
        amountReceived,
        hold,
        currency,
        customerId,
        chargeId,
        paymentMethodId,
        null,
        livemode,
        metadata,
        cancellationReason,
        failure,
        clientSecret,
        Papers.NONE,
        null,
        null);
  }

  /**
   * @param amount minor units that may be captured
   * @param until when the bank lets it go; null where Stripe does not say
   * @param isWhole whether the charge was there, which says that
   */
  public record Hold(long amount, @Nullable Instant until, boolean isWhole) {

    private static @Nullable Hold of(JsonNode intent) {
      var amount = intent.path("amount_capturable").longValue();
      var charge = intent.path("latest_charge");
      var card = charge.path("payment_method_details").path("card");
      return amount > 0
          ? new Hold(amount, StripeJson.time(card, "capture_before"), charge.isObject())
          : null;
    }
  }

  /**
   * The code, the bank's code and the sentence of a failed attempt.
   *
   * @param param the parameter that it is about, as Stripe spells it, such as {@code
   *     discounts[0][promotion_code]}; null where Stripe names none
   */
  @Embeddable
  public record StripeFailure(
      @Nullable String code,
      @Nullable String declineCode,
      @Nullable String message,
      @Nullable String param) {

    /** Stripe does not know an object that the call names. */
    static final String MISSING = "resource_missing";

    public StripeFailure(
        @Nullable String code, @Nullable String declineCode, @Nullable String message) {
      this(code, declineCode, message, null);
    }

    static @Nullable StripeFailure of(JsonNode error) {
      return error.isObject()
          ? new StripeFailure(
              StripeJson.text(error, "code"),
              StripeJson.text(error, "decline_code"),
              StripeJson.text(error, "message"),
              StripeJson.text(error, "param"))
          : null;
    }

    /** Whether Stripe does not know the object that this parameter names. */
    public boolean saysThatIsMissing(String named) {
      return MISSING.equals(code) && named.equals(param);
    }
  }

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
        Hold.of(intent),
        StripeJson.always(StripeJson.text(intent, "currency")),
        StripeJson.id(intent, "customer"),
        StripeJson.id(intent, "latest_charge"),
        StripeJson.id(intent, "payment_method"),
        savesOf(intent),
        intent.path("livemode").booleanValue(),
        StripeJson.texts(intent, "metadata"),
        StripeJson.text(intent, "cancellation_reason"),
        StripeFailure.of(error),
        StripeJson.text(intent, "client_secret"),
        Papers.ofCharge(intent.path("latest_charge")),
        Presentment.of(intent),
        StripeJson.time(intent.path("latest_charge"), "created"));
  }

  private static @Nullable Boolean savesOf(JsonNode intent) {
    return intent.has(USAGE)
        ? Boolean.valueOf(PaymentIntentChange.SAVE.equals(StripeJson.text(intent, USAGE)))
        : null;
  }

  /** The same, with a failure that the intent itself does not show. */
  public PaymentIntentSnapshot failed(StripeFailure why) {
    return new PaymentIntentSnapshot(
        id,
        stripeStatus,
        amount,
        amountReceived,
        hold,
        currency,
        customerId,
        chargeId,
        paymentMethodId,
        saves,
        livemode,
        metadata,
        cancellationReason,
        why,
        clientSecret,
        papers,
        presentment,
        chargedAt);
  }

  public IntentStatus status() {
    return IntentStatus.of(stripeStatus);
  }

  @Override
  public String toString() {
    return "PaymentIntent " + id + " (" + stripeStatus + ")";
  }
}
