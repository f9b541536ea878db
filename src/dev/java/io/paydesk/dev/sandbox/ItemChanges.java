package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Changes items from now on, and charges the difference. See <a
 * href="https://docs.stripe.com/billing/subscriptions/prorations">prorations</a>.
 */
final class ItemChanges {

  /** With these statuses nothing is billed, so there is no difference to charge. */
  private static final Set<String> FREE = Set.of("trialing", "paused");

  private final Store store;
  private final SandboxClock clock;
  private final InvoiceLines lines;
  private final Invoicing invoicing;
  private final Collection collection;
  private final PendingUpdates pending;
  private final Standing standing;

  ItemChanges(
      Store store,
      SandboxClock clock,
      InvoiceLines lines,
      Invoicing invoicing,
      Collection collection,
      PendingUpdates pending,
      Standing standing) {
    this.store = store;
    this.clock = clock;
    this.lines = lines;
    this.invoicing = invoicing;
    this.collection = collection;
    this.pending = pending;
    this.standing = standing;
  }

  /**
   * @param before the subscription before this request
   */
  void apply(ObjectNode subscription, ObjectNode before, ItemChange change, Ask ask) {
    List<ObjectNode> items = change.items();
    boolean prorates = !change.proration().equals("none");
    if (FREE.contains(Json.text(subscription, "status"))) {
      applyFree(subscription, before, items, ask);
    } else if (isOtherInterval(subscription, items)) {
      List<ObjectNode> due = prorates ? givenBack(subscription, List.of()) : new ArrayList<>();
      due.addAll(begun(items));
      charge(subscription, before, change, due, ask);
    } else if (!prorates) {
      applyFree(subscription, before, items, ask);
    } else {
      List<ObjectNode> due = givenBack(subscription, items);
      due.addAll(added(subscription, items));
      if (change.proration().equals("always_invoice")) {
        charge(subscription, before, change, due, ask);
      } else {
        String id = Json.text(subscription, "id");
        due.forEach(
            store.prorations.computeIfAbsent(id, any -> Json.MAPPER.createArrayNode())::add);
        applyFree(subscription, before, items, ask);
      }
    }
  }

  private static boolean isOtherInterval(ObjectNode subscription, List<ObjectNode> items) {
    ObjectNode now = SubscriptionJson.item(subscription);
    return !Cycle.same(items.get(0).get("price"), now.get("price"));
  }

  /** Credits for the rest of the items that change. */
  private List<ObjectNode> givenBack(ObjectNode subscription, List<ObjectNode> staying) {
    List<ObjectNode> due = new ArrayList<>();
    for (ObjectNode item : SubscriptionJson.items(subscription)) {
      if (!staying.contains(item)) {
        due.add(lines.rest(item, clock.seconds(), true));
      }
    }
    return due;
  }

  private List<ObjectNode> added(ObjectNode subscription, List<ObjectNode> items) {
    List<ObjectNode> before = SubscriptionJson.items(subscription);
    List<ObjectNode> due = new ArrayList<>();
    for (ObjectNode item : items) {
      if (!before.contains(item)) {
        due.add(lines.rest(item, clock.seconds(), false));
      }
    }
    return due;
  }

  /** Lines of a cycle that begins now. */
  private List<ObjectNode> begun(List<ObjectNode> items) {
    long now = clock.seconds();
    long end = Cycle.endAfter(items.get(0).at("/price/recurring"), now, now);
    List<ObjectNode> due = new ArrayList<>();
    for (ObjectNode item : items) {
      item.put("current_period_start", now).put("current_period_end", end);
      due.add(lines.period(item, now, end));
    }
    return due;
  }

  private void applyFree(
      ObjectNode subscription, ObjectNode before, List<ObjectNode> items, Ask ask) {
    take(subscription, items);
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
    if (isOtherInterval(subscription, items) && !FREE.contains(Json.text(subscription, "status"))) {
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
    List<ObjectNode> due = begun(SubscriptionJson.items(subscription));
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
