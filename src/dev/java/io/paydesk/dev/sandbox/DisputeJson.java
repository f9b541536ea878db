package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** See <a href="https://docs.stripe.com/api/disputes/object">the Dispute object</a>. */
final class DisputeJson {

  private static final Duration TIME_TO_ANSWER = Duration.ofDays(14);

  /**
   * Visa's numbers, for each of Stripe's reasons; empty where Visa has none. See <a
   * href="https://docs.stripe.com/disputes/categories">categories</a>.
   */
  static final Map<String, String> REASONS =
      Map.ofEntries(
          Map.entry("bank_cannot_process", ""),
          Map.entry("check_returned", ""),
          Map.entry("credit_not_processed", "13.6"),
          Map.entry("customer_initiated", ""),
          Map.entry("debit_not_authorized", ""),
          Map.entry("duplicate", "12.6.1"),
          Map.entry("fraudulent", "10.4"),
          Map.entry("general", ""),
          Map.entry("incorrect_account_details", ""),
          Map.entry("insufficient_funds", ""),
          Map.entry("noncompliant", ""),
          Map.entry("product_not_received", "13.1"),
          Map.entry("product_unacceptable", "13.3"),
          Map.entry("subscription_canceled", "13.2"),
          Map.entry("unrecognized", ""));

  private DisputeJson() {}

  /** A new dispute: it waits for an answer, and no money is taken yet. */
  static ObjectNode of(ObjectNode charge, long amount, String reason, boolean inquiry, long now) {
    ObjectNode dispute =
        Json.fields()
            .with("id", Ids.of("du"))
            .with("object", "dispute")
            .with("amount", amount)
            .with("balance_transactions", List.of())
            .with("charge", charge.get("id"))
            .with("created", now)
            .with("currency", charge.get("currency"))
            .with("enhanced_eligibility_types", List.of())
            .with("evidence", DisputeEvidence.none())
            .with("evidence_details", evidenceDetails(now))
            .with("is_charge_refundable", inquiry)
            .with("livemode", false)
            .with("metadata", Json.object())
            .with("payment_intent", charge.get("payment_intent"))
            .with("reason", reason)
            .with("status", inquiry ? "warning_needs_response" : "needs_response")
            .object();
    // Stripe documents no such number for bank debits.
    String brand = charge.at("/payment_method_details/card/brand").asText();
    if (!brand.isEmpty()) {
      ObjectNode card = card(brand, reason, inquiry);
      Json.with(dispute, "payment_method_details", Json.object("card", card, "type", "card"));
    }
    return dispute;
  }

  private static ObjectNode evidenceDetails(long now) {
    return Json.object(
        "due_by",
        now + TIME_TO_ANSWER.toSeconds(),
        "enhanced_eligibility",
        Json.object(),
        "has_evidence",
        false,
        "past_due",
        false,
        "submission_count",
        0);
  }

  private static ObjectNode card(String brand, String reason, boolean inquiry) {
    String number = brand.equals("visa") ? REASONS.get(reason) : "";
    return Json.object(
        "brand",
        brand,
        "case_type",
        inquiry ? "inquiry" : "chargeback",
        "network",
        brand,
        "network_reason_code",
        number.isEmpty() ? null : number);
  }
}
