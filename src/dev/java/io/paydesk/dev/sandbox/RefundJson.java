package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** See <a href="https://docs.stripe.com/api/refunds/object">the Refund object</a>. */
final class RefundJson {

  private RefundJson() {}

  /** A refund that succeeded at once. */
  static ObjectNode of(
      ObjectNode charge, long amount, String reason, ObjectNode metadata, long now) {
    return Json.fields()
        .with("id", Ids.of("re"))
        .with("object", "refund")
        .with("amount", amount)
        .with("balance_transaction", null)
        .with("charge", charge.get("id"))
        .with("created", now)
        .with("currency", charge.get("currency"))
        .with("customer", charge.get("customer"))
        .with("customer_account", null)
        .with("destination_details", destination(charge))
        .with("metadata", metadata)
        .with("payment_intent", charge.get("payment_intent"))
        .with("payment_method", charge.get("payment_method"))
        .with("reason", reason)
        .with("receipt_number", null)
        .with("source_transfer_reversal", null)
        .with("status", "succeeded")
        .with("transfer_reversal", null)
        .object();
  }

  private static ObjectNode destination(ObjectNode charge) {
    if (!charge.at("/payment_method_details/type").asText().equals("card")) {
      ObjectNode transfer = Json.object("reference", null, "reference_status", null);
      return Json.object("us_bank_transfer", transfer, "type", "us_bank_transfer");
    }
    ObjectNode card =
        Json.object(
            "reference_status", "pending",
            "reference_type", "acquirer_reference_number",
            "type", "refund");
    return Json.object("card", card, "type", "card");
  }
}
