package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Sells more, less or something else from now on, and charges the difference. See <a
 * href="https://docs.stripe.com/billing/subscriptions/prorations">prorations</a>.
 */
final class ItemChanges {

  /** Nothing is billed then, so there is no difference to charge. */
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
    ObjectNode old = SubscriptionJson.item(subscription);
    ObjectNode item = change.item();
    boolean otherInterval = !item.at("/price/recurring").equals(old.at("/price/recurring"));
    boolean prorates = !change.proration().equals("none");
    long now = clock.seconds();
    List<ObjectNode> due = new ArrayList<>();
    if (FREE.contains(Json.text(subscription, "status"))) {
      applyFree(subscription, before, item, ask);
      return;
    }
    if (prorates) {
      due.add(lines.rest(old, now, true));
    }
    if (otherInterval) {
      long end = Cycle.endAfter(item.at("/price/recurring"), now, now);
      item.put("current_period_start", now).put("current_period_end", end);
      due.add(lines.period(item, now, end));
      charge(subscription, before, change, due, ask);
    } else if (prorates) {
      due.add(lines.rest(item, now, false));
      if (change.proration().equals("always_invoice")) {
        charge(subscription, before, change, due, ask);
      } else {
        String id = Json.text(subscription, "id");
        due.forEach(
            store.prorations.computeIfAbsent(id, any -> Json.MAPPER.createArrayNode())::add);
        applyFree(subscription, before, item, ask);
      }
    } else {
      applyFree(subscription, before, item, ask);
    }
  }

  private void applyFree(ObjectNode subscription, ObjectNode before, ObjectNode item, Ask ask) {
    take(subscription, item);
    standing.updated(subscription, before, ask);
  }

  private void charge(
      ObjectNode subscription,
      ObjectNode before,
      ItemChange change,
      List<ObjectNode> due,
      Ask ask) {
    boolean costs = due.stream().mapToLong(line -> line.get("amount").asLong()).sum() > 0;
    boolean pays = !costs || collection.pays(subscription);
    if (!pays && change.behavior().equals("error_if_incomplete")) {
      collection.refuseUnlessItPays(subscription);
    }
    long now = clock.seconds();
    if (!pays && change.behavior().equals("pending_if_incomplete")) {
      pending.keep(subscription, change.item());
    } else {
      take(subscription, change.item());
    }
    ObjectNode invoice = invoicing.draft(subscription, "subscription_update", now, now, due);
    standing.updated(subscription, before, ask);
    collect(invoice, ask);
  }

  /** A change of the interval starts a cycle of its own. */
  static void take(ObjectNode subscription, ObjectNode item) {
    ObjectNode own = SubscriptionJson.item(subscription);
    if (!item.at("/price/recurring").equals(own.at("/price/recurring"))
        && !FREE.contains(Json.text(subscription, "status"))) {
      subscription.set("billing_cycle_anchor", item.get("current_period_start"));
    }
    own.setAll(item);
    CancelPlan.follow(subscription);
  }

  /** Starts a new cycle of a paused subscription, which is active once it is paid. */
  void resume(ObjectNode subscription, Ask ask) {
    ObjectNode before = subscription.deepCopy();
    long now = clock.seconds();
    ObjectNode item = SubscriptionJson.item(subscription);
    long end = Cycle.endAfter(item.at("/price/recurring"), now, now);
    subscription.put("billing_cycle_anchor", now);
    SubscriptionJson.period(subscription, now, end);
    List<ObjectNode> due = new ArrayList<>(List.of(lines.period(item, now, end)));
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
