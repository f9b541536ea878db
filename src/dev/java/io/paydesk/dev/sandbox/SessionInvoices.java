package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Invoices of one-time payments, made and paid once the money has come. See <a
 * href="https://docs.stripe.com/payments/checkout/receipts#paid-invoices">paid invoices</a>.
 */
final class SessionInvoices {

  private final Store store;
  private final SandboxClock clock;
  private final Events events;
  private final InvoiceLines lines;
  private final InvoicePayments payments;

  SessionInvoices(
      Store store,
      SandboxClock clock,
      Events events,
      InvoiceLines lines,
      InvoicePayments payments) {
    this.store = store;
    this.clock = clock;
    this.events = events;
    this.lines = lines;
    this.payments = payments;
  }

  static boolean isWanted(Form form) {
    return form.flag("invoice_creation[enabled]");
  }

  /**
   * @param intent that paid, or null where there was nothing to pay
   */
  void make(ObjectNode session, Form form, ObjectNode intent, Ask ask) {
    if (!isWanted(form)) {
      return;
    }
    ObjectNode customer = store.customers.find(Json.text(session, "customer"));
    ObjectNode invoice = draft(session, customer, form);
    totals(invoice, session);
    Json.with(
        invoice,
        "attempted",
        true,
        "attempt_count",
        intent == null ? 0 : 1,
        "auto_advance",
        false,
        "effective_at",
        clock.seconds(),
        "number",
        Invoicing.number(customer),
        "status",
        "paid");
    InvoiceJson.transition(invoice, "finalized_at", clock.seconds());
    InvoiceJson.transition(invoice, "paid_at", clock.seconds());
    store.papers.invoice(invoice);
    store.invoices.add(invoice);
    session.set("invoice", invoice.get("id"));
    for (String what : List.of("created", "finalized", "paid", "payment_succeeded")) {
      events.record("invoice." + what, invoice, ask);
    }
    if (intent != null) {
      payments.open(invoice, intent);
      payments.paid(payments.defaultOf(invoice), ask);
    }
  }

  private ObjectNode draft(ObjectNode session, ObjectNode customer, Form form) {
    long now = clock.seconds();
    Form data = form.under("invoice_creation").under("invoice_data");
    List<ObjectNode> sold = new ArrayList<>();
    for (ObjectNode item : SessionLines.of(session)) {
      ObjectNode line = lines.once(item, null, now);
      discounts(line, item);
      line.set("taxes", taxes(item.get("taxes")));
      sold.add(line);
    }
    ObjectNode nobody =
        Json.object("currency", session.get("currency"), "metadata", null, "id", "");
    ObjectNode invoice = InvoiceJson.draft(customer, nobody, "manual", now, now, sold, now);
    return Json.with(
        invoice,
        "description",
        data.text("description"),
        "footer",
        data.text("footer"),
        "metadata",
        Metadata.after(null, data),
        "parent",
        null);
  }

  private static void discounts(ObjectNode line, ObjectNode item) {
    for (JsonNode part : item.get("discounts")) {
      ((ArrayNode) line.get("discounts")).add(part.at("/discount/id"));
      ((ArrayNode) line.get("discount_amounts")).add(amount(part));
    }
  }

  private static ObjectNode amount(JsonNode part) {
    return Json.object("amount", part.get("amount"), "discount", part.at("/discount/id"));
  }

  private static ArrayNode taxes(JsonNode parts) {
    ArrayNode taxes = Json.MAPPER.createArrayNode();
    for (JsonNode part : parts) {
      boolean inclusive = part.at("/rate/inclusive").asBoolean();
      taxes.add(
          Json.object(
              "amount", part.get("amount"),
              "tax_behavior", inclusive ? "inclusive" : "exclusive",
              "tax_rate_details", Json.object("tax_rate", part.at("/rate/id")),
              "taxability_reason", part.get("taxability_reason"),
              "taxable_amount", part.get("taxable_amount"),
              "type", "tax_rate_details"));
    }
    return taxes;
  }

  private static void totals(ObjectNode invoice, ObjectNode session) {
    JsonNode breakdown = session.at("/total_details/breakdown");
    for (JsonNode part : breakdown.get("discounts")) {
      ((ArrayNode) invoice.get("discounts")).add(part.at("/discount/id"));
      ((ArrayNode) invoice.get("total_discount_amounts")).add(amount(part));
    }
    JsonNode cost = session.get("shipping_cost");
    if (cost.isObject()) {
      ObjectNode shown = cost.deepCopy();
      shown.remove("tax_rates");
      Json.with(invoice, "shipping_cost", shown, "amount_shipping", cost.get("amount_subtotal"));
    }
    long total = session.get("amount_total").asLong();
    long tax = session.at("/total_details/amount_tax").asLong();
    Json.with(
        invoice,
        "subtotal",
        session.get("amount_subtotal"),
        "total_taxes",
        taxes(breakdown.get("taxes")),
        "total",
        total,
        "total_excluding_tax",
        total - tax,
        "amount_due",
        total,
        "amount_paid",
        total,
        "amount_remaining",
        0,
        "ending_balance",
        0);
  }
}
