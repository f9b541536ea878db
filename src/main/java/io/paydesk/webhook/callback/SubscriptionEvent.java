package io.paydesk.webhook.callback;

import com.fasterxml.jackson.databind.JsonNode;
import io.paydesk.stripe.Installation;
import io.paydesk.stripe.InvoiceSnapshot;
import io.paydesk.stripe.StripeJson;
import io.paydesk.stripe.SubscriptionSnapshot;
import io.paydesk.webhook.Delivery;
import io.paydesk.webhook.callback.Subscribers.Clue;
import java.util.List;
import java.util.UUID;

/**
 * An event of a subscription, of an invoice of one, or of a card that is given for one, read.
 *
 * @param subscription null where the event is about something else
 * @param invoice null where the event is about something else
 */
record SubscriptionEvent(
    Delivery delivery, Clue clue, SubscriptionSnapshot subscription, InvoiceSnapshot invoice) {

  static SubscriptionEvent of(Delivery delivery, UUID installation) {
    var object = delivery.object();
    return switch (kind(object)) {
      case "subscription" -> {
        var seen = SubscriptionSnapshot.of(object);
        yield new SubscriptionEvent(
            delivery,
            new Clue(Installation.rowOf(installation, seen.metadata()), seen.id(), null),
            seen,
            null);
      }
      case "invoice" -> {
        var seen = InvoiceSnapshot.of(object);
        yield new SubscriptionEvent(
            delivery,
            new Clue(
                Installation.rowOf(installation, seen.subscriptionMetadata()),
                seen.subscriptionId(),
                null),
            null,
            seen);
      }
      default ->
          new SubscriptionEvent(
              delivery, new Clue(null, null, StripeJson.text(object, "id")), null, null);
    };
  }

  private static String kind(JsonNode object) {
    var kind = StripeJson.text(object, "object");
    return kind == null ? "" : kind;
  }

  static List<Clue> clues(List<SubscriptionEvent> events) {
    return events.stream().map(SubscriptionEvent::clue).toList();
  }

  String id() {
    return delivery.id();
  }

  /** Whether it tells the end of the subscription, which may be believed whenever it comes. */
  boolean isTheEnd() {
    return subscription != null
        && ("canceled".equals(subscription.stripeStatus())
            || "incomplete_expired".equals(subscription.stripeStatus()));
  }
}
