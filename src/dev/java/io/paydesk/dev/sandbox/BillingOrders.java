package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The controls of subscriptions in JSON, each a POST below {@code /sandbox/}:
 *
 * <ul>
 *   <li>{@code clock {"advance": "P1M"}}
 *   <li>{@code prices {"currency": "usd", "unitAmount": 1500, "interval": "month"}}
 *   <li>{@code billing} with {@code {"afterRetries": "unpaid"}}, {@code {"keepDrafts": "PT1H"}},
 *       {@code {"upcomingDays": 3}} or {@code {"tax": "19", "inclusive": false}}
 *   <li>{@code subscriptions/sub_...} with {@code {"card": "pm_card_visa"}}, {@code {"removeCard":
 *       true}}, {@code {"quantity": 2}}, {@code {"addOn": "price_...", "quantity": 2}}, {@code
 *       {"cancel": true}}, {@code {"portal": "cancel", "feedback": "unused"}}, {@code {"portal":
 *       "renew"}}, or {@code {"change": {"pause_collection[behavior]": "void"}}} with Stripe's
 *       parameters
 *   <li>{@code customers/cus_...} with {@code {"balance": -500, "currency": "usd"}} or {@code
 *       {"coupon": "..."}}
 * </ul>
 *
 * GET reads {@code clock} and {@code prices}.
 */
final class BillingOrders {

  private final BillingControls controls;
  private final Passage passage;
  private final SandboxClock clock;

  BillingOrders(BillingControls controls, Passage passage, SandboxClock clock) {
    this.controls = controls;
    this.passage = passage;
    this.clock = clock;
  }

  /**
   * @param asked the path after {@code /sandbox/}
   * @return the result, or null where there is no such control
   */
  JsonNode apply(String asked, JsonNode order) {
    switch (asked) {
      case "clock" -> {
        passage.advance(Passage.amount(ControlOrders.text(order, "advance")));
        return time();
      }
      case "prices" -> {
        long amount = order.path("unitAmount").asLong();
        String currency = ControlOrders.text(order, "currency");
        String id = controls.price(currency, amount, ControlOrders.text(order, "interval"));
        return Json.object("id", id);
      }
      case "billing" -> {
        settings(order);
        return Json.object();
      }
      default -> {
        return ofOne(asked, order);
      }
    }
  }

  private void settings(JsonNode order) {
    if (order.has("keepDrafts")) {
      controls.keepDrafts(Passage.duration(ControlOrders.text(order, "keepDrafts")));
    } else if (order.has("upcomingDays")) {
      controls.upcomingDays(order.path("upcomingDays").asInt(-1));
    } else if (order.path("tax").asText("none").isEmpty()) {
      controls.dashboard().taxNoMore();
    } else if (order.has("tax")) {
      boolean inclusive = order.path("inclusive").asBoolean();
      controls.dashboard().taxNewSubscriptions(order.path("tax").asText(), inclusive);
    } else {
      controls.afterRetries(ControlOrders.text(order, "afterRetries"));
    }
  }

  private void customer(String id, JsonNode order) {
    if (order.has("coupon")) {
      controls.dashboard().discountCustomer(id, ControlOrders.text(order, "coupon"));
    } else {
      long amount = order.path("balance").asLong();
      controls.dashboard().adjustBalance(id, amount, ControlOrders.text(order, "currency"));
    }
  }

  private JsonNode ofOne(String asked, JsonNode order) {
    int slash = asked.indexOf('/') + 1;
    String id = asked.substring(slash);
    return switch (asked.substring(0, slash)) {
      case "subscriptions/" -> change(id, order);
      case "customers/" -> {
        customer(id, order);
        yield Json.object("id", id);
      }
      default -> null;
    };
  }

  /**
   * @param asked the path after {@code /sandbox/}
   * @return null where there is nothing to read
   */
  JsonNode read(String asked) {
    return switch (asked) {
      case "clock" -> time();
      case "prices" -> prices();
      default -> null;
    };
  }

  private JsonNode time() {
    return Json.object("now", clock.now().toString());
  }

  /** The prices that people and pages can subscribe to. */
  private JsonNode prices() {
    ArrayNode prices = Json.MAPPER.createArrayNode();
    for (JsonNode price : controls.recurringPrices()) {
      prices.add(
          Json.object(
              "id", price.get("id"),
              "currency", price.get("currency"),
              "unitAmount", price.get("unit_amount"),
              "interval", price.at("/recurring/interval"),
              "intervalCount", price.at("/recurring/interval_count")));
    }
    return prices;
  }

  private JsonNode change(String id, JsonNode order) {
    if (order.path("cancel").asBoolean()) {
      controls.cancelAtDashboard(id);
    } else if (order.has("portal")) {
      portal(id, order);
    } else if (order.has("addOn")) {
      String price = ControlOrders.text(order, "addOn");
      controls.dashboard().addOn(id, price, order.path("quantity").asLong(1));
    } else if (order.path("removeCard").asBoolean()) {
      controls.dashboard().removeCard(id);
    } else if (order.has("change")) {
      Map<String, String> form = new LinkedHashMap<>();
      order
          .path("change")
          .properties()
          .forEach(field -> form.put(field.getKey(), field.getValue().asText()));
      controls.changeAtDashboard(id, form);
    } else if (order.has("quantity")) {
      controls.changeQuantityAtDashboard(id, order.path("quantity").asLong());
    } else {
      controls.replaceCard(id, ControlOrders.text(order, "card"));
    }
    return controls.subscription(id);
  }

  private void portal(String id, JsonNode order) {
    switch (ControlOrders.text(order, "portal")) {
      case "cancel" ->
          controls.portal().cancel(id, Json.text(order, "feedback"), Json.text(order, "comment"));
      case "renew" -> controls.portal().renew(id);
      default -> throw new IllegalArgumentException("'portal' is cancel or renew");
    }
  }
}
