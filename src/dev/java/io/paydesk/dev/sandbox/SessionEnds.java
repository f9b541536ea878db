package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;

/** How Checkout Sessions end: complete, or expired by a call or with time. */
final class SessionEnds {

  private static final Set<String> OPEN =
      Set.of("requires_payment_method", "requires_confirmation", "requires_action");

  private final Store store;
  private final SandboxClock clock;
  private final Events events;
  private final SessionCustomer customers;
  private final SessionDiscounts discounts;
  private final PaymentMethods methods;
  private final SessionInvoices invoices;

  SessionEnds(
      Store store,
      SandboxClock clock,
      Events events,
      SessionCustomer customers,
      SessionDiscounts discounts,
      PaymentMethods methods,
      SessionInvoices invoices) {
    this.store = store;
    this.clock = clock;
    this.events = events;
    this.customers = customers;
    this.discounts = discounts;
    this.methods = methods;
    this.invoices = invoices;
  }

  /** Sessions that nobody has paid by their time. */
  void addTo(List<Due.Task> tasks) {
    for (String id : store.openSessions) {
      ObjectNode session = store.checkoutSessions.find(id);
      tasks.add(
          new Due.Task(session.get("expires_at").asLong(), () -> expire(session, Ask.NOBODY)));
    }
  }

  /** Ends it unpaid, and what it has begun. */
  void expire(ObjectNode session, Ask ask) {
    end(session, "expired");
    cancelPayment(session, ask);
    ObjectNode setup = store.setupIntents.find(Json.text(session, "setup_intent"));
    if (setup != null && OPEN.contains(Json.text(setup, "status"))) {
      cancel(setup, "setup_intent.canceled", ask);
    }
    events.record("checkout.session.expired", session, ask);
  }

  /** Ends the payment that a declined card has left, if any. */
  void cancelPayment(ObjectNode session, Ask ask) {
    String begun = store.begunOf.remove(Json.text(session, "id"));
    ObjectNode intent =
        store.paymentIntents.find(begun == null ? Json.text(session, "payment_intent") : begun);
    if (intent != null && OPEN.contains(Json.text(intent, "status"))) {
      intent.put("canceled_at", clock.seconds());
      cancel(intent, "payment_intent.canceled", ask);
    }
  }

  private void cancel(ObjectNode intent, String type, Ask ask) {
    Json.with(
        intent, "cancellation_reason", "abandoned", "next_action", null, "status", "canceled");
    events.record(type, intent, ask);
  }

  /**
   * @param paymentStatus Stripe's
   * @param method that paid or is to pay later, or null
   */
  void complete(ObjectNode session, String paymentStatus, ObjectNode method, Ask ask) {
    Form form = store.checkoutForms.get(Json.text(session, "id"));
    end(session, "complete");
    session.put("payment_status", paymentStatus);
    if (!paymentStatus.equals("no_payment_required")) {
      Presentments.set(session, new Presentments(store).of(session));
    }
    discounts.redeem(session);
    customers.update(session, form);
    ObjectNode customer = store.customers.find(Json.text(session, "customer"));
    boolean chosen = store.savingSessions.remove(Json.text(session, "id"));
    boolean saves = chosen || form.text("payment_intent_data[setup_future_usage]") != null;
    if (saves && customer != null && method != null) {
      if (Json.text(method, "allow_redisplay").equals("unspecified")) {
        method.put("allow_redisplay", chosen ? "always" : "limited");
      }
      methods.attach(method, customer, ask);
    }
    if (!paymentStatus.equals("unpaid") && Json.text(session, "mode").equals("payment")) {
      hasMoney(session, ask);
    }
    events.record("checkout.session.completed", session, ask);
  }

  /** What follows from the money of a one-time payment, at once or later. */
  void hasMoney(ObjectNode session, Ask ask) {
    Form form = store.checkoutForms.get(Json.text(session, "id"));
    ObjectNode intent = store.paymentIntents.find(Json.text(session, "payment_intent"));
    invoices.make(session, form, intent, ask);
  }

  private void end(ObjectNode session, String status) {
    Json.with(session, "status", status, "url", null);
    store.openSessions.remove(Json.text(session, "id"));
  }
}
