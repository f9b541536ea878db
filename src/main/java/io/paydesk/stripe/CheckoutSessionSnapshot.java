package io.paydesk.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import io.paydesk.stripe.CheckoutSessionRequest.Addresses;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A Checkout Session at one moment, from an answer or a listing.
 *
 * @param stripeStatus as Stripe spells it
 * @param url where the payer pays, of a hosted session that is open; never stored and never logged
 * @param clientSecret for the payer's browser, of a session that is not hosted; never stored and
 *     never logged
 * @param paymentIntentId null until the payer has confirmed, and always of a subscription
 * @param isForSubscription whether it makes a subscription
 * @param subscriptionId null until the payer has completed it, and always of a one-time payment
 * @param setup the SetupIntent of a session that only saves a method; null where it is not one, or
 *     the intent was not asked for
 * @param currency the shop's, three lower-case letters; null where Stripe states none
 * @param isFree whether nothing was to be paid, such as after a code of 100 %
 * @param totals null where Stripe states none
 * @param papers those of its invoice, where that was there
 * @param lines null where they were not there
 * @param addresses where its payer is sent afterwards
 * @param presentment what the payer saw in another currency; null where that is the shop's
 * @see <a href="https://docs.stripe.com/api/checkout/sessions/object">the Session object</a>
 */
public record CheckoutSessionSnapshot(
    String id,
    String stripeStatus,
    @Nullable String url,
    @Nullable String clientSecret,
    @Nullable String paymentIntentId,
    boolean isForSubscription,
    @Nullable String subscriptionId,
    @Nullable SetupIntentSnapshot setup,
    @Nullable String customerId,
    @Nullable String currency,
    boolean isFree,
    @Nullable CheckoutTotals totals,
    @Nullable Instant expiresAt,
    Map<String, String> metadata,
    Papers papers,
    @Nullable List<Line> lines,
    Addresses addresses,
    @Nullable Presentment presentment) {

  /**
   * What is sold there.
   *
   * @param priceId Stripe's
   */
  public record Line(@Nullable String priceId, long quantity) {

    /** Null where the session does not show them. */
    private static @Nullable List<Line> of(JsonNode session) {
      var data = session.path("line_items").path("data");
      if (!data.isArray()) {
        return null;
      }
      var lines = new ArrayList<Line>();
      data.forEach(
          line ->
              lines.add(new Line(StripeJson.id(line, "price"), line.path("quantity").longValue())));
      return lines;
    }
  }

  /** Of a one-time payment without an invoice, in the shop's currency. */
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
        false,
        null,
        null,
        customerId,
        currency,
        isFree,
        totals,
        expiresAt,
        metadata,
        Papers.NONE,
        null,
        new Addresses(null, null, null),
        null);
  }

  /**
   * @param session Stripe's object, of any API version
   */
  public static CheckoutSessionSnapshot of(JsonNode session) {
    // Before 2025-03-31 the session's own amounts were those that the payer saw.
    var converted = session.path("currency_conversion");
    boolean isConverted = converted.isObject();
    return new CheckoutSessionSnapshot(
        StripeJson.always(StripeJson.text(session, "id")),
        StripeJson.always(StripeJson.text(session, "status")),
        StripeJson.text(session, "url"),
        StripeJson.text(session, "client_secret"),
        StripeJson.id(session, "payment_intent"),
        isForSubscription(session),
        StripeJson.id(session, "subscription"),
        setupOf(session.path(CheckoutSetup.INTENT)),
        StripeJson.id(session, "customer"),
        isConverted
            ? StripeJson.text(converted, "source_currency")
            : StripeJson.text(session, "currency"),
        isFree(session),
        isConverted ? CheckoutTotals.ofConverted(converted) : CheckoutTotals.of(session),
        StripeJson.time(session, "expires_at"),
        StripeJson.texts(session, "metadata"),
        Papers.ofInvoice(session.path("invoice")),
        Line.of(session),
        new Addresses(
            StripeJson.text(session, "return_url"),
            StripeJson.text(session, "success_url"),
            StripeJson.text(session, "cancel_url")),
        isConverted ? Presentment.ofConverted(session) : Presentment.of(session));
  }

  private static @Nullable SetupIntentSnapshot setupOf(JsonNode setup) {
    return setup.isObject() ? SetupIntentSnapshot.of(setup) : null;
  }

  /**
   * @param session Stripe's object, of any API version
   */
  public static boolean onlySaves(JsonNode session) {
    return "setup".equals(StripeJson.text(session, "mode"));
  }

  /**
   * @param session Stripe's object, of any API version
   */
  public static boolean isForSubscription(JsonNode session) {
    return "subscription".equals(StripeJson.text(session, "mode"));
  }

  /**
   * A total of 0 that Stripe counts as paid. Alone neither is enough: a setup needs no payment
   * either, and a total is stated before the payer pays.
   */
  private static boolean isFree(JsonNode session) {
    var paid = StripeJson.text(session, "payment_status");
    return ("paid".equals(paid) || "no_payment_required".equals(paid))
        && session.path("amount_total").isIntegralNumber()
        && session.path("amount_total").longValue() == 0;
  }

  public CheckoutSessionStatus status() {
    return CheckoutSessionStatus.of(stripeStatus);
  }

  @Override
  public String toString() {
    return "Checkout Session " + id + " (" + stripeStatus + ")";
  }
}
