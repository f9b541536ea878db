package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;

/**
 * Collects invoices: from the saved payment method, with retries some days later, or from the
 * payer. See <a href="https://docs.stripe.com/billing/revenue-recovery/smart-retries">retries</a>.
 */
final class Collection {

  /** Days between attempts; after the last one there are no more. */
  private static final List<Integer> RETRY_DAYS = List.of(3, 5, 7);

  private final Store store;
  private final SandboxClock clock;
  private final Events events;
  private final InvoicePayments payments;
  private final InvoiceMoves moves;
  private final Standing standing;
  private final Confirmation confirmation;
  private final PaymentMethods methods;

  Collection(
      Store store,
      SandboxClock clock,
      Events events,
      InvoicePayments payments,
      InvoiceMoves moves,
      Standing standing,
      Confirmation confirmation,
      PaymentMethods methods) {
    this.store = store;
    this.clock = clock;
    this.events = events;
    this.payments = payments;
    this.moves = moves;
    this.standing = standing;
    this.confirmation = confirmation;
    this.methods = methods;
  }

  /** The payment method of the subscription, else of its customer, or null. */
  ObjectNode methodOf(ObjectNode subscription) {
    String own = Json.text(subscription, "default_payment_method");
    String customers =
        customer(subscription).path("invoice_settings").path("default_payment_method").asText(null);
    return store.paymentMethods.find(own == null ? customers : own);
  }

  /** Whether the saved payment method would pay at once. */
  boolean pays(ObjectNode subscription) {
    ObjectNode method = methodOf(subscription);
    return method != null && confirmation.paysAtOnce(method);
  }

  void refuseUnlessItPays(ObjectNode subscription) {
    if (!pays(subscription)) {
      throw Refusal.badCard(
          "card_declined",
          null,
          "Your card was declined, or asks for an authentication that nobody is there to give.");
    }
  }

  /** Attempts to collect, and plans the next attempt. An invoice of zero is paid already. */
  void attempt(ObjectNode invoice, Ask ask) {
    ObjectNode subscription = subscription(invoice);
    if (Json.text(invoice, "status").equals("paid")) {
      standing.paid(subscription, invoice, null, ask);
      return;
    }
    int count = invoice.get("attempt_count").asInt() + 1;
    moves.attempt(invoice, count, nextAttempt(invoice, count), ask);
    ObjectNode method = methodOf(subscription);
    if (method == null) {
      moves.failed(invoice, ask);
      standing.notPaid(subscription, invoice, ask);
    } else {
      pay(invoice, method, ask);
      if (Json.text(intent(invoice), "status").equals("requires_action")) {
        moves.failed(invoice, ask);
      }
    }
    boolean waits = Json.text(intent(invoice), "status").equals("processing");
    boolean last = invoice.get("next_payment_attempt").isNull();
    if (Json.text(invoice, "status").equals("open") && last && !waits) {
      moves.stopCollecting(invoice);
      standing.givenUp(subscription);
    }
  }

  private Long nextAttempt(ObjectNode invoice, int count) {
    boolean first = Json.text(invoice, "billing_reason").equals("subscription_create");
    return first || count > RETRY_DAYS.size()
        ? null
        : clock.seconds() + Duration.ofDays(RETRY_DAYS.get(count - 1)).toSeconds();
  }

  /**
   * Charges the payment method, unless an attempt is under way.
   *
   * @return the decline, or null
   */
  Refusal pay(ObjectNode invoice, ObjectNode method, Ask ask) {
    ObjectNode intent = intent(invoice);
    if (Json.text(intent, "status").equals("processing")) {
      return null;
    }
    Presentments.renew(subscription(invoice), intent);
    try {
      confirmation.confirm(intent, method, ask.withoutForm());
      return null;
    } catch (Refusal declined) {
      return declined;
    }
  }

  ObjectNode intent(ObjectNode invoice) {
    ObjectNode payment = payments.defaultOf(invoice);
    return store.paymentIntents.find(payment.at("/payment/payment_intent").asText());
  }

  private ObjectNode subscription(ObjectNode invoice) {
    return store.subscriptions.find(InvoiceJson.subscription(invoice));
  }

  private ObjectNode customer(ObjectNode subscription) {
    return store.customers.find(Json.text(subscription, "customer"));
  }

  private ObjectNode method(ObjectNode intent) {
    return store.paymentMethods.find(Json.text(intent, "payment_method"));
  }

  /** A PaymentIntent has moved on; it may belong to an invoice. */
  void moved(ObjectNode intent, Ask ask) {
    ObjectNode payment = payments.of(intent);
    if (payment == null) {
      return;
    }
    ObjectNode invoice = store.invoices.find(Json.text(payment, "invoice"));
    ObjectNode subscription = subscription(invoice);
    switch (Json.text(intent, "status")) {
      case "succeeded" -> {
        methods.attach(method(intent), customer(subscription), ask);
        standing.paid(subscription, invoice, Json.text(intent, "payment_method"), ask);
        moves.paid(invoice, ask);
        payments.paid(payment, ask);
      }
      case "requires_payment_method" -> {
        moves.tried(invoice, ask);
        moves.failed(invoice, ask);
        standing.notPaid(subscription, invoice, ask);
      }
      case "requires_action" -> {
        moves.tried(invoice, ask);
        events.record("invoice.payment_action_required", invoice, ask);
        standing.notPaid(subscription, invoice, ask);
      }
      default -> {}
    }
  }
}
