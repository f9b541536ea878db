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
 * @param isFree whether nothing is to be paid
 * @param totals null where Stripe states none
 * @param papers those of its invoice, where that was there
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
    boolean isFree,
    @Nullable CheckoutTotals totals,
    @Nullable Instant expiresAt,
    Map<String, String> metadata,
    Papers papers) {

  /** Without an invoice. */
  public CheckoutSessionSnapshot(
      String id,
      String stripeStatus,
      @Nullable String url,
      @Nullable String clientSecret,
      @Nullable String paymentIntentId,
      @Nullable String customerId,
      @Nullable String currency,
      boolean isFree,
      @Nullable CheckoutTotals totals,
      @Nullable Instant expiresAt,
      Map<String, String> metadata) {
    this(
        id,
        stripeStatus,
        url,
        clientSecret,
        paymentIntentId,
        customerId,
        currency,
        isFree,
        totals,
        expiresAt,
        metadata,
        Papers.NONE);
  }

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
        "no_payment_required".equals(StripeJson.text(session, "payment_status")),
        CheckoutTotals.of(session),
        StripeJson.time(session, "expires_at"),
        StripeJson.texts(session, "metadata"),
        Papers.ofInvoice(session.path("invoice")));
  }

  public CheckoutSessionStatus status() {
    return CheckoutSessionStatus.of(stripeStatus);
  }

  @Override
  public String toString() {
    return "Checkout Session " + id + " (" + stripeStatus + ")";
  }
}
