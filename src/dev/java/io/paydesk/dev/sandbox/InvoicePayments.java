package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The <a href="https://docs.stripe.com/api/invoice-payment">Invoice Payments API</a>: which payment
 * is for which invoice.
 */
final class InvoicePayments {

  static final Set<String> FILTERS =
      Set.of("invoice", "status", "payment[type]", "payment[payment_intent]");

  private final Store store;
  private final SandboxClock clock;
  private final Events events;

  InvoicePayments(Store store, SandboxClock clock, Events events) {
    this.store = store;
    this.clock = clock;
    this.events = events;
  }

  /** Records that the PaymentIntent is to pay the invoice. */
  void open(ObjectNode invoice, ObjectNode intent) {
    store.pays(
        Json.fields()
            .with("id", Ids.of("inpay"))
            .with("object", "invoice_payment")
            .with("amount_paid", null)
            .with("amount_requested", intent.get("amount"))
            .with("created", clock.seconds())
            .with("currency", intent.get("currency"))
            .with("invoice", invoice.get("id"))
            .with("is_default", true)
            .with("livemode", false)
            .with(
                "payment",
                Json.object("payment_intent", intent.get("id"), "type", "payment_intent"))
            .with("status", "open")
            .with("status_transitions", Json.object("canceled_at", null, "paid_at", null))
            .object());
  }

  void paid(ObjectNode payment, Ask ask) {
    Json.with(payment, "amount_paid", payment.get("amount_requested"), "status", "paid");
    ((ObjectNode) payment.get("status_transitions")).put("paid_at", clock.seconds());
    events.record("invoice_payment.paid", payment, ask);
  }

  void canceled(ObjectNode payment) {
    payment.put("status", "canceled");
    ((ObjectNode) payment.get("status_transitions")).put("canceled_at", clock.seconds());
  }

  /** The invoice payment of this PaymentIntent, or null where it pays no invoice. */
  ObjectNode of(ObjectNode intent) {
    return store.invoicePayments.find(store.invoicePaymentOf.get(Json.text(intent, "id")));
  }

  /** The payment that is to pay this invoice, or null where there is nothing to pay. */
  ObjectNode defaultOf(JsonNode invoice) {
    return store.invoicePayments.find(store.invoicePaymentOf.get(Json.text(invoice, "id")));
  }

  ObjectNode retrieve(Ask ask) {
    return store.invoicePayments.inPath(ask.id());
  }

  ObjectNode list(Ask ask) {
    Form form = ask.form();
    if (form.text("invoice") != null) {
      store.invoices.named(form.text("invoice"), "invoice");
    }
    String intent = form.text("payment[payment_intent]");
    Predicate<ObjectNode> paidBy =
        payment -> intent == null || intent.equals(payment.at("/payment/payment_intent").asText());
    return Pages.of(
        store.invoicePayments, ask, paidBy.and(Filters.fields(form, "invoice", "status")));
  }
}
