package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;

/**
 * What a subscription's status becomes when its invoices are paid or not. See <a
 * href="https://docs.stripe.com/billing/subscriptions/overview#subscription-statuses">subscription
 * statuses</a>.
 */
final class Standing {

  private static final Set<String> BEHIND = Set.of("incomplete", "past_due", "unpaid", "paused");

  private final Store store;
  private final Events events;
  private final PendingUpdates pending;
  private final Endings endings;

  Standing(Store store, Events events, PendingUpdates pending, Endings endings) {
    this.store = store;
    this.events = events;
    this.pending = pending;
    this.endings = endings;
  }

  /**
   * @param method the payment method's id, or null where it was paid in another way
   */
  void paid(ObjectNode subscription, ObjectNode invoice, String method, Ask ask) {
    ObjectNode before = subscription.deepCopy();
    String status = Json.text(subscription, "status");
    boolean newest = invoice.get("id").equals(subscription.get("latest_invoice"));
    boolean latest = invoice == latest(subscription);
    boolean ended = Endings.ENDED.contains(status);
    if (!ended && method != null && SubscriptionJson.savesMethod(subscription)) {
      subscription.put("default_payment_method", method);
    }
    boolean applied = newest && pending.apply(subscription);
    if (latest && BEHIND.contains(status)) {
      subscription.put("status", "active");
    }
    if (applied) {
      events.record("customer.subscription.pending_update_applied", subscription, ask);
    }
    if (status.equals("paused") && !Json.text(subscription, "status").equals("paused")) {
      events.record("customer.subscription.resumed", subscription, ask);
    }
    updated(subscription, before, ask);
  }

  /**
   * The invoice that decides the status: the newest, without void ones and drafts that will be
   * finalized.
   */
  private ObjectNode latest(ObjectNode subscription) {
    List<ObjectNode> all = store.invoices.oldestFirst();
    for (int i = all.size() - 1; i >= 0; i--) {
      ObjectNode invoice = all.get(i);
      boolean counts =
          !Json.text(invoice, "status").equals("void")
              && !invoice.get("automatically_finalizes_at").isNumber();
      if (counts && InvoiceJson.subscription(invoice).equals(Json.text(subscription, "id"))) {
        return invoice;
      }
    }
    return null;
  }

  /**
   * An invoice was voided: if the one before it is paid, nothing is owed; if there is none before
   * it, the subscription expires.
   */
  void voided(ObjectNode subscription, Ask ask) {
    if (Json.text(subscription, "status").equals("incomplete")) {
      endings.expire(subscription, ask);
      return;
    }
    ObjectNode latest = latest(subscription);
    boolean paid = latest != null && Json.text(latest, "status").equals("paid");
    if (paid && Set.of("past_due", "unpaid").contains(Json.text(subscription, "status"))) {
      become(subscription, "active", ask);
    }
  }

  /** An attempt to collect has failed. */
  void notPaid(ObjectNode subscription, ObjectNode invoice, Ask ask) {
    boolean first = Json.text(invoice, "billing_reason").equals("subscription_create");
    if (Json.text(subscription, "status").equals("active")
        && !first
        && subscription.get("pending_update").isNull()) {
      become(subscription, "past_due", ask);
    }
  }

  /** There are no further attempts to collect. */
  void givenUp(ObjectNode subscription) {
    if (!Json.text(subscription, "status").equals("past_due")) {
      return;
    }
    switch (store.afterRetries) {
      case "unpaid" -> become(subscription, "unpaid", Ask.NOBODY);
      case "past_due" -> {}
      default -> endings.cancel(subscription, "payment_failed", Ask.NOBODY);
    }
  }

  /** A pause of collection ends, as planned when it began. */
  void collectAgain(ObjectNode subscription) {
    ObjectNode before = subscription.deepCopy();
    subscription.putNull("pause_collection");
    updated(subscription, before, Ask.NOBODY);
  }

  private void become(ObjectNode subscription, String status, Ask ask) {
    ObjectNode before = subscription.deepCopy();
    subscription.put("status", status);
    updated(subscription, before, ask);
  }

  /** Reports what changed, if anything did. */
  void updated(ObjectNode subscription, ObjectNode before, Ask ask) {
    ObjectNode previous = Changes.previous(before, subscription);
    if (!previous.isEmpty()) {
      events.record("customer.subscription.updated", subscription, previous, ask);
    }
  }
}
