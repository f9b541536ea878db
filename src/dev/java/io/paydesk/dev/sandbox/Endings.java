package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** How subscriptions end, and what ends with them. */
final class Endings {

  static final Set<String> ENDED = Set.of("canceled", "incomplete_expired");

  private final Store store;
  private final SandboxClock clock;
  private final Events events;
  private final InvoiceMoves invoices;

  Endings(Store store, SandboxClock clock, Events events, InvoiceMoves invoices) {
    this.store = store;
    this.clock = clock;
    this.events = events;
    this.invoices = invoices;
  }

  /**
   * Ends it now. A subscription that was never paid is expired instead of canceled.
   *
   * @param reason of Stripe's {@code cancellation_details}; null keeps the present one
   */
  void cancel(ObjectNode subscription, String reason, Ask ask) {
    if (Json.text(subscription, "status").equals("incomplete")) {
      expire(subscription, ask);
      return;
    }
    if (reason != null) {
      ((ObjectNode) subscription.get("cancellation_details")).put("reason", reason);
    }
    end(subscription, "canceled");
    forgetSetup(subscription, ask);
    for (ObjectNode invoice : store.invoices.oldestFirst()) {
      if (InvoiceJson.subscription(invoice).equals(Json.text(subscription, "id"))) {
        invoices.stopCollecting(invoice);
      }
    }
    events.record("customer.subscription.deleted", subscription, ask);
  }

  /** A deleted customer's subscriptions all end. */
  void cancelAllOf(String customer, Ask ask) {
    for (ObjectNode subscription : store.subscriptions.oldestFirst()) {
      if (Json.text(subscription, "customer").equals(customer)
          && !ENDED.contains(Json.text(subscription, "status"))) {
        cancel(subscription, null, ask);
      }
    }
  }

  /** Nobody paid the first invoice: Stripe reports that as an update, not as an end. */
  void expire(ObjectNode subscription, Ask ask) {
    ObjectNode before = subscription.deepCopy();
    end(subscription, "incomplete_expired");
    for (ObjectNode invoice : store.invoices.oldestFirst()) {
      if (isOpen(invoice, subscription)) {
        invoices.voided(invoice, ask);
      }
    }
    events.record(
        "customer.subscription.updated", subscription, Changes.previous(before, subscription), ask);
  }

  private void end(ObjectNode subscription, String status) {
    long now = clock.seconds();
    if (subscription.get("canceled_at").isNull()) {
      subscription.put("canceled_at", now);
    }
    Json.with(subscription, "ended_at", now, "status", status, "pending_update", null);
    store.prorations.remove(Json.text(subscription, "id"));
  }

  private void forgetSetup(ObjectNode subscription, Ask ask) {
    ObjectNode setup = store.setupIntents.find(Json.text(subscription, "pending_setup_intent"));
    if (setup != null) {
      subscription.putNull("pending_setup_intent");
      Json.with(setup, "status", "canceled", "next_action", null);
      events.record("setup_intent.canceled", setup, ask);
    }
  }

  private static boolean isOpen(ObjectNode invoice, ObjectNode subscription) {
    return Json.text(invoice, "status").equals("open")
        && InvoiceJson.subscription(invoice).equals(Json.text(subscription, "id"));
  }
}
