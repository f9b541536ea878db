package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Reports a renewal some days ahead, with an invoice that does not exist yet. See {@code
 * invoice.upcoming} among the <a
 * href="https://docs.stripe.com/billing/subscriptions/webhooks">events of subscriptions</a>.
 */
final class Upcoming {

  private static final Set<String> RENEWED = Set.of("active", "past_due", "trialing");

  private final Store store;
  private final InvoicePreviews previews;
  private final Events events;

  Upcoming(Store store, InvoicePreviews previews, Events events) {
    this.store = store;
    this.previews = previews;
    this.events = events;
  }

  /** When to report the next renewal, or null where there is none to report (any more). */
  Long at(ObjectNode subscription) {
    ObjectNode item = SubscriptionJson.item(subscription);
    long end = item.get("current_period_end").asLong();
    long at = end - Duration.ofDays(store.upcomingDays).toSeconds();
    boolean told = Long.valueOf(end).equals(store.toldOfRenewal.get(id(subscription)));
    boolean silent =
        !RENEWED.contains(Json.text(subscription, "status"))
            || subscription.get("pause_collection").isObject()
            || CancelPlan.endsBy(subscription, end)
            || at <= item.get("current_period_start").asLong();
    return told || silent || store.upcomingDays == 0 ? null : at;
  }

  void tell(ObjectNode subscription) {
    ObjectNode item = SubscriptionJson.item(subscription);
    long start = item.get("current_period_end").asLong();
    store.toldOfRenewal.put(id(subscription), start);
    events.record("invoice.upcoming", previews.renewal(subscription, List.of()), Ask.NOBODY);
  }

  private static String id(ObjectNode subscription) {
    return Json.text(subscription, "id");
  }
}
