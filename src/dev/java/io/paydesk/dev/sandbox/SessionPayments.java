package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * Pays Checkout Sessions, as their payers do. In payment mode the PaymentIntent is made only now.
 * See <a href="https://docs.stripe.com/payments/checkout/how-checkout-works">how Checkout
 * works</a>.
 */
final class SessionPayments {

  private final Store store;
  private final SandboxClock clock;
  private final Events events;
  private final SessionMethods methods;
  private final Confirmation confirmation;
  private final SessionCustomer customers;
  private final SessionDiscounts discounts;
  private final SessionAmounts amounts;
  private final SessionSetups setups;
  private final SessionSubscriptions subscriptions;
  private final SessionEnds ends;

  SessionPayments(
      Store store,
      SandboxClock clock,
      Events events,
      SessionMethods methods,
      Confirmation confirmation,
      SessionCustomer customers,
      SessionDiscounts discounts,
      SessionAmounts amounts,
      SessionSetups setups,
      SessionSubscriptions subscriptions,
      SessionEnds ends) {
    this.store = store;
    this.clock = clock;
    this.events = events;
    this.methods = methods;
    this.confirmation = confirmation;
    this.customers = customers;
    this.discounts = discounts;
    this.amounts = amounts;
    this.setups = setups;
    this.subscriptions = subscriptions;
    this.ends = ends;
  }

  /**
   * @param payer the payment method, as in a confirm; empty where nothing is to be paid
   * @return the intent, which may wait for 3-D Secure, or null where there is nothing to pay
   * @throws Refusal also after a decline: the session stays open
   */
  ObjectNode pay(ObjectNode session, Form payer) {
    SessionEntries.checkOpen(session);
    Form form = store.checkoutForms.get(Json.text(session, "id"));
    SessionEntries.checkComplete(session, form);
    String mode = Json.text(session, "mode");
    if (!mode.equals("setup")) {
      discounts.checkAgain(session);
      amounts.write(session, form);
      amounts.checkLeast(session, form);
    }
    Form entered = SessionMethods.withReturn(session, payer);
    ObjectNode method =
        SessionMethods.isNeeded(session, mode) ? methods.given(session, entered) : null;
    customers.make(session, form);
    return switch (mode) {
      case "payment" -> payment(session, form, method, entered);
      case "subscription" -> subscriptions.begin(session, form, method, entered);
      default -> {
        ObjectNode setup = store.setupIntents.find(Json.text(session, "setup_intent"));
        yield setups.confirm(setup, session, SessionMethods.named(method, entered));
      }
    };
  }

  private ObjectNode payment(ObjectNode session, Form form, ObjectNode method, Form payer) {
    if (session.get("amount_total").asLong() == 0) {
      ends.cancelPayment(session, Ask.NOBODY);
      session.putNull("payment_intent");
      ends.complete(session, "no_payment_required", null, Ask.NOBODY);
      return null;
    }
    ObjectNode intent = store.paymentIntents.find(Json.text(session, "payment_intent"));
    if (intent == null) {
      intent = intent(session, form);
    }
    Json.with(intent, "amount", session.get("amount_total"), "customer", session.get("customer"));
    Presentments.set(intent, new Presentments(store).of(session));
    confirmation.confirm(intent, method, Ask.ofNobody(payer));
    return intent;
  }

  private ObjectNode intent(ObjectNode session, Form form) {
    ObjectNode intent =
        PaymentIntentJson.fresh(
            session.get("amount_total").asLong(),
            Json.text(session, "currency"),
            List.of(Json.MAPPER.convertValue(session.get("payment_method_types"), String[].class)),
            clock.seconds());
    IntentFields.set(intent, form.under("payment_intent_data"), store);
    JsonNode shipping = session.at("/collected_information/shipping_details");
    if (shipping.isObject() && intent.get("shipping").isNull()) {
      intent.set(
          "shipping",
          Json.object(
              "address", shipping.get("address"),
              "carrier", null,
              "name", shipping.get("name"),
              "phone", null,
              "tracking_number", null));
    }
    intent.set("customer", session.get("customer"));
    intent.set(
        "payment_method_configuration_details",
        session.get("payment_method_configuration_details"));
    if (ManagedPayments.areOn(session)) {
      intent.set("managed_payments", Json.object("enabled", true));
    }
    store.paymentIntents.add(intent);
    store.sessionOf.put(Json.text(intent, "id"), Json.text(session, "id"));
    session.set("payment_intent", intent.get("id"));
    events.record("payment_intent.created", intent, Ask.NOBODY);
    return intent;
  }

  /** A PaymentIntent has moved on; it may be a session's. */
  void moved(ObjectNode intent, Ask ask) {
    String id = store.sessionOf.get(Json.text(intent, "id"));
    if (id == null) {
      return;
    }
    ObjectNode session = store.checkoutSessions.find(id);
    boolean open = Json.text(session, "status").equals("open");
    boolean later = Json.text(session, "payment_status").equals("unpaid");
    switch (Json.text(intent, "status")) {
      case "succeeded" -> {
        if (open) {
          complete(session, "paid", intent, ask);
        } else if (later) {
          session.put("payment_status", "paid");
          if (Json.text(session, "mode").equals("payment")) {
            ends.hasMoney(session, ask);
          }
          tellUnlessCaptured("checkout.session.async_payment_succeeded", session, intent, ask);
        }
      }
      case "requires_action" -> {
        if (open && NextAction.isForLater(intent)) {
          complete(session, "unpaid", intent, ask);
        }
      }
      case "processing", "requires_capture" -> {
        if (open) {
          complete(session, "unpaid", intent, ask);
        }
      }
      case "requires_payment_method" -> {
        if (!open && later) {
          tellUnlessCaptured("checkout.session.async_payment_failed", session, intent, ask);
        }
      }
      default -> {}
    }
  }

  /** Who captures later knows the outcome from that call: it has no event of the session. */
  private void tellUnlessCaptured(String type, ObjectNode session, ObjectNode intent, Ask ask) {
    if (!"manual".equals(Json.text(intent, "capture_method"))) {
      events.record(type, session, ask);
    }
  }

  private void complete(ObjectNode session, String status, ObjectNode intent, Ask ask) {
    subscriptions.make(session, intent, ask);
    ObjectNode method = store.paymentMethods.find(Json.text(intent, "payment_method"));
    ends.complete(session, status, method, ask);
  }

  /**
   * The payer of a SetupIntent has done their part; it may be a session's. A subscription begins
   * once its method is saved.
   */
  void setUp(ObjectNode setup, Ask ask) {
    String id = store.sessionOf.get(Json.text(setup, "id"));
    ObjectNode session = store.checkoutSessions.find(id);
    if (session == null || !Json.text(session, "status").equals("open")) {
      return;
    }
    ObjectNode method = store.paymentMethods.find(Json.text(setup, "payment_method"));
    if (Json.text(session, "mode").equals("subscription")) {
      if (!Json.text(setup, "status").equals("succeeded")) {
        return;
      }
      Form form = store.checkoutForms.get(id);
      SessionSubscriptions.name(session, subscriptions.start(session, form, method, ask));
    }
    ends.complete(session, "no_payment_required", method, ask);
  }
}
