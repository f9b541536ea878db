package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Changes a running subscription: its fields, its items and its pause. */
final class SubscriptionChanges {

  private static final Set<String> OWN =
      Set.of(
          "cancellation_details[comment]",
          "cancellation_details[feedback]",
          "default_payment_method",
          "default_tax_rates[]",
          "description",
          "metadata[*]",
          "off_session",
          "payment_behavior",
          "proration_behavior",
          ItemChange.AT,
          SubscriptionOrder.SAVE,
          SubscriptionOrder.MISSING,
          TrialChange.PARAMETER);

  static final Set<String> PARAMETERS =
      Routes.both(
          Routes.both(OWN, Routes.both(ItemChange.PARAMETERS, DiscountOrder.PARAMETERS)),
          Routes.both(PauseOrder.PARAMETERS, CancelPlan.PARAMETERS));

  /** What a request may change together with a change that waits for its payment. */
  private static final Set<String> PENDING =
      Set.of(
          "expand",
          "items",
          "off_session",
          "payment_behavior",
          "proration_behavior",
          ItemChange.AT);

  private static final Set<String> AFTER_THE_END =
      Set.of("cancellation_details", "expand", "metadata");

  private final Store store;
  private final SandboxClock clock;
  private final ItemChanges items;
  private final TrialChanges trials;
  private final Discounts discounts;
  private final Standing standing;

  SubscriptionChanges(
      Store store,
      SandboxClock clock,
      ItemChanges items,
      TrialChanges trials,
      Discounts discounts,
      Standing standing) {
    this.store = store;
    this.clock = clock;
    this.items = items;
    this.trials = trials;
    this.discounts = discounts;
    this.standing = standing;
  }

  ObjectNode update(Ask ask) {
    Form form = ask.form();
    ObjectNode subscription = store.subscriptions.inPath(ask.id());
    checkAllowed(subscription, form);
    ItemChange change = ItemChange.read(subscription, form, store, clock.seconds());
    TrialChange trial = TrialChange.read(subscription, form, clock.seconds());
    ObjectNode before = subscription.deepCopy();
    List<ObjectNode> discounted = new ArrayList<>();
    try {
      discounted.addAll(write(subscription, form));
      if (trial != null) {
        trials.apply(subscription, before, trial, ask);
      } else if (change == null) {
        standing.updated(subscription, before, ask);
      } else {
        items.apply(subscription, before, change, ask);
      }
      discounts.tell(discounted, ask);
    } catch (Refusal refused) {
      discounts.forget(discounted);
      subscription.setAll(before);
      throw refused;
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
              + " proration_behavior, proration_date.");
    }
  }

  /**
   * Writes what was sent, after all checks.
   *
   * @return the new discounts
   */
  private List<ObjectNode> write(ObjectNode subscription, Form form) {
    ObjectNode customer = store.customers.find(Json.text(subscription, "customer"));
    ObjectNode metadata = Metadata.after((ObjectNode) subscription.get("metadata"), form);
    String method = SubscriptionOrder.method(form, customer, store);
    String missing = SubscriptionOrder.missingMethod(form, null);
    String save = SubscriptionOrder.saveMethod(form, null);
    PauseOrder pause = PauseOrder.read(form, clock.seconds());
    CancelPlan cancel = CancelPlan.read(form, BillingMode.of(subscription), clock.seconds());
    DiscountOrder wanted = DiscountOrder.read(form, customer, store, clock.seconds());
    wanted.checkCurrency(Json.text(subscription, "currency"));
    ArrayNode rates = TaxRates.named(form, store);
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
    pause.write(subscription);
    if (form.has("description")) {
      subscription.put("description", form.text("description"));
    }
    cancel.write(subscription, clock.seconds());
    if (rates != null) {
      subscription.set("default_tax_rates", rates);
    }
    return discounts.write(subscription, wanted);
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
