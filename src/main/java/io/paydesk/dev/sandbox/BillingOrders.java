package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The controls of subscriptions in JSON, each a POST: {@code /sandbox/clock {"advance": "P1M"}},
 * {@code /sandbox/prices {"currency": "usd", "unitAmount": 1500, "interval": "month"}}, {@code
 * /sandbox/billing {"afterRetries": "unpaid"}} or {@code {"keepDrafts": "PT1H"}} or {@code
 * {"upcomingDays": 3}}, {@code /sandbox/subscriptions/sub_... {"card": "pm_card_visa"}} or {@code
 * {"quantity": 2}} or {@code {"cancel": true}} or {@code {"portal": "cancel", "feedback":
 * "unused"}} or {@code {"portal": "renew"}} or {@code {"change": {"pause_collection[behavior]":
 * "void"}}} with Stripe's parameters, or {@code {"addOn": "price_...", "quantity": 2}} or {@code
 * {"removeCard": true}}; {@code /sandbox/customers/cus_... {"balance": -500, "currency": "usd"}}.
 * GET reads {@code /sandbox/clock} and {@code /sandbox/prices}.
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
   * @param asked the path behind {@code /sandbox/}
   * @return what came of it, or null where there is no such control
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
        if (order.has("keepDrafts")) {
          String how = ControlOrders.text(order, "keepDrafts");
          controls.keepDrafts(Passage.duration(how));
        } else if (order.has("upcomingDays")) {
          controls.upcomingDays(order.path("upcomingDays").asInt(-1));
        } else {
          controls.afterRetries(ControlOrders.text(order, "afterRetries"));
        }
        return Json.object();
      }
      default -> {
        return ofOne(asked, order);
      }
    }
  }

  private JsonNode ofOne(String asked, JsonNode order) {
    int slash = asked.indexOf('/') + 1;
    String id = asked.substring(slash);
    return switch (asked.substring(0, slash)) {
      case "subscriptions/" -> change(id, order);
      case "customers/" -> {
        long amount = order.path("balance").asLong();
        controls.dashboard().adjustBalance(id, amount, ControlOrders.text(order, "currency"));
        yield Json.object("id", id);
      }
      default -> null;
    };
  }

  /**
   * @param asked the path behind {@code /sandbox/}
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

  /** For people and pages: what may be subscribed to. */
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
