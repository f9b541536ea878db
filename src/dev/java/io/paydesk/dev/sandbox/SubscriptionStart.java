package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * How a subscription begins. See <a
 * href="https://docs.stripe.com/billing/subscriptions/overview#subscription-lifecycle">the
 * lifecycle</a>.
 */
final class SubscriptionStart {

  private static final long WARNED_BEFORE = Duration.ofDays(3).toSeconds();

  private final Store store;
  private final SandboxClock clock;
  private final Events events;
  private final InvoiceLines lines;
  private final Invoicing invoicing;
  private final Collection collection;
  private final SetupIntents setups;
  private final Renewals renewals;
  private final Discounts discounts;

  SubscriptionStart(
      Store store,
      SandboxClock clock,
      Events events,
      InvoiceLines lines,
      Invoicing invoicing,
      Collection collection,
      SetupIntents setups,
      Renewals renewals,
      Discounts discounts) {
    this.store = store;
    this.clock = clock;
    this.events = events;
    this.lines = lines;
    this.invoicing = invoicing;
    this.collection = collection;
    this.setups = setups;
    this.renewals = renewals;
    this.discounts = discounts;
  }

  ObjectNode start(SubscriptionOrder order, Ask ask) {
    return start(order, List.of(), null, subscription -> {}, null, ask);
  }

  /**
   * @param extra items of a Checkout Session that are paid once
   * @param automatic the rates of automatic tax, or null without it
   * @param terms writes how a Checkout Session has sold it
   * @param payment a PaymentIntent that has succeeded, or that a bank decides on; null where the
   *     first invoice has still to be paid
   */
  ObjectNode start(
      SubscriptionOrder order,
      List<ObjectNode> extra,
      ArrayNode automatic,
      Consumer<ObjectNode> terms,
      ObjectNode payment,
      Ask ask) {
    long now = clock.seconds();
    ObjectNode subscription = SubscriptionJson.fresh(order, now);
    terms.accept(subscription);
    if (automatic != null) {
      ((ObjectNode) subscription.get("automatic_tax")).put("enabled", true);
      store.automaticTaxes.put(Json.text(subscription, "id"), automatic.deepCopy());
    }
    boolean trial = order.trialEnd() != null;
    List<ObjectNode> discounted = discounts.write(subscription, order.discounts());
    List<ObjectNode> due = due(subscription, trial);
    extra.forEach(item -> due.add(lines.once(item, Json.text(subscription, "id"), now)));
    ObjectNode invoice = invoicing.compose(subscription, "subscription_create", now, now, due);
    boolean costs = invoice.get("total").asLong() > 0;
    try {
      if (costs) {
        checkMethod(subscription, order.behavior());
      }
    } catch (Refusal refused) {
      discounts.forget(discounted);
      throw refused;
    }
    store.subscriptions.add(subscription);
    ObjectNode setup = costs ? null : free(subscription, trial);
    CustomerCurrency.set(order.customer(), Json.text(subscription, "currency"), events, ask);
    discounts.tell(discounted, ask);
    invoicing.keep(subscription, invoice, ask);
    if (payment != null && Json.text(payment, "status").equals("succeeded")) {
      subscription.put("status", "active");
    }
    events.record("customer.subscription.created", subscription, ask);
    if (setup != null) {
      events.record("setup_intent.created", setup, ask);
    }
    invoicing.announce(invoice, ask);
    invoicing.finish(invoice, payment, ask);
    if (payment != null) {
      collection.moved(payment, ask);
    }
    if (trial && order.trialEnd() - now <= WARNED_BEFORE) {
      renewals.trialWillEnd(subscription, ask);
    }
    boolean paid = Json.text(invoice, "status").equals("paid");
    if (costs && (paid || !order.behavior().equals("default_incomplete"))) {
      collection.attempt(invoice, ask);
    }
    return subscription;
  }

  /** Refuses a charge at once without a payment method. */
  private void checkMethod(ObjectNode subscription, String behavior) {
    if (behavior.equals("default_incomplete")) {
      return;
    }
    if (collection.methodOf(subscription) == null) {
      throw Refusal.inWork(
          "resource_missing",
          null,
          "This customer has no attached payment source or default payment method. Please"
              + " consider adding a default payment method. For more information, visit"
              + " https://stripe.com/docs/billing/subscriptions/payment-methods-setting"
              + "#payment-method-priority.");
    }
    if (behavior.equals("error_if_incomplete")) {
      collection.refuseUnlessItPays(subscription);
    }
  }

  /** Nothing is to be paid yet; perhaps a card is to be saved. */
  private ObjectNode free(ObjectNode subscription, boolean trial) {
    subscription.put("status", trial ? "trialing" : "active");
    return collection.methodOf(subscription) == null ? setups.prepare(subscription) : null;
  }

  private List<ObjectNode> due(ObjectNode subscription, boolean trial) {
    List<ObjectNode> due = new ArrayList<>();
    for (ObjectNode item : SubscriptionJson.items(subscription)) {
      long start = item.get("current_period_start").asLong();
      long end = item.get("current_period_end").asLong();
      due.add(trial ? lines.trial(item, start, end) : lines.period(item, start, end));
    }
    return due;
  }
}
