package io.paydesk.dev.sandbox;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Does what payers do with their subscriptions on Stripe's own page. See <a
 * href="https://docs.stripe.com/customer-management">the customer portal</a>.
 */
public final class CustomerPortal {

  private final Store store;
  private final Parts parts;
  private final Controls controls;

  CustomerPortal(Store store, Parts parts, Controls controls) {
    this.store = store;
    this.parts = parts;
    this.controls = controls;
  }

  /** As {@link #cancel(String, String, String)}, without feedback and comment. */
  public void cancel(String subscriptionId) {
    cancel(subscriptionId, null, null);
  }

  /**
   * Ends it with its period. With flexible billing the portal sets {@code cancel_at} and leaves
   * {@code cancel_at_period_end} alone. See <a
   * href="https://docs.stripe.com/billing/subscriptions/billing-mode/compare">the comparison of
   * billing modes</a>.
   *
   * @param feedback one of Stripe's, or null
   * @param comment null for none
   * @throws IllegalStateException when it is over
   */
  public void cancel(String subscriptionId, String feedback, String comment) {
    Map<String, String> form = new LinkedHashMap<>();
    if (feedback != null) {
      form.put("cancellation_details[feedback]", feedback);
    }
    if (comment != null) {
      form.put("cancellation_details[comment]", comment);
    }
    if (isFlexible(subscriptionId)) {
      form.put("cancel_at", "max_period_end");
    } else {
      form.put("cancel_at_period_end", "true");
    }
    change(subscriptionId, form);
  }

  /**
   * Withdraws its end.
   *
   * @throws IllegalStateException when it is over
   */
  public void renew(String subscriptionId) {
    boolean follows =
        controls.copy(store.subscriptions, subscriptionId).path("cancel_at_period_end").asBoolean();
    change(
        subscriptionId,
        follows ? Map.of("cancel_at_period_end", "false") : Map.of("cancel_at", ""));
  }

  private boolean isFlexible(String subscriptionId) {
    synchronized (store) {
      return BillingMode.isFlexible(
          BillingMode.of(store.subscriptions.named(subscriptionId, "subscription")));
    }
  }

  private void change(String id, Map<String, String> form) {
    controls.act(
        () -> parts.billing.changes.update(new Ask(null, id, new Form(form), null, null, false)));
  }
}
