package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** See <a href="https://docs.stripe.com/api/subscriptions/object">the Subscription object</a>. */
final class SubscriptionJson {

  private SubscriptionJson() {}

  /** A subscription that is not paid yet, without its first invoice. */
  static ObjectNode fresh(SubscriptionOrder order, long now) {
    String id = Ids.of("sub");
    boolean trial = order.trialEnd() != null;
    ObjectNode price = order.items().get(0).price();
    long anchor = trial ? order.trialEnd() : now;
    long end = trial ? anchor : Cycle.endAfter(price.get("recurring"), anchor, now);
    List<ObjectNode> sold =
        order.items().stream().map(item -> item(id, item, now, now, end)).toList();
    String url = "/v1/subscription_items?subscription=" + id;
    ObjectNode items = Json.object("object", "list", "data", sold, "has_more", false, "url", url);
    ObjectNode subscription =
        Json.fields()
            .with("id", id)
            .with("object", "subscription")
            .with("application", null)
            .with("application_fee_percent", null)
            .with("automatic_tax", automaticTax())
            .with("billing_cycle_anchor", anchor)
            .with("billing_cycle_anchor_config", null)
            .with("billing_mode", order.billingMode())
            .with("billing_schedules", List.of())
            .with("billing_thresholds", null)
            .with("cancel_at", null)
            .with("cancel_at_period_end", false)
            .with("canceled_at", null)
            .with("cancellation_details", cancellation())
            .with("collection_method", "charge_automatically")
            .with("created", now)
            .with("currency", price.get("currency"))
            .with("customer", order.customer().get("id"))
            .with("customer_account", null)
            .with("days_until_due", null)
            .with("default_payment_method", order.defaultMethod())
            .with("default_source", null)
            .with("default_tax_rates", order.taxRates())
            .with("description", order.description())
            .with("discounts", List.of())
            .with("ended_at", null)
            .with("invoice_settings", invoiceSettings())
            .with("items", items)
            .with("latest_invoice", null)
            .with("livemode", false)
            .with("managed_payments", null)
            .with("metadata", order.metadata())
            .with("next_pending_invoice_item_invoice", null)
            .with("on_behalf_of", null)
            .with("pause_collection", null)
            .with("payment_settings", paymentSettings(order.saveMethod()))
            .with("pending_invoice_item_interval", null)
            .with("pending_setup_intent", null)
            .with("pending_update", null)
            .with("schedule", null)
            .with("start_date", now)
            .with("status", "incomplete")
            .with("test_clock", null)
            .with("transfer_data", null)
            .with("trial_end", order.trialEnd())
            .with("trial_settings", trialSettings(order.missingMethod()))
            .with("trial_start", trial ? now : null)
            .object();
    order.cancel().write(subscription, now);
    return subscription;
  }

  private static ObjectNode item(
      String subscription, SoldItem sold, long now, long start, long end) {
    return Json.fields()
        .with("id", Ids.random("si_", 14))
        .with("object", "subscription_item")
        .with("billing_thresholds", null)
        .with("created", now)
        .with("current_period_end", end)
        .with("current_period_start", start)
        .with("discounts", List.of())
        .with("metadata", Json.object())
        .with("plan", CatalogueJson.plan(sold.price()))
        .with("price", sold.price())
        .with("quantity", sold.quantity())
        .with("subscription", subscription)
        .with("tax_rates", List.of())
        .object();
  }

  private static ObjectNode automaticTax() {
    return Json.object("disabled_reason", null, "enabled", false, "liability", null);
  }

  static ObjectNode cancellation() {
    return Json.object("comment", null, "feedback", null, "reason", null);
  }

  private static ObjectNode invoiceSettings() {
    return Json.object(
        "account_tax_ids", null,
        "custom_fields", null,
        "description", null,
        "footer", null,
        "issuer", Json.object("type", "self"));
  }

  private static ObjectNode paymentSettings(String saveMethod) {
    return Json.object(
        "payment_method_options", null,
        "payment_method_types", null,
        "save_default_payment_method", saveMethod);
  }

  static ObjectNode trialSettings(String missingMethod) {
    return Json.object("end_behavior", Json.object("missing_payment_method", missingMethod));
  }

  /** Adds an item with the period of the others. */
  static ObjectNode added(ObjectNode subscription, SoldItem sold, long now) {
    long start = item(subscription).get("current_period_start").asLong();
    long end = item(subscription).get("current_period_end").asLong();
    return item(Json.text(subscription, "id"), sold, now, start, end);
  }

  static List<ObjectNode> items(ObjectNode subscription) {
    List<ObjectNode> items = new ArrayList<>();
    subscription.at("/items/data").forEach(item -> items.add((ObjectNode) item));
    return items;
  }

  static void sell(ObjectNode subscription, List<ObjectNode> items) {
    ArrayNode data = (ArrayNode) subscription.at("/items/data");
    data.removeAll();
    items.forEach(item -> data.add(item.deepCopy()));
  }

  /** The first of its items; all have the same period. */
  static ObjectNode item(ObjectNode subscription) {
    return (ObjectNode) subscription.at("/items/data/0");
  }

  static void period(ObjectNode subscription, long start, long end) {
    items(subscription)
        .forEach(item -> item.put("current_period_start", start).put("current_period_end", end));
  }

  static long amount(ObjectNode item) {
    return item.at("/price/unit_amount").asLong() * item.get("quantity").asLong();
  }

  /** The price of a whole period of all items, before discounts and taxes. */
  static long amountOfAll(ObjectNode subscription) {
    return items(subscription).stream().mapToLong(SubscriptionJson::amount).sum();
  }

  static boolean savesMethod(ObjectNode subscription) {
    return subscription
        .at("/payment_settings/save_default_payment_method")
        .asText()
        .equals("on_subscription");
  }
}
