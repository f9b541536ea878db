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
  private final Invoicing invoicing;
  private final Events events;
  private final Renewals renewals;

  Upcoming(Store store, Invoicing invoicing, Events events, Renewals renewals) {
    this.store = store;
    this.invoicing = invoicing;
    this.events = events;
    this.renewals = renewals;
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
    long over = item.get("current_period_start").asLong();
    ObjectNode customer = store.customers.find(Json.text(subscription, "customer"));
    List<ObjectNode> due = renewals.linesOf(subscription, start, false);
    ObjectNode invoice = invoicing.compose(subscription, "upcoming", over, start, due);
    CustomerBalance.write(invoice, customer.path("balance").asLong());
    invoice.put("id", "upcoming_" + Json.text(invoice, "id"));
    invoice.put("next_payment_attempt", start + Duration.ofHours(1).toSeconds());
    events.record("invoice.upcoming", invoice, Ask.NOBODY);
  }

  private static String id(ObjectNode subscription) {
    return Json.text(subscription, "id");
  }
}
