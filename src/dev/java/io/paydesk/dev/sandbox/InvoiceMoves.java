package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/**
 * The moves of an invoice, with their events. See <a
 * href="https://docs.stripe.com/invoicing/overview#invoice-statuses">invoice statuses</a>.
 */
final class InvoiceMoves {

  private static final Set<String> FINAL = Set.of("succeeded", "canceled");

  private final Store store;
  private final SandboxClock clock;
  private final Events events;
  private final InvoicePayments payments;
  private final CustomerBalance balances;

  InvoiceMoves(
      Store store,
      SandboxClock clock,
      Events events,
      InvoicePayments payments,
      CustomerBalance balances) {
    this.store = store;
    this.clock = clock;
    this.events = events;
    this.payments = payments;
    this.balances = balances;
  }

  void paid(ObjectNode invoice, Ask ask) {
    ObjectNode before = invoice.deepCopy();
    attempted(invoice, Math.max(1, invoice.get("attempt_count").asInt()), null);
    Json.with(
        invoice,
        "amount_paid",
        invoice.get("amount_due"),
        "amount_remaining",
        0,
        "auto_advance",
        false,
        "status",
        "paid");
    InvoiceJson.transition(invoice, "paid_at", clock.seconds());
    updated(invoice, before, ask);
    events.record("invoice.paid", invoice, ask);
    events.record("invoice.payment_succeeded", invoice, ask);
  }

  /** Counts an attempt: Stripe counts the first one and its own retries. */
  void tried(ObjectNode invoice, Ask ask) {
    if (invoice.get("attempt_count").asInt() == 0) {
      attempt(invoice, 1, null, ask);
    }
  }

  /**
   * @param next when the next attempt is, or null
   */
  void attempt(ObjectNode invoice, int count, Long next, Ask ask) {
    ObjectNode before = invoice.deepCopy();
    attempted(invoice, count, next);
    updated(invoice, before, ask);
  }

  private static void attempted(ObjectNode invoice, int count, Long next) {
    Json.with(invoice, "attempted", true, "attempt_count", count, "next_payment_attempt", next);
  }

  void failed(ObjectNode invoice, Ask ask) {
    events.record("invoice.payment_failed", invoice, ask);
  }

  void voided(ObjectNode invoice, Ask ask) {
    ends(invoice, "void", "voided_at", "invoice.voided", ask);
    balances.takeBack(invoice, ask);
    cancelPayment(invoice, ask);
  }

  void uncollectible(ObjectNode invoice, Ask ask) {
    ends(invoice, "uncollectible", "marked_uncollectible_at", "invoice.marked_uncollectible", ask);
  }

  /** Stripe stops collecting; the payer may still pay. */
  void stopCollecting(ObjectNode invoice) {
    Json.with(
        invoice,
        "auto_advance",
        false,
        "automatically_finalizes_at",
        null,
        "next_payment_attempt",
        null);
  }

  private void ends(ObjectNode invoice, String status, String when, String type, Ask ask) {
    ObjectNode before = invoice.deepCopy();
    stopCollecting(invoice);
    invoice.put("status", status);
    InvoiceJson.transition(invoice, when, clock.seconds());
    updated(invoice, before, ask);
    events.record(type, invoice, ask);
  }

  /** Cancels the invoice's payment, as it will not be paid that way any more. */
  void cancelPayment(ObjectNode invoice, Ask ask) {
    ObjectNode payment = payments.defaultOf(invoice);
    if (payment == null) {
      return;
    }
    ObjectNode intent = store.paymentIntents.find(payment.at("/payment/payment_intent").asText());
    if (!FINAL.contains(Json.text(intent, "status"))) {
      payments.canceled(payment);
      Json.with(
          intent,
          "canceled_at",
          clock.seconds(),
          "cancellation_reason",
          "void_invoice",
          "next_action",
          null,
          "status",
          "canceled");
      events.record("payment_intent.canceled", intent, ask);
    }
  }

  /**
   * Sets whether it advances automatically: a draft is finalized, and an open invoice is collected.
   */
  void collects(ObjectNode invoice, boolean advances) {
    if (!advances) {
      stopCollecting(invoice);
      return;
    }
    boolean draft = Json.text(invoice, "status").equals("draft");
    invoice.put("auto_advance", true);
    invoice.put(
        draft ? "automatically_finalizes_at" : "next_payment_attempt",
        clock.seconds() + Math.max(store.draftSeconds, 1));
  }

  void updated(ObjectNode invoice, ObjectNode before, Ask ask) {
    ObjectNode previous = Changes.previous(before, invoice);
    if (!previous.isEmpty()) {
      events.record("invoice.updated", invoice, previous, ask);
    }
  }
}
