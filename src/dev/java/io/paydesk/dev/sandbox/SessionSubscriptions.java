package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.paydesk.dev.sandbox.CardBehaviour.Declines;
import io.paydesk.dev.sandbox.CardBehaviour.SavesOnly;
import java.util.List;

/**
 * Subscriptions of Checkout Sessions: each begins when its payer pays, and a card that is declined
 * makes none. See <a href="https://docs.stripe.com/payments/checkout/build-subscriptions">
 * subscriptions with Checkout</a>.
 */
final class SessionSubscriptions {

  private final Store store;
  private final SandboxClock clock;
  private final PaymentMethods methods;
  private final Confirmation confirmation;
  private final SubscriptionStart starts;
  private final Endings endings;
  private final SessionSetups setups;
  private final SessionEnds ends;

  SessionSubscriptions(
      Store store,
      SandboxClock clock,
      PaymentMethods methods,
      Confirmation confirmation,
      SubscriptionStart starts,
      Endings endings,
      SessionSetups setups,
      SessionEnds ends) {
    this.store = store;
    this.clock = clock;
    this.methods = methods;
    this.confirmation = confirmation;
    this.starts = starts;
    this.endings = endings;
    this.setups = setups;
    this.ends = ends;
  }

  /**
   * @param method null where none is needed
   * @return the intent, or null where there is nothing to pay or save
   */
  ObjectNode begin(ObjectNode session, Form form, ObjectNode method, Form payer) {
    endBegun(session, Ask.NOBODY);
    if (session.get("amount_total").asLong() == 0) {
      return free(session, form, method, payer);
    }
    CardBehaviour card = methods.cardOf(Json.text(method, "id")).behaviour();
    if (card instanceof Declines declines) {
      throw Refusal.badCard(declines.decline().code(), null, declines.decline().message());
    }
    if (card instanceof SavesOnly saves) {
      throw Refusal.badCard(saves.decline().code(), null, saves.decline().message());
    }
    ObjectNode subscription = start(session, form, method, Ask.NOBODY);
    store.begunOf.put(Json.text(session, "id"), Json.text(subscription, "id"));
    ObjectNode payment =
        store.invoicePayments.find(
            store.invoicePaymentOf.get(Json.text(subscription, "latest_invoice")));
    ObjectNode intent = store.paymentIntents.find(payment.at("/payment/payment_intent").asText());
    store.sessionOf.put(Json.text(intent, "id"), Json.text(session, "id"));
    confirmation.confirm(intent, method, Ask.ofNobody(payer));
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
    return starts.start(order(session, form, method), extra(session), automatic(session), ask);
  }

  /** A session whose payment has come, or is on its way, names what it has made. */
  void adopt(ObjectNode session) {
    String begun = store.begunOf.remove(Json.text(session, "id"));
    if (begun != null) {
      name(session, store.subscriptions.find(begun));
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

  /** What waits for 3-D Secure is over: the payer failed, or tries another card. */
  void endBegun(ObjectNode session, Ask ask) {
    String begun = store.begunOf.remove(Json.text(session, "id"));
    if (begun != null) {
      endings.expire(store.subscriptions.find(begun), ask);
    }
  }
}
