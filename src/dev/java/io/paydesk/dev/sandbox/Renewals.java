package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** What happens when a subscription's period or its trial ends. */
final class Renewals {

  private final Store store;
  private final Events events;
  private final InvoiceLines lines;
  private final Invoicing invoicing;
  private final InvoiceMoves moves;
  private final Collection collection;
  private final Standing standing;
  private final Endings endings;

  Renewals(
      Store store,
      Events events,
      InvoiceLines lines,
      Invoicing invoicing,
      InvoiceMoves moves,
      Collection collection,
      Standing standing,
      Endings endings) {
    this.store = store;
    this.events = events;
    this.lines = lines;
    this.invoicing = invoicing;
    this.moves = moves;
    this.collection = collection;
    this.standing = standing;
    this.endings = endings;
  }

  void trialWillEnd(ObjectNode subscription, Ask ask) {
    store.endingTrials.add(Json.text(subscription, "id"));
    events.record("customer.subscription.trial_will_end", subscription, ask);
  }

  void cancelsNow(ObjectNode subscription) {
    endings.cancel(subscription, null, Ask.NOBODY);
  }

  void periodEnds(ObjectNode subscription) {
    if (Json.text(subscription, "status").equals("trialing")) {
      trialEnds(subscription, "subscription_cycle", Ask.NOBODY);
    } else {
      renew(subscription, "subscription_cycle", Ask.NOBODY);
    }
  }

  void trialEnds(ObjectNode subscription, String reason, Ask ask) {
    if (collection.methodOf(subscription) != null) {
      renew(subscription, reason, ask);
      return;
    }
    switch (subscription.at("/trial_settings/end_behavior/missing_payment_method").asText()) {
      case "cancel" -> endings.cancel(subscription, null, ask);
      case "pause" -> {
        ObjectNode before = subscription.deepCopy();
        subscription.put("status", "paused");
        events.record("customer.subscription.paused", subscription, ask);
        standing.updated(subscription, before, ask);
      }
      default -> renew(subscription, reason, ask);
    }
  }

  private void renew(ObjectNode subscription, String reason, Ask ask) {
    ObjectNode item = SubscriptionJson.item(subscription);
    long over = item.get("current_period_start").asLong();
    long start = item.get("current_period_end").asLong();
    ObjectNode before = subscription.deepCopy();
    List<ObjectNode> due = linesOf(subscription, start, true);
    SubscriptionJson.period(subscription, start, endAfter(subscription, start));
    CancelPlan.follow(subscription);
    if (Json.text(subscription, "status").equals("trialing")) {
      subscription.put("status", "active");
    }
    ObjectNode invoice = invoicing.draft(subscription, reason, over, start, due);
    boolean unpaid = Json.text(subscription, "status").equals("unpaid");
    boolean waits = store.draftSeconds > 0 && reason.equals("subscription_cycle");
    invoice.put("auto_advance", !unpaid);
    if (!unpaid && waits) {
      invoice.put("automatically_finalizes_at", start + store.draftSeconds);
    }
    standing.updated(subscription, before, ask);
    invoicing.announce(invoice, ask);
    if (!unpaid && !waits) {
      collect(invoice);
    }
  }

  /** If the subscription is to end within the period, the period ends then. */
  private static long endAfter(ObjectNode subscription, long start) {
    long end = wholeEndAfter(subscription, start);
    return CancelPlan.endsBy(subscription, end) && !CancelPlan.endsBy(subscription, start)
        ? subscription.get("cancel_at").asLong()
        : end;
  }

  private static long wholeEndAfter(ObjectNode subscription, long start) {
    JsonNode recurring = SubscriptionJson.item(subscription).at("/price/recurring");
    return Cycle.endAfter(recurring, subscription.get("billing_cycle_anchor").asLong(), start);
  }

  /**
   * The lines of the period that begins then, with those left from before.
   *
   * @param billed whether this bills the lines left from before, and removes them
   */
  List<ObjectNode> linesOf(ObjectNode subscription, long start, boolean billed) {
    String id = Json.text(subscription, "id");
    ArrayNode kept = billed ? store.prorations.remove(id) : store.prorations.get(id);
    List<ObjectNode> due = new ArrayList<>();
    if (kept != null) {
      kept.forEach(line -> due.add(line.deepCopy()));
    }
    long whole = wholeEndAfter(subscription, start);
    long end = endAfter(subscription, start);
    for (ObjectNode item : SubscriptionJson.items(subscription)) {
      due.add(end == whole ? lines.period(item, start, end) : lines.part(item, start, end, whole));
    }
    return due;
  }

  /** A renewal's invoice has been a draft for long enough. */
  void collect(ObjectNode invoice) {
    ObjectNode subscription = store.subscriptions.find(InvoiceJson.subscription(invoice));
    String paused = subscription.at("/pause_collection/behavior").asText("");
    if (paused.equals("keep_as_draft")) {
      moves.stopCollecting(invoice);
      return;
    }
    invoicing.finish(invoice, Ask.NOBODY);
    boolean open = Json.text(invoice, "status").equals("open");
    if (open && paused.equals("void")) {
      moves.voided(invoice, Ask.NOBODY);
    } else if (open && paused.equals("mark_uncollectible")) {
      moves.uncollectible(invoice, Ask.NOBODY);
    } else {
      collection.attempt(invoice, Ask.NOBODY);
    }
  }
}
