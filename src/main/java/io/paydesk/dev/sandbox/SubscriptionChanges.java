package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** Changes to a subscription that goes on: of its fields, of what is sold, and its resumption. */
final class SubscriptionChanges {

  static final Set<String> PARAMETERS =
      Set.of(
          "cancel_at_period_end",
          "cancellation_details[comment]",
          "cancellation_details[feedback]",
          "default_payment_method",
          "description",
          "items[][id]",
          "items[][price]",
          "items[][quantity]",
          "metadata[*]",
          "off_session",
          "pause_collection[behavior]",
          "payment_behavior",
          "proration_behavior",
          SubscriptionOrder.SAVE,
          SubscriptionOrder.MISSING);

  /** What may be changed together with a change that waits for its payment. */
  private static final Set<String> PENDING =
      Set.of("expand", "items", "off_session", "payment_behavior", "proration_behavior");

  private static final Set<String> PAUSES = Set.of("keep_as_draft", "mark_uncollectible", "void");

  private static final Set<String> AFTER_THE_END =
      Set.of("cancellation_details", "expand", "metadata");

  private final Store store;
  private final SandboxClock clock;
  private final ItemChanges items;
  private final Standing standing;

  SubscriptionChanges(Store store, SandboxClock clock, ItemChanges items, Standing standing) {
    this.store = store;
    this.clock = clock;
    this.items = items;
    this.standing = standing;
  }

  ObjectNode update(Ask ask) {
    Form form = ask.form();
    ObjectNode subscription = store.subscriptions.inPath(ask.id());
    checkAllowed(subscription, form);
    ItemChange change = ItemChange.read(subscription, form, store);
    ObjectNode before = subscription.deepCopy();
    write(subscription, form);
    if (change == null) {
      standing.updated(subscription, before, ask);
    } else {
      try {
        items.apply(subscription, before, change, ask);
      } catch (Refusal refused) {
        subscription.setAll(before);
        throw refused;
      }
    }
    return subscription;
  }

  private static void checkAllowed(ObjectNode subscription, Form form) {
    Set<String> sent = form.topNames();
    if (Endings.ENDED.contains(Json.text(subscription, "status"))
        && !AFTER_THE_END.containsAll(sent)) {
      throw Refusal.inWork(
          null,
          null,
          "A canceled subscription can only update its cancellation_details and metadata.");
    }
    if ("pending_if_incomplete".equals(form.text("payment_behavior"))
        && !PENDING.containsAll(sent)) {
      throw Refusal.inWork(
          null,
          null,
          "When `payment_behavior=pending_if_incomplete`, you may only pass the following"
              + " supported params: expand, items, off_session, payment_behavior,"
              + " proration_behavior.");
    }
  }

  /** Writes what was sent, after all of it was checked. */
  private void write(ObjectNode subscription, Form form) {
    ObjectNode customer = store.customers.find(Json.text(subscription, "customer"));
    ObjectNode metadata = Metadata.after((ObjectNode) subscription.get("metadata"), form);
    String method = SubscriptionOrder.method(form, customer, store);
    String missing = SubscriptionOrder.missingMethod(form, null);
    String save = SubscriptionOrder.saveMethod(form, null);
    String pause = form.oneOf("pause_collection[behavior]", null, PAUSES);
    boolean cancels = form.flag("cancel_at_period_end");
    CancellationDetails.write(subscription, form);
    subscription.set("metadata", metadata);
    if (method != null) {
      subscription.put("default_payment_method", method);
    }
    if (missing != null) {
      subscription.set("trial_settings", SubscriptionJson.trialSettings(missing));
    }
    if (save != null) {
      ((ObjectNode) subscription.get("payment_settings")).put("save_default_payment_method", save);
    }
    if (form.has("pause_collection")) {
      subscription.set(
          "pause_collection",
          pause == null ? null : Json.object("behavior", pause, "resumes_at", null));
    }
    if (form.has("description")) {
      subscription.put("description", form.text("description"));
    }
    boolean canceling = subscription.get("cancel_at_period_end").asBoolean();
    if (cancels && !canceling) {
      SubscriptionJson.cancelsAtPeriodEnd(subscription, clock.seconds());
    } else if (form.has("cancel_at_period_end") && !cancels && canceling) {
      SubscriptionJson.goesOn(subscription);
    }
  }

  ObjectNode resume(Ask ask) {
    ObjectNode subscription = store.subscriptions.inPath(ask.id());
    ask.form().oneOf("billing_cycle_anchor", "now", Set.of("now"));
    if (!Json.text(subscription, "status").equals("paused")) {
      throw Refusal.inWork(
          null,
          null,
          "You cannot resume this subscription because it has a status of %s. Only a paused one"
                  .formatted(Json.text(subscription, "status"))
              + " can be resumed.");
    }
    items.resume(subscription, ask);
    return subscription;
  }
}
