package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.JsonNode;

/** The controls in JSON: {@code POST /sandbox/payout {"currency": "usd"}}. */
final class ControlOrders {

  private final Controls controls;

  ControlOrders(Controls controls) {
    this.controls = controls;
  }

  /**
   * @param asked the path behind {@code /sandbox/}
   * @return what came of it, or null where there is no such control
   */
  JsonNode apply(String asked, JsonNode order) {
    if (asked.equals("payout")) {
      controls.payOut(text(order, "currency"));
      return Json.object();
    }
    return null;
  }

  private static String text(JsonNode order, String name) {
    String text = order.path(name).asText("");
    if (text.isEmpty()) {
      throw new IllegalArgumentException("'" + name + "' is missing");
    }
    return text;
  }
}
