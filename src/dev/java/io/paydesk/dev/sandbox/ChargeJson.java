package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** See <a href="https://docs.stripe.com/api/charges/object">the Charge object</a>. */
final class ChargeJson {

  private ChargeJson() {}

  /** A charge that has only been attempted: {@code pending}. */
  static ObjectNode tried(ObjectNode intent, ObjectNode method, TestCard card, long now) {
    ObjectNode charge = fresh(intent, method, card, now);
    return Presentments.copied(intent, charge);
  }

  private static ObjectNode fresh(ObjectNode intent, ObjectNode method, TestCard card, long now) {
    return Json.fields()
        .with("id", Ids.of("ch"))
        .with("object", "charge")
        .with("amount", intent.get("amount"))
        .with("amount_captured", 0)
        .with("amount_refunded", 0)
        .with("application", null)
        .with("application_fee", null)
        .with("application_fee_amount", null)
        .with("balance_transaction", null)
        .with("billing_details", method.get("billing_details"))
        .with("calculated_statement_descriptor", null)
        .with("captured", false)
        .with("created", now)
        .with("currency", intent.get("currency"))
        .with("customer", intent.get("customer"))
        .with("description", intent.get("description"))
        .with("disputed", false)
        .with("failure_balance_transaction", null)
        .with("failure_code", null)
        .with("failure_message", null)
        .with("fraud_details", Json.object())
        .with("livemode", false)
        .with("metadata", intent.get("metadata"))
        .with("on_behalf_of", null)
        .with("outcome", null)
        .with("paid", false)
        .with("payment_intent", intent.get("id"))
        .with("payment_method", method.get("id"))
        .with("payment_method_details", details(method, card))
        .with("receipt_email", intent.get("receipt_email"))
        .with("receipt_number", null)
        .with("receipt_url", null)
        .with("refunded", false)
        .with("review", null)
        .with("shipping", intent.get("shipping"))
        .with("source", null)
        .with("source_transfer", null)
        .with("statement_descriptor", intent.get("statement_descriptor"))
        .with("statement_descriptor_suffix", intent.get("statement_descriptor_suffix"))
        .with("status", "pending")
        .with("transfer_data", null)
        .with("transfer_group", null)
        .object();
  }

  static void succeed(ObjectNode charge) {
    approve(charge);
    capture(charge, charge.get("amount").asLong());
  }

  private static void approve(ObjectNode charge) {
    Json.with(
        charge,
        "paid",
        true,
        "status",
        "succeeded",
        "outcome",
        outcome("approved_by_network", null, null, "Payment complete.", "authorized"));
  }

  /**
   * The card's bank holds the money until somebody takes it.
   *
   * @param captureBefore when the bank lets it go
   */
  static void authorize(ObjectNode charge, long captureBefore) {
    approve(charge);
    Json.with(
        (ObjectNode) charge.at("/payment_method_details/card"),
        "amount_authorized",
        charge.get("amount"),
        "capture_before",
        captureBefore,
        "extended_authorization",
        Json.object("status", "disabled"),
        "incremental_authorization",
        Json.object("status", "unavailable"),
        "multicapture",
        Json.object("status", "unavailable"),
        "overcapture",
        Json.object("maximum_amount_capturable", charge.get("amount"), "status", "unavailable"));
  }

  static void capture(ObjectNode charge, long amount) {
    Json.with(charge, "amount_captured", amount, "captured", true);
  }

  /** When a card's bank lets go what it holds; null where it never held anything. */
  static Long captureBefore(ObjectNode charge) {
    var before = charge.at("/payment_method_details/card/capture_before");
    return before.isNumber() ? before.asLong() : null;
  }

  static void fail(ObjectNode charge, CardBehaviour.Decline decline) {
    String reason = decline.declineCode() == null ? decline.code() : decline.declineCode();
    Json.with(
        charge,
        "failure_code",
        decline.code(),
        "failure_message",
        decline.message(),
        "status",
        "failed",
        "outcome",
        outcome(
            "declined_by_network",
            reason,
            decline.advice(),
            "The bank returned the decline code `" + reason + "`.",
            "issuer_declined"));
  }

  /**
   * Counts what went back.
   *
   * @param amount below zero where a refund failed
   * @param booked all that can go back
   */
  static void refund(ObjectNode charge, long amount, long booked) {
    long refunded = charge.get("amount_refunded").asLong() + amount;
    Json.with(charge, "amount_refunded", refunded, "refunded", refunded == booked);
  }

  private static ObjectNode outcome(
      String network, String reason, String advice, String message, String type) {
    return Json.object(
        "advice_code", advice,
        "network_advice_code", null,
        "network_decline_code", null,
        "network_status", network,
        "reason", reason,
        "risk_level", "normal",
        "risk_score", 20,
        "seller_message", message,
        "type", type);
  }

  private static ObjectNode details(ObjectNode method, TestCard card) {
    ObjectNode details;
    if (card.isElsewhere()) {
      details =
          Json.object(
              "payer_details", null,
              "payment_method_category", "pay_now",
              "preferred_locale", "en-US");
    } else {
      details = card.isBankAccount() ? bankAccount(card) : card(method, card);
    }
    return Json.object(card.type(), details, "type", card.type());
  }

  private static ObjectNode card(ObjectNode method, TestCard card) {
    return Json.fields()
        .with("amount_authorized", null)
        .with("authorization_code", null)
        .with("brand", card.brand())
        .with("checks", PaymentMethodJson.checks())
        .with("country", "US")
        .with("exp_month", method.at("/card/exp_month"))
        .with("exp_year", method.at("/card/exp_year"))
        .with("fingerprint", card.fingerprint())
        .with("funding", "credit")
        .with("installments", null)
        .with("last4", card.last4())
        .with("mandate", null)
        .with("network", card.brand())
        .with("network_transaction_id", null)
        .with("regulated_status", "unregulated")
        .with("three_d_secure", null)
        .with("transaction_link_id", null)
        .with("wallet", null)
        .object();
  }

  private static ObjectNode bankAccount(TestCard card) {
    return Json.fields()
        .with("account_holder_type", "individual")
        .with("account_type", "checking")
        .with("bank_name", card.brand())
        .with("fingerprint", card.fingerprint())
        .with("last4", card.last4())
        .with("payment_reference", null)
        .with("routing_number", "110000000")
        .object();
  }
}
