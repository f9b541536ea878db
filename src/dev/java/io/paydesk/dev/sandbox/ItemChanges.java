package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * Changes items from now on, and charges the difference. See <a
 * href="https://docs.stripe.com/billing/subscriptions/prorations">prorations</a>.
 */
final class ItemChanges {

  private final Store store;
  private final SandboxClock clock;
  private final Prorations prorations;
  private final Invoicing invoicing;
  private final Collection collection;
  private final PendingUpdates pending;
  private final Standing standing;

  ItemChanges(
      Store store,
      SandboxClock clock,
      Prorations prorations,
      Invoicing invoicing,
      Collection collection,
      PendingUpdates pending,
      Standing standing) {
    this.store = store;
    this.clock = clock;
    this.prorations = prorations;
    this.invoicing = invoicing;
    this.collection = collection;
    this.pending = pending;
    this.standing = standing;
  }

  /**
   * @param before the subscription before this request
   */
  void apply(ObjectNode subscription, ObjectNode before, ItemChange change, Ask ask) {
    List<ObjectNode> due = prorations.of(subscription, change);
    if (prorations.areInvoicedAtOnce(subscription, change)) {
      charge(subscription, before, change, due, ask);
      return;
    }
    if (!due.isEmpty()) {
      String id = Json.text(subscription, "id");
      due.forEach(store.prorations.computeIfAbsent(id, any -> Json.MAPPER.createArrayNode())::add);
    }
    take(subscription, change.items());
    standing.updated(subscription, before, ask);
  }

  private void charge(
      ObjectNode subscription,
      ObjectNode before,
      ItemChange change,
      List<ObjectNode> due,
      Ask ask) {
    boolean pays = !invoicing.costs(subscription, due) || collection.pays(subscription);
    if (!pays && change.behavior().equals("error_if_incomplete")) {
      collection.refuseUnlessItPays(subscription);
    }
    long now = clock.seconds();
    if (!pays && change.behavior().equals("pending_if_incomplete")) {
      pending.keep(subscription, change.items());
    } else {
      take(subscription, change.items());
    }
    ObjectNode invoice = invoicing.draft(subscription, "subscription_update", now, now, due);
    standing.updated(subscription, before, ask);
    collect(invoice, ask);
  }

  /** Another interval starts a new cycle. */
  static void take(ObjectNode subscription, List<ObjectNode> items) {
    if (Prorations.isOtherInterval(subscription, items) && !Prorations.isFree(subscription)) {
      subscription.set("billing_cycle_anchor", items.get(0).get("current_period_start"));
    }
    SubscriptionJson.sell(subscription, items);
    CancelPlan.follow(subscription);
  }

  /** Starts a new cycle of a paused subscription, which becomes active once it is paid. */
  void resume(ObjectNode subscription, Ask ask) {
    ObjectNode before = subscription.deepCopy();
    long now = clock.seconds();
    subscription.put("billing_cycle_anchor", now);
    List<ObjectNode> due = prorations.begun(SubscriptionJson.items(subscription));
    ObjectNode invoice = invoicing.draft(subscription, "subscription_update", now, now, due);
    standing.updated(subscription, before, ask);
    collect(invoice, ask);
  }

  private void collect(ObjectNode invoice, Ask ask) {
    invoicing.announce(invoice, ask);
    invoicing.finish(invoice, ask);
    collection.attempt(invoice, ask);
  }
}
