package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The <a href="https://docs.stripe.com/api/subscription_items">Subscription Items API</a>: the same
 * changes as through a subscription, one item at a time.
 */
final class SubscriptionItems {

  private static final Set<String> SETTINGS =
      Set.of("payment_behavior", "proration_behavior", ItemChange.AT, "price", "quantity");

  static final Set<String> CREATE_PARAMETERS = Routes.both(SETTINGS, Set.of("subscription"));
  static final Set<String> UPDATE_PARAMETERS = Routes.both(SETTINGS, Set.of("off_session"));
  static final Set<String> DELETE_PARAMETERS =
      Set.of("payment_behavior", "proration_behavior", ItemChange.AT);

  private final Store store;
  private final SubscriptionChanges changes;

  SubscriptionItems(Store store, SubscriptionChanges changes) {
    this.store = store;
    this.changes = changes;
  }

  ObjectNode create(Ask ask) {
    String id = ask.form().text("subscription");
    if (id == null) {
      throw Refusal.missing("subscription");
    }
    if (ask.form().text("price") == null) {
      throw Refusal.missing("price");
    }
    ObjectNode subscription = store.subscriptions.named(id, "subscription");
    change(subscription, Map.of(), ask);
    var items = SubscriptionJson.items(subscription);
    return items.get(items.size() - 1);
  }

  ObjectNode retrieve(Ask ask) {
    return item(ask.id());
  }

  ObjectNode update(Ask ask) {
    ObjectNode item = item(ask.id());
    change(subscriptionOf(item), Map.of("items[0][id]", ask.id()), ask);
    return item(ask.id());
  }

  ObjectNode delete(Ask ask) {
    ObjectNode item = item(ask.id());
    change(
        subscriptionOf(item), Map.of("items[0][id]", ask.id(), "items[0][deleted]", "true"), ask);
    return Json.object("id", ask.id(), "object", "subscription_item", "deleted", true);
  }

  ObjectNode list(Ask ask) {
    String id = ask.form().text("subscription");
    if (id == null) {
      throw Refusal.missing("subscription");
    }
    Table items = new Table("subscription_item");
    SubscriptionJson.items(store.subscriptions.named(id, "subscription")).forEach(items::add);
    return Pages.of(items, ask, item -> true);
  }

  private void change(ObjectNode subscription, Map<String, String> item, Ask ask) {
    Map<String, String> form = new LinkedHashMap<>(item);
    ask.form()
        .values()
        .forEach(
            (name, value) -> {
              boolean ofItem = name.equals("price") || name.equals("quantity");
              if (SETTINGS.contains(name)) {
                form.put(ofItem ? "items[0][" + name + "]" : name, value);
              }
            });
    changes.update(
        new Ask(
            ask.path(),
            Json.text(subscription, "id"),
            new Form(form),
            ask.requestId(),
            ask.idempotencyKey(),
            ask.publishable()));
  }

  private ObjectNode item(String id) {
    return store.subscriptions.oldestFirst().stream()
        .flatMap(subscription -> SubscriptionJson.items(subscription).stream())
        .filter(item -> Json.text(item, "id").equals(id))
        .findFirst()
        .orElseThrow(() -> Refusal.noSuch("subscription_item", id, "item", true));
  }

  private ObjectNode subscriptionOf(ObjectNode item) {
    return store.subscriptions.find(Json.text(item, "subscription"));
  }
}
