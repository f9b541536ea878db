package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** See <a href="https://docs.stripe.com/api/invoices/object">the Invoice object</a>. */
final class InvoiceJson {

  private InvoiceJson() {}

  /**
   * A draft.
   *
   * @param reason Stripe's {@code billing_reason}
   */
  static ObjectNode draft(
      ObjectNode customer,
      ObjectNode subscription,
      String reason,
      long start,
      long end,
      List<ObjectNode> lines,
      long now) {
    String id = Ids.of("in");
    long total = lines.stream().mapToLong(line -> line.get("amount").asLong()).sum();
    lines.forEach(line -> line.put("invoice", id));
    return Json.fields()
        .with("id", id)
        .with("object", "invoice")
        .with("account_country", "US")
        .with("account_name", "Paydesk sandbox")
        .with("account_tax_ids", null)
        .with("amount_due", Math.max(0, total))
        .with("amount_overpaid", 0)
        .with("amount_paid", 0)
        .with("amount_remaining", Math.max(0, total))
        .with("amount_shipping", 0)
        .with("application", null)
        .with("attempt_count", 0)
        .with("attempted", false)
        .with("auto_advance", true)
        .with("automatic_tax", automaticTax())
        .with("automatically_finalizes_at", null)
        .with("billing_reason", reason)
        .with("collection_method", "charge_automatically")
        .with("created", now)
        .with("currency", subscription.get("currency"))
        .with("custom_fields", null)
        .with("customer", customer.get("id"))
        .with("customer_account", null)
        .with("customer_address", customer.get("address"))
        .with("customer_email", customer.get("email"))
        .with("customer_name", customer.get("name"))
        .with("customer_phone", customer.get("phone"))
        .with("customer_shipping", null)
        .with("customer_tax_exempt", "none")
        .with("customer_tax_ids", List.of())
        .with("default_payment_method", null)
        .with("default_source", null)
        .with("default_tax_rates", List.of())
        .with("description", null)
        .with("discounts", List.of())
        .with("due_date", null)
        .with("effective_at", null)
        .with("ending_balance", null)
        .with("footer", null)
        .with("from_invoice", null)
        .with("hosted_invoice_url", null)
        .with("invoice_pdf", null)
        .with("issuer", Json.object("type", "self"))
        .with("last_finalization_error", null)
        .with("latest_revision", null)
        .with("lines", lines(id, lines))
        .with("livemode", false)
        .with("metadata", Json.object())
        .with("next_payment_attempt", null)
        .with("number", null)
        .with("on_behalf_of", null)
        .with("parent", parent(subscription))
        .with("payment_settings", paymentSettings())
        .with("period_end", end)
        .with("period_start", start)
        .with("post_payment_credit_notes_amount", 0)
        .with("pre_payment_credit_notes_amount", 0)
        .with("receipt_number", null)
        .with("rendering", null)
        .with("shipping_cost", null)
        .with("shipping_details", null)
        .with("starting_balance", 0)
        .with("statement_descriptor", null)
        .with("status", "draft")
        .with("status_transitions", transitions())
        .with("subtotal", total)
        .with("subtotal_excluding_tax", total)
        .with("test_clock", null)
        .with("total", total)
        .with("total_discount_amounts", List.of())
        .with("total_excluding_tax", total)
        .with("total_pretax_credit_amounts", List.of())
        .with("total_taxes", List.of())
        .with("webhooks_delivered_at", null)
        .object();
  }

  private static ObjectNode lines(String id, List<ObjectNode> lines) {
    String url = "/v1/invoices/" + id + "/lines";
    return Json.object("object", "list", "data", lines, "has_more", false, "url", url);
  }

  private static ObjectNode automaticTax() {
    return Json.object(
        "disabled_reason", null,
        "enabled", false,
        "liability", null,
        "provider", null,
        "status", null);
  }

  /** It holds the subscription's metadata as it was when the invoice was made. */
  private static ObjectNode parent(ObjectNode subscription) {
    ObjectNode details =
        Json.object(
            "metadata", subscription.get("metadata"), "subscription", subscription.get("id"));
    return Json.object(
        "quote_details", null, "subscription_details", details, "type", "subscription_details");
  }

  private static ObjectNode paymentSettings() {
    return Json.object(
        "default_mandate", null, "payment_method_options", null, "payment_method_types", null);
  }

  private static ObjectNode transitions() {
    return Json.object(
        "finalized_at", null, "marked_uncollectible_at", null, "paid_at", null, "voided_at", null);
  }

  static void transition(ObjectNode invoice, String name, long at) {
    ((ObjectNode) invoice.get("status_transitions")).put(name, at);
  }

  static String subscription(ObjectNode invoice) {
    return invoice.at("/parent/subscription_details/subscription").asText();
  }
}
