package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * Subscriptions of Checkout Sessions: each is made once its payment has come or is on its way, with
 * an invoice that this payment pays. Before that there is nothing but the payment. See <a
 * href="https://docs.stripe.com/changelog/basil/2025-03-31/checkout-legacy-subscription-upgrade">
 * what 2025-03-31.basil changed</a>.
 */
final class SessionSubscriptions {

  private final Store store;
  private final SandboxClock clock;
  private final Events events;
  private final PaymentMethods methods;
  private final Confirmation confirmation;
  private final SubscriptionStart starts;
  private final SessionSetups setups;
  private final SessionEnds ends;

  SessionSubscriptions(
      Store store,
      SandboxClock clock,
      Events events,
      PaymentMethods methods,
      Confirmation confirmation,
      SubscriptionStart starts,
      SessionSetups setups,
      SessionEnds ends) {
    this.store = store;
    this.clock = clock;
    this.events = events;
    this.methods = methods;
    this.confirmation = confirmation;
    this.starts = starts;
    this.setups = setups;
    this.ends = ends;
  }

  /**
   * @param method null where none is needed
   * @return the intent, or null where there is nothing to pay or save
   */
  ObjectNode begin(ObjectNode session, Form form, ObjectNode method, Form payer) {
    if (session.get("amount_total").asLong() == 0) {
      ends.cancelPayment(session, Ask.NOBODY);
      return free(session, form, method, payer);
    }
    SubscriptionOrder order = order(session, form, method);
    long due = due(session, order.customer());
    if (due == 0) {
      ends.cancelPayment(session, Ask.NOBODY);
      methods.attach(method, order.customer(), Ask.NOBODY);
      name(session, start(session, form, method, Ask.NOBODY));
      ends.complete(session, "paid", method, Ask.NOBODY);
      return null;
    }
    ObjectNode intent = intent(session, due);
    Presentments.set(intent, new Presentments(store).of(session, due));
    confirmation.confirm(intent, method, Ask.ofNobody(payer));
    return intent;
  }

  /** After the customer's balance. */
  private static long due(ObjectNode session, ObjectNode customer) {
    return CustomerBalance.Settled.of(
            session.get("amount_total").asLong(),
            customer.path("balance").asLong(),
            Json.text(session, "currency"))
        .due();
  }

  /** Of the first attempt, or a new one. */
  private ObjectNode intent(ObjectNode session, long due) {
    String id = Json.text(session, "id");
    ObjectNode intent = store.paymentIntents.find(store.begunOf.get(id));
    if (intent != null) {
      intent.put("amount", due);
      return intent;
    }
    intent =
        Invoicing.intent(
            due,
            Json.text(session, "currency"),
            Json.text(session, "customer"),
            "subscription_create",
            clock.seconds());
    store.paymentIntents.add(intent);
    store.begunOf.put(id, Json.text(intent, "id"));
    store.sessionOf.put(Json.text(intent, "id"), id);
    events.record("payment_intent.created", intent, Ask.NOBODY);
    return intent;
  }

  private ObjectNode free(ObjectNode session, Form form, ObjectNode method, Form payer) {
    if (method == null) {
      name(session, start(session, form, null, Ask.NOBODY));
      ends.complete(session, "no_payment_required", null, Ask.NOBODY);
      return null;
    }
    ObjectNode setup = setups.hiddenOf(session);
    if (setup == null) {
      setup = setups.make(session, form, Ask.NOBODY);
    }
    return setups.confirm(setup, session, SessionMethods.named(method, payer));
  }

  /** The subscription that the session orders, with its first invoice. */
  ObjectNode start(ObjectNode session, Form form, ObjectNode method, Ask ask) {
    return starts.start(
        order(session, form, method),
        extra(session),
        automatic(session),
        subscription -> sell(session, subscription),
        null,
        ask);
  }

  private void sell(ObjectNode session, ObjectNode subscription) {
    new Presentments(store).keep(session, subscription);
    if (ManagedPayments.areOn(session)) {
      subscription.set("managed_payments", Json.object("enabled", true));
    }
  }

  /** The payment of a session has come, or is on its way: now there is a subscription. */
  void make(ObjectNode session, ObjectNode intent, Ask ask) {
    String id = Json.text(session, "id");
    if (store.begunOf.remove(id) != null) {
      ObjectNode method = store.paymentMethods.find(Json.text(intent, "payment_method"));
      SubscriptionOrder order = order(session, store.checkoutForms.get(id), method);
      name(
          session,
          starts.start(
              order,
              extra(session),
              automatic(session),
              subscription -> sell(session, subscription),
              intent,
              ask));
    }
  }

  static void name(ObjectNode session, ObjectNode subscription) {
    session.set("subscription", subscription.get("id"));
    session.set("invoice", subscription.get("latest_invoice"));
  }

  private SubscriptionOrder order(ObjectNode session, Form form, ObjectNode method) {
    Form data = form.under("subscription_data");
    ObjectNode customer = store.customers.find(Json.text(session, "customer"));
    List<SoldItem> items =
        SessionLines.of(session).stream()
            .filter(SessionLines::isRecurring)
            .map(
                item ->
                    new SoldItem(
                        store.prices.find(item.at("/price/id").asText()),
                        item.get("quantity").asLong()))
            .toList();
    CustomerCurrency.check(customer, Json.text(session, "currency"), store);
    ArrayNode rates = TaxRates.named(data, store);
    return new SubscriptionOrder(
        customer,
        items,
        "default_incomplete",
        SessionMade.trialEnd(form, clock.seconds()),
        SubscriptionOrder.missingMethod(data, "create_invoice"),
        method == null ? null : Json.text(method, "id"),
        "off",
        data.text("description"),
        BillingMode.read(data),
        CancelPlan.read(data, BillingMode.read(data), clock.seconds()),
        discounts(session),
        rates == null ? Json.MAPPER.createArrayNode() : rates,
        Metadata.after(null, data));
  }

  private DiscountOrder discounts(ObjectNode session) {
    ObjectNode coupon = store.coupons.find(session.at("/discounts/0/coupon").asText());
    if (coupon == null) {
      return new DiscountOrder(false, List.of());
    }
    ObjectNode promotion =
        store.promotionCodes.find(session.at("/discounts/0/promotion_code").asText());
    return new DiscountOrder(true, List.of(new DiscountOrder.Wanted(coupon, promotion, null)));
  }

  /** What is paid once, with the first invoice. */
  private static List<ObjectNode> extra(ObjectNode session) {
    return SessionLines.of(session).stream()
        .filter(item -> !SessionLines.isRecurring(item))
        .toList();
  }

  private static ArrayNode automatic(ObjectNode session) {
    if (!session.at("/automatic_tax/enabled").asBoolean()) {
      return null;
    }
    return SessionLines.of(session).stream()
        .filter(SessionLines::isRecurring)
        .map(item -> (ArrayNode) item.get("tax_rates"))
        .findFirst()
        .orElseThrow();
  }
}
