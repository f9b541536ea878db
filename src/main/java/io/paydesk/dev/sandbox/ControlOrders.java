package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The controls in JSON, each a POST: {@code /sandbox/payout {"currency": "usd"}}, {@code
 * /sandbox/refunds/re_... {"status": "failed", "failureReason": "declined"}}.
 */
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
    if (asked.startsWith("refunds/")) {
      return refund(asked.substring("refunds/".length()), order);
    }
    return null;
  }

  private JsonNode refund(String id, JsonNode order) {
    String status = text(order, "status");
    return switch (status) {
      case "succeeded" -> controls.refundSucceeds(id);
      case "failed" -> controls.refundFails(id, text(order, "failureReason"));
      default -> throw new IllegalArgumentException("'status' is succeeded or failed");
    };
  }

  private static String text(JsonNode order, String name) {
    String text = order.path(name).asText("");
    if (text.isEmpty()) {
      throw new IllegalArgumentException("'" + name + "' is missing");
    }
    return text;
  }
}
