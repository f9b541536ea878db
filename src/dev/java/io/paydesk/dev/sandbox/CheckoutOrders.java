package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * {@link CheckoutControls} in JSON: {@code POST /sandbox/checkout-sessions/cs_... {"email":
 * "ada@example.com", "name": "Ada", "address": {"country": "DE"}, "shipTo": {"name": "Ada",
 * "address": {...}}, "shippingOption": "shr_...", "code": "SUMMER", "pay": "4242424242424242"}}
 * with any of these, in this order; {@code {"pay": ""}} where there is nothing to pay, and {@code
 * {"expire": true}}. A GET reads the session with its lines.
 */
final class CheckoutOrders {

  private final CheckoutControls controls;

  CheckoutOrders(CheckoutControls controls) {
    this.controls = controls;
  }

  JsonNode read(String id) {
    return controls.session(id);
  }

  JsonNode apply(String id, JsonNode order) {
    if (order.path("expire").asBoolean()) {
      return controls.expire(id);
    }
    JsonNode session = null;
    if (order.has("email")) {
      session = controls.email(id, ControlOrders.text(order, "email"));
    }
    if (order.has("name")) {
      session = controls.name(id, ControlOrders.text(order, "name"));
    }
    if (order.has("address")) {
      session = controls.address(id, address(order.get("address")));
    }
    if (order.has("shipTo")) {
      JsonNode to = order.get("shipTo");
      session = controls.shipTo(id, ControlOrders.text(to, "name"), address(to.path("address")));
    }
    if (order.has("shippingOption")) {
      session = controls.shippingOption(id, ControlOrders.text(order, "shippingOption"));
    }
    if (order.has("code")) {
      session = controls.code(id, order.path("code").asText());
    }
    if (order.has("save")) {
      session = controls.save(id, order.path("save").asBoolean());
    }
    if (order.has("payIn")) {
      JsonNode other = order.get("payIn");
      session =
          other.has("amount")
              ? controls.payIn(
                  id, ControlOrders.text(other, "currency"), other.path("amount").asLong())
              : controls.payIn(id, ControlOrders.text(other, "currency"));
    }
    if (order.has("pay")) {
      String card = order.path("pay").asText();
      session = controls.pay(id, card.isEmpty() ? null : card);
    }
    if (session == null) {
      throw new IllegalArgumentException(
          "the order has none of email, name, address, shipTo, shippingOption, code, save, payIn, pay, expire");
    }
    return session;
  }

  private static Map<String, String> address(JsonNode fields) {
    Map<String, String> address = new LinkedHashMap<>();
    fields.properties().forEach(field -> address.put(field.getKey(), field.getValue().asText()));
    return address;
  }
}
