package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import java.util.function.Predicate;

/** The <a href="https://docs.stripe.com/api/subscriptions">Subscriptions API</a>. */
final class Subscriptions {

  static final Set<String> CANCEL_PARAMETERS =
      Set.of(
          "invoice_now",
          "prorate",
          "cancellation_details[comment]",
          "cancellation_details[feedback]");

  private static final Set<String> STATUSES =
      Set.of(
          "active",
          "all",
          "canceled",
          "ended",
          "incomplete",
          "incomplete_expired",
          "past_due",
          "paused",
          "trialing",
          "unpaid");

  private final Store store;
  private final SandboxClock clock;
  private final SubscriptionStart starts;
  private final Endings endings;

  Subscriptions(Store store, SandboxClock clock, SubscriptionStart starts, Endings endings) {
    this.store = store;
    this.clock = clock;
    this.starts = starts;
    this.endings = endings;
  }

  ObjectNode create(Ask ask) {
    return starts.start(SubscriptionOrder.read(ask.form(), store, clock.seconds()), ask);
  }

  ObjectNode retrieve(Ask ask) {
    return store.subscriptions.inPath(ask.id());
  }

  ObjectNode list(Ask ask) {
    Form form = ask.form();
    String status = form.oneOf("status", null, STATUSES);
    if (form.text("customer") != null) {
      store.customers.named(form.text("customer"), "customer");
    }
    String price = form.text("price");
    if (price != null) {
      store.prices.named(price, "price");
    }
    Predicate<ObjectNode> sold =
        subscription ->
            price == null
                || SubscriptionJson.items(subscription).stream()
                    .anyMatch(item -> price.equals(item.at("/price/id").asText()));
    return Pages.of(
        store.subscriptions,
        ask,
        sold.and(hasStatus(status)).and(Filters.fields(form, "customer")));
  }

  private static Predicate<ObjectNode> hasStatus(String wanted) {
    if (wanted == null) {
      return subscription -> !Json.text(subscription, "status").equals("canceled");
    }
    return switch (wanted) {
      case "all" -> subscription -> true;
      case "ended" -> subscription -> Endings.ENDED.contains(Json.text(subscription, "status"));
      default -> subscription -> wanted.equals(Json.text(subscription, "status"));
    };
  }

  ObjectNode cancel(Ask ask) {
    ObjectNode subscription = store.subscriptions.inPath(ask.id());
    if (Endings.ENDED.contains(Json.text(subscription, "status"))) {
      throw Refusal.noSuch("subscription", ask.id(), "id", true);
    }
    for (String name : Set.of("invoice_now", "prorate")) {
      if (ask.form().flag(name)) {
        throw Refusal.invalid(
            null, name, "The sandbox makes no last invoice: " + name + " must be false.");
      }
    }
    CancellationDetails.write(subscription, ask.form());
    endings.cancel(subscription, "cancellation_requested", ask);
    return subscription;
  }
}
