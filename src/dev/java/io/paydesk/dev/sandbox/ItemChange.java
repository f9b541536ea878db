package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A change of a subscription's items, after all checks. An item that the request does not name
 * stays, an item without an id is new, and an item with another price keeps its id. See <a
 * href="https://docs.stripe.com/billing/subscriptions/change">modify subscriptions</a>.
 *
 * @param items all items after the change
 * @param proration {@code always_invoice}, {@code create_prorations} or {@code none}
 * @param behavior what happens if the change is not paid at once
 * @param at seconds: the change is charged as if it were made then
 */
record ItemChange(List<ObjectNode> items, String proration, String behavior, long at) {

  private static final Set<String> PRORATIONS =
      Set.of("always_invoice", "create_prorations", "none");
  private static final Set<String> BEHAVIORS =
      Set.of("allow_incomplete", "error_if_incomplete", "pending_if_incomplete");

  static final String AT = "proration_date";

  static final Set<String> PARAMETERS =
      Set.of("items[][id]", "items[][price]", "items[][quantity]", "items[][deleted]");

  /** Null where the form changes no items. */
  static ItemChange read(ObjectNode subscription, Form form, Store store, long now) {
    String proration = form.oneOf("proration_behavior", "create_prorations", PRORATIONS);
    String behavior = form.oneOf("payment_behavior", "allow_incomplete", BEHAVIORS);
    if (!form.has("items")) {
      return null;
    }
    List<ObjectNode> before = SubscriptionJson.items(subscription);
    Map<String, ObjectNode> after = new LinkedHashMap<>();
    before.forEach(item -> after.put(Json.text(item, "id"), item.deepCopy()));
    for (String number : form.itemNumbers("items")) {
      change(after, form, "items[" + number + "]", subscription, store, now);
    }
    List<ObjectNode> items = new ArrayList<>(after.values());
    if (items.isEmpty()) {
      throw Refusal.inWork(
          null,
          "items",
          "A subscription must have at least one active plan. To end it, cancel the subscription.");
    }
    SoldItem.check(items.stream().map(item -> item.get("price")).toList());
    refuseOtherCurrency(items, subscription);
    if (items.equals(before)) {
      return null;
    }
    refuseWhileSomethingIsToBePaid(subscription);
    return new ItemChange(items, proration, behavior, at(subscription, form, now));
  }

  private static long at(ObjectNode subscription, Form form, long now) {
    Long at = form.number(AT);
    if (at == null) {
      return now;
    }
    ObjectNode item = SubscriptionJson.item(subscription);
    if (at < item.get("current_period_start").asLong()
        || at > item.get("current_period_end").asLong()) {
      throw Refusal.inWork(
          null, AT, "Cannot specify proration date outside of current subscription period");
    }
    return at;
  }

  private static void change(
      Map<String, ObjectNode> items,
      Form form,
      String name,
      ObjectNode subscription,
      Store store,
      long now) {
    String id = form.text(name + "[id]");
    if (id == null) {
      if (form.text(name + "[price]") == null) {
        throw Refusal.invalid(
            "parameter_missing",
            name + "[price]",
            "Name an item with %1$s[id], or the price of a new one with %1$s[price]."
                .formatted(name));
      }
      SoldItem sold =
          new SoldItem(SoldItem.price(form, name, store), SoldItem.quantity(form, name));
      ObjectNode added = SubscriptionJson.added(subscription, sold, now);
      items.put(Json.text(added, "id"), added);
      return;
    }
    ObjectNode item = items.get(id);
    if (item == null) {
      throw Refusal.noSuch("subscription_item", id, name + "[id]", false);
    }
    if (form.flag(name + "[deleted]")) {
      items.remove(id);
      return;
    }
    if (form.has(name + "[quantity]")) {
      item.put("quantity", SoldItem.quantity(form, name));
    }
    if (form.has(name + "[price]")) {
      ObjectNode price = SoldItem.price(form, name, store);
      item.set("price", price.deepCopy());
      item.set("plan", CatalogueJson.plan(price));
    }
  }

  private static void refuseOtherCurrency(List<ObjectNode> items, ObjectNode subscription) {
    ObjectNode price = (ObjectNode) items.get(0).get("price");
    if (!price.get("currency").equals(subscription.get("currency"))) {
      throw Refusal.inWork(
          null,
          "items",
          "The price specified only supports `%s`. This doesn't match the expected currency: `%s`."
              .formatted(Json.text(price, "currency"), Json.text(subscription, "currency")));
    }
  }

  private static void refuseWhileSomethingIsToBePaid(ObjectNode subscription) {
    if (Json.text(subscription, "status").equals("incomplete")) {
      throw Refusal.inWork(
          null,
          "items",
          "This subscription cannot be updated in its current incomplete status: its first invoice"
              + " is not paid.");
    }
    if (subscription.get("pending_update").isObject()) {
      throw Refusal.inWork(
          null, "items", "This subscription has a pending update that is not paid yet.");
    }
  }
}
