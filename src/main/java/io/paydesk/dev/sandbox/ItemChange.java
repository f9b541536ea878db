package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/**
 * A change of what a subscription sells, after all of it was checked.
 *
 * @param item as it shall be
 * @param proration {@code always_invoice}, {@code create_prorations} or {@code none}
 * @param behavior what happens if the change is not paid at once
 */
record ItemChange(ObjectNode item, String proration, String behavior) {

  private static final Set<String> PRORATIONS =
      Set.of("always_invoice", "create_prorations", "none");
  private static final Set<String> BEHAVIORS =
      Set.of("allow_incomplete", "error_if_incomplete", "pending_if_incomplete");

  /** Null where the form changes nothing of it. */
  static ItemChange read(ObjectNode subscription, Form form, Store store) {
    String proration = form.oneOf("proration_behavior", "create_prorations", PRORATIONS);
    String behavior = form.oneOf("payment_behavior", "allow_incomplete", BEHAVIORS);
    if (!form.has("items")) {
      return null;
    }
    ObjectNode now = SubscriptionJson.item(subscription);
    String id = form.text("items[0][id]");
    if (id == null || form.itemNumbers("items").size() > 1) {
      throw Refusal.invalid(
          null, "items", "The sandbox keeps one item per subscription: name it with items[0][id].");
    }
    if (!id.equals(Json.text(now, "id"))) {
      throw Refusal.noSuch("subscription_item", id, "items[0][id]", false);
    }
    ObjectNode item = now.deepCopy();
    if (form.has("items[0][quantity]")) {
      item.put("quantity", SubscriptionOrder.quantity(form));
    }
    if (form.has("items[0][price]")) {
      price(item, SubscriptionOrder.price(form, store));
    }
    if (item.equals(now)) {
      return null;
    }
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
    return new ItemChange(item, proration, behavior);
  }

  private static void price(ObjectNode item, ObjectNode price) {
    if (!price.get("currency").equals(item.at("/price/currency"))) {
      throw Refusal.inWork(
          null,
          "items[0][price]",
          "The price specified only supports `%s`. This doesn't match the expected currency: `%s`."
              .formatted(Json.text(price, "currency"), item.at("/price/currency").asText()));
    }
    item.set("price", price.deepCopy());
    item.set("plan", CatalogueJson.plan(price));
  }
}
