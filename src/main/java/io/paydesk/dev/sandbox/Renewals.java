package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** What happens at the end of a subscription's period, which may be that of its trial. */
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

  void periodEnds(ObjectNode subscription) {
    boolean trial = Json.text(subscription, "status").equals("trialing");
    if (subscription.get("cancel_at_period_end").asBoolean()) {
      endings.cancel(subscription, null, Ask.NOBODY);
    } else if (trial && collection.methodOf(subscription) == null) {
      trialEndsWithoutMethod(subscription);
    } else {
      renew(subscription);
    }
  }

  private void trialEndsWithoutMethod(ObjectNode subscription) {
    switch (subscription.at("/trial_settings/end_behavior/missing_payment_method").asText()) {
      case "cancel" -> endings.cancel(subscription, null, Ask.NOBODY);
      case "pause" -> {
        ObjectNode before = subscription.deepCopy();
        subscription.put("status", "paused");
        events.record("customer.subscription.paused", subscription, Ask.NOBODY);
        standing.updated(subscription, before, Ask.NOBODY);
      }
      default -> renew(subscription);
    }
  }

  private void renew(ObjectNode subscription) {
    ObjectNode item = SubscriptionJson.item(subscription);
    long over = item.get("current_period_start").asLong();
    long start = item.get("current_period_end").asLong();
    long anchor = subscription.get("billing_cycle_anchor").asLong();
    long end = Cycle.endAfter(item.at("/price/recurring"), anchor, start);
    ObjectNode before = subscription.deepCopy();
    SubscriptionJson.period(subscription, start, end);
    if (Json.text(subscription, "status").equals("trialing")) {
      subscription.put("status", "active");
    }
    List<ObjectNode> due = new ArrayList<>(leftOver(subscription));
    due.add(lines.period(item, start, end));
    ObjectNode invoice = invoicing.draft(subscription, "subscription_cycle", over, start, due);
    boolean unpaid = Json.text(subscription, "status").equals("unpaid");
    invoice.put("auto_advance", !unpaid);
    if (!unpaid && store.draftSeconds > 0) {
      invoice.put("automatically_finalizes_at", start + store.draftSeconds);
    }
    standing.updated(subscription, before, Ask.NOBODY);
    invoicing.announce(invoice, Ask.NOBODY);
    if (!unpaid && store.draftSeconds == 0) {
      collect(invoice);
    }
  }

  /** A renewal's invoice was a draft for long enough. */
  void collect(ObjectNode invoice) {
    invoice.putNull("automatically_finalizes_at");
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

  private List<ObjectNode> leftOver(ObjectNode subscription) {
    ArrayNode kept = store.prorations.remove(Json.text(subscription, "id"));
    List<ObjectNode> leftOver = new ArrayList<>();
    if (kept != null) {
      kept.forEach(line -> leftOver.add((ObjectNode) line));
    }
    return leftOver;
  }
}
