package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;

/**
 * The faults in JSON, with the same names as in Java: {@code {"failNext": {"match": "POST
 * /v1/refunds", "status": 500, "times": 1}, "duplicateEvents": 1}}. Durations are milliseconds.
 */
final class FaultOrders {

  private FaultOrders() {}

  static void apply(JsonNode orders, Faults faults) {
    if (!orders.isObject() || orders.isEmpty()) {
      throw new IllegalArgumentException("Name at least one fault, for example failNext");
    }
    orders.properties().forEach(order -> apply(order.getKey(), order.getValue(), faults));
  }

  private static void apply(String name, JsonNode value, Faults faults) {
    String match = value.path("match").asText("");
    int status = value.path("status").asInt(500);
    int times = value.path("times").asInt(1);
    switch (name) {
      case "failNext" -> faults.failNext(match, status, times);
      case "failAfterWorkNext" -> faults.failAfterWorkNext(match, status, times);
      case "timeoutAfterWorkNext" -> faults.timeoutAfterWorkNext(match, times);
      case "resetAfterWorkNext" -> faults.resetAfterWorkNext(match, times);
      case "garbleNext" -> faults.garbleNext(match, how(value), times);
      case "garbleAfterWorkNext" -> faults.garbleAfterWorkNext(match, how(value), times);
      case "holdNext" -> faults.holdNext(match, millis(value.path("millis")), times);
      case "duplicateEvents" -> faults.duplicateEvents(value.asInt());
      case "reorderEvents" -> faults.reorderEvents(value.asBoolean());
      case "delayEvents" -> faults.delayEvents(millis(value));
      case "events" -> faults.eventsAs(EventStyle.of(value.asText()));
      case "banksWait" -> faults.banksWait(value.asBoolean());
      case "dropEvents" -> faults.dropEvents(value.asBoolean());
      default -> throw new IllegalArgumentException("No such fault: " + name);
    }
  }

  private static Garble how(JsonNode value) {
    return Garble.of(value.path("how").asText());
  }

  private static Duration millis(JsonNode value) {
    return Duration.ofMillis(value.asLong());
  }
}
