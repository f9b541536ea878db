package io.paydesk.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A Checkout Session at one moment, from an answer or a listing.
 *
 * @param stripeStatus as Stripe spells it
 * @param url where the payer pays, of a hosted session that is open; never stored and never logged
 * @param clientSecret for the payer's browser, of a session that is not hosted; never stored and
 *     never logged
 * @param paymentIntentId null until the payer has confirmed
 * @param currency three lower-case letters; null where Stripe states none
 * @param amountSubtotal minor units before discounts and taxes; null where Stripe states none
 * @param amountTotal minor units after them; null where Stripe states none
 * @see <a href="https://docs.stripe.com/api/checkout/sessions/object">the Session object</a>
 */
public record CheckoutSessionSnapshot(
    String id,
    String stripeStatus,
    @Nullable String url,
    @Nullable String clientSecret,
    @Nullable String paymentIntentId,
    @Nullable String customerId,
    @Nullable String currency,
    @Nullable Long amountSubtotal,
    @Nullable Long amountTotal,
    @Nullable Instant expiresAt,
    Map<String, String> metadata) {

  /**
   * @param session Stripe's object, of any API version
   */
  public static CheckoutSessionSnapshot of(JsonNode session) {
    return new CheckoutSessionSnapshot(
        StripeJson.always(StripeJson.text(session, "id")),
        StripeJson.always(StripeJson.text(session, "status")),
        StripeJson.text(session, "url"),
        StripeJson.text(session, "client_secret"),
        StripeJson.id(session, "payment_intent"),
        StripeJson.id(session, "customer"),
        StripeJson.text(session, "currency"),
        amount(session, "amount_subtotal"),
        amount(session, "amount_total"),
        StripeJson.time(session, "expires_at"),
        StripeJson.texts(session, "metadata"));
  }

  private static @Nullable Long amount(JsonNode session, String field) {
    var amount = session.path(field);
    return amount.isIntegralNumber() ? amount.longValue() : null;
  }

  public CheckoutSessionStatus status() {
    return CheckoutSessionStatus.of(stripeStatus);
  }

  @Override
  public String toString() {
    return "Checkout Session " + id + " (" + stripeStatus + ")";
  }
}
