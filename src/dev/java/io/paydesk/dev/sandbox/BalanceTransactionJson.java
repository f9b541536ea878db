package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.paydesk.dev.sandbox.Settlement.Booked;
import java.util.List;

/**
 * See <a href="https://docs.stripe.com/api/balance_transactions/object">the Balance Transaction
 * object</a>.
 */
final class BalanceTransactionJson {

  private BalanceTransactionJson() {}

  /**
   * Why money came or went.
   *
   * @param category Stripe's {@code reporting_category}
   * @param booked its amount is below zero where it went
   * @param fee that Stripe takes in addition; below zero where Stripe returns it
   */
  record Entry(String type, String category, Booked booked, long fee, String description) {}

  /**
   * @param source the charge, refund or dispute that caused it
   */
  static ObjectNode of(Entry entry, JsonNode source, long now) {
    Booked booked = entry.booked();
    return Json.fields()
        .with("id", Ids.of("txn"))
        .with("object", "balance_transaction")
        .with("amount", booked.amount())
        .with("available_on", now)
        .with("balance_type", "payments")
        .with("created", now)
        .with("currency", booked.currency())
        .with("description", entry.description())
        .with("exchange_rate", booked.rate())
        .with("fee", entry.fee())
        .with("fee_details", fees(entry.fee(), booked.currency()))
        .with("net", booked.amount() - entry.fee())
        .with("reporting_category", entry.category())
        .with("source", source.get("id"))
        .with("status", "available")
        .with("type", entry.type())
        .object();
  }

  private static List<ObjectNode> fees(long fee, String currency) {
    return fee == 0
        ? List.of()
        : List.of(
            Json.object(
                "amount",
                fee,
                "application",
                null,
                "currency",
                currency,
                "description",
                "Dispute fee",
                "type",
                "stripe_fee"));
  }
}
