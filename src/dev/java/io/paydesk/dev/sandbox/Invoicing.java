package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Writes invoices and finalizes them. */
final class Invoicing {

  private final Store store;
  private final SandboxClock clock;
  private final Events events;
  private final InvoicePayments payments;
  private final InvoiceMoves moves;
  private final CustomerBalance balances;
  private final Discounts discounts;

  Invoicing(
      Store store,
      SandboxClock clock,
      Events events,
      InvoicePayments payments,
      InvoiceMoves moves,
      CustomerBalance balances,
      Discounts discounts) {
    this.store = store;
    this.clock = clock;
    this.events = events;
    this.payments = payments;
    this.moves = moves;
    this.balances = balances;
    this.discounts = discounts;
  }

  /** A preview of an invoice; it is not stored. */
  ObjectNode compose(
      ObjectNode subscription, String reason, long start, long end, List<ObjectNode> lines) {
    ObjectNode customer = store.customers.find(Json.text(subscription, "customer"));
    ObjectNode invoice =
        InvoiceJson.draft(customer, subscription, reason, start, end, lines, clock.seconds());
    ArrayNode automatic = store.automaticTaxes.get(Json.text(subscription, "id"));
    if (automatic != null) {
      Json.with(
          (ObjectNode) invoice.get("automatic_tax"),
          "enabled",
          true,
          "liability",
          Json.object("type", "self"),
          "provider",
          "stripe",
          "status",
          "complete");
    }
    InvoiceTotals.write(
        invoice,
        discounts.of(subscription),
        automatic == null ? subscription.get("default_tax_rates") : automatic,
        discounts::couponOf);
    return invoice;
  }

  /** Whether anything would have to be paid now, after discounts, taxes and credit. */
  boolean costs(ObjectNode subscription, List<ObjectNode> lines) {
    long now = clock.seconds();
    ObjectNode invoice = compose(subscription, "subscription_update", now, now, lines);
    ObjectNode customer = store.customers.find(Json.text(subscription, "customer"));
    return CustomerBalance.write(invoice, customer.path("balance").asLong()).due() > 0;
  }

  /** A draft that is not reported yet; it is the subscription's latest invoice from now on. */
  ObjectNode draft(
      ObjectNode subscription, String reason, long start, long end, List<ObjectNode> lines) {
    return keep(subscription, compose(subscription, reason, start, end, lines), Ask.NOBODY);
  }

  ObjectNode keep(ObjectNode subscription, ObjectNode invoice, Ask ask) {
    subscription.set("latest_invoice", invoice.get("id"));
    store.invoices.add(invoice);
    discounts.used(subscription, invoice, ask);
    return invoice;
  }

  void announce(ObjectNode invoice, Ask ask) {
    events.record("invoice.created", invoice, ask);
  }

  /** Finalizes it; an invoice of zero is paid at once. */
  void finish(ObjectNode invoice, Ask ask) {
    finish(invoice, null, ask);
  }

  /**
   * @param begun the PaymentIntent that pays it, or null where there is none yet
   */
  void finish(ObjectNode invoice, ObjectNode begun, Ask ask) {
    ObjectNode customer = store.customers.find(Json.text(invoice, "customer"));
    balances.apply(invoice, customer, ask);
    invoice.putNull("automatically_finalizes_at");
    Json.with(
        invoice, "effective_at", clock.seconds(), "number", number(customer), "status", "open");
    InvoiceJson.transition(invoice, "finalized_at", clock.seconds());
    store.papers.invoice(invoice);
    if (invoice.get("amount_due").asLong() == 0) {
      events.record("invoice.finalized", invoice, ask);
      moves.paid(invoice, ask);
      return;
    }
    if (begun != null) {
      payments.open(invoice, begun);
      events.record("invoice.finalized", invoice, ask);
      return;
    }
    ObjectNode intent =
        intent(
            invoice.get("amount_due").asLong(),
            Json.text(invoice, "currency"),
            Json.text(invoice, "customer"),
            Json.text(invoice, "billing_reason"),
            clock.seconds());
    store.paymentIntents.add(intent);
    payments.open(invoice, intent);
    events.record("invoice.finalized", invoice, ask);
    events.record("payment_intent.created", intent, ask);
  }

  static String number(ObjectNode customer) {
    int sequence = customer.path("next_invoice_sequence").asInt(1);
    customer.put("next_invoice_sequence", sequence + 1);
    return "%s-%04d".formatted(customer.path("invoice_prefix").asText("DELETED"), sequence);
  }

  /**
   * The PaymentIntent that Stripe makes for an invoice: the account's owner sets nothing of it.
   *
   * @param reason Stripe's {@code billing_reason}
   */
  static ObjectNode intent(long due, String currency, String customer, String reason, long now) {
    String description =
        switch (reason) {
          case "subscription_create" -> "Subscription creation";
          case "subscription_update" -> "Subscription update";
          default -> null;
        };
    ObjectNode intent =
        PaymentIntentJson.fresh(due, currency, List.of("card", "us_bank_account"), now);
    return Json.with(
        intent,
        "customer",
        customer,
        "description",
        description,
        "setup_future_usage",
        "off_session");
  }
}
