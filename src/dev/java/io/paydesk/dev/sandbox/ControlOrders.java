package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The controls in JSON, each a POST: {@code /sandbox/payout {"currency": "usd"}}, {@code
 * /sandbox/settlement {"currency": "eur", "permille": 1000}}, null for balances in each currency,
 * {@code /sandbox/refunds/re_... {"status": "failed", "failureReason": "declined"}}, {@code
 * /sandbox/disputes {"paymentIntent": "pi_...", "reason": "fraudulent", "inquiry": false, "amount":
 * 500}}, all of it without an amount, {@code /sandbox/disputes/du_... {"status": "won"}}, {@code
 * /sandbox/fraud-warnings {"paymentIntent": "pi_...", "type": "misc"}}, {@code
 * /sandbox/payment-methods/pm_... {"month": 3, "year": 2031}}, {@code /sandbox/wallets
 * {"available": ["google_pay"]}}, which browsers have from now on, {@code
 * /sandbox/payment-method-domains/pay.example {"method": "apple_pay", "message": "..."}}.
 */
final class ControlOrders {

  private static final String WALLETS = "wallets/";
  private static final String DOMAINS = "payment-method-domains/";
  private static final String CHECKOUT = "checkout-sessions/";

  private final Controls controls;
  private final RiskControls risk;
  private final BillingOrders billing;
  private final CheckoutOrders checkout;
  private final Wallets wallets;

  ControlOrders(
      Controls controls,
      RiskControls risk,
      BillingOrders billing,
      CheckoutOrders checkout,
      Wallets wallets) {
    this.wallets = wallets;
    this.controls = controls;
    this.risk = risk;
    this.billing = billing;
    this.checkout = checkout;
  }

  /**
   * @param asked the path after {@code /sandbox/}
   * @return the result, or null where there is no such control
   */
  JsonNode apply(String asked, JsonNode order) {
    if (asked.equals("payout")) {
      controls.payOut(text(order, "currency"));
      return Json.object();
    }
    if (asked.equals("settlement")) {
      controls.settleIn(order.path("currency").asText(null));
      if (order.has("permille")) {
        controls.ratesAre(number(order, "permille"));
      }
      return Json.object();
    }
    if (asked.equals("disputes")) {
      return risk.disputed(
          text(order, "paymentIntent"),
          text(order, "reason"),
          order.path("inquiry").asBoolean(),
          order.has("amount") ? order.path("amount").asLong() : null);
    }
    if (asked.equals("fraud-warnings")) {
      return risk.warned(text(order, "paymentIntent"), text(order, "type"));
    }
    if (asked.startsWith("disputes/")) {
      return controls.disputeIs(asked.substring("disputes/".length()), text(order, "status"));
    }
    if (asked.startsWith("refunds/")) {
      return refund(asked.substring("refunds/".length()), order);
    }
    if (asked.startsWith("payment-methods/")) {
      return controls.cardIsGoodUntil(
          asked.substring("payment-methods/".length()),
          number(order, "month"),
          number(order, "year"));
    }
    if (asked.equals("wallets")) {
      return wallets.apply(order);
    }
    if (asked.startsWith(DOMAINS)) {
      return controls.walletFails(
          asked.substring(DOMAINS.length()), text(order, "method"), text(order, "message"));
    }
    if (asked.startsWith(CHECKOUT)) {
      return checkout.apply(asked.substring(CHECKOUT.length()), order);
    }
    return billing.apply(asked, order);
  }

  private static int number(JsonNode order, String name) {
    if (!order.path(name).canConvertToInt() || order.path(name).asInt() < 1) {
      throw new IllegalArgumentException("'" + name + "' is a number");
    }
    return order.path(name).asInt();
  }

  /**
   * @param asked the path after {@code /sandbox/} of a GET
   * @return null where there is nothing to read
   */
  JsonNode read(String asked) {
    if (asked.startsWith(WALLETS)) {
      return wallets.on(asked.substring(WALLETS.length()));
    }
    return asked.startsWith(CHECKOUT)
        ? checkout.read(asked.substring(CHECKOUT.length()))
        : billing.read(asked);
  }

  private JsonNode refund(String id, JsonNode order) {
    String status = text(order, "status");
    return switch (status) {
      case "succeeded" -> controls.refundSucceeds(id);
      case "failed" -> controls.refundFails(id, text(order, "failureReason"));
      default -> throw new IllegalArgumentException("'status' is succeeded or failed");
    };
  }

  static String text(JsonNode order, String name) {
    String text = order.path(name).asText("");
    if (text.isEmpty()) {
      throw new IllegalArgumentException("'" + name + "' is missing");
    }
    return text;
  }
}
