package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Changes that wait for their payment. See <a
 * href="https://docs.stripe.com/billing/subscriptions/pending-updates">pending updates</a>.
 */
final class PendingUpdates {

  static final Duration PAYABLE = Duration.ofHours(23);

  private final Store store;
  private final SandboxClock clock;
  private final Events events;
  private final InvoiceMoves invoices;

  PendingUpdates(Store store, SandboxClock clock, Events events, InvoiceMoves invoices) {
    this.store = store;
    this.clock = clock;
    this.events = events;
    this.invoices = invoices;
  }

  /** Stores the items that the subscription gets once the latest invoice is paid. */
  void keep(ObjectNode subscription, List<ObjectNode> items) {
    long periodEnd = SubscriptionJson.item(subscription).get("current_period_end").asLong();
    long expires = Math.min(periodEnd, clock.seconds() + PAYABLE.toSeconds());
    subscription.set(
        "pending_update",
        Json.object(
            "billing_cycle_anchor", null,
            "discount", null,
            "discounts", null,
            "expires_at", expires,
            "metadata", null,
            "subscription_items", items,
            "trial_end", null,
            "trial_from_plan", null));
  }

  /**
   * @return whether there was anything to apply
   */
  boolean apply(ObjectNode subscription) {
    if (!subscription.get("pending_update").isObject()) {
      return false;
    }
    List<ObjectNode> items = new ArrayList<>();
    subscription
        .at("/pending_update/subscription_items")
        .forEach(item -> items.add((ObjectNode) item));
    ItemChanges.take(subscription, items);
    subscription.putNull("pending_update");
    return true;
  }

  void expire(ObjectNode subscription) {
    ObjectNode before = subscription.deepCopy();
    subscription.putNull("pending_update");
    ObjectNode invoice = store.invoices.find(Json.text(subscription, "latest_invoice"));
    if (Json.text(invoice, "status").equals("open")) {
      invoices.voided(invoice, Ask.NOBODY);
    }
    events.record("customer.subscription.pending_update_expired", subscription, Ask.NOBODY);
    events.record(
        "customer.subscription.updated",
        subscription,
        Changes.previous(before, subscription),
        Ask.NOBODY);
  }
}
