package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * What Stripe does not have: {@code /sandbox/cards}, {@code /sandbox/faults}, 3-D Secure, and the
 * controls of {@link ControlOrders}. Pages of other ports may call it, as there is nothing to hide.
 */
final class ControlDoor implements HttpHandler {

  private static final String JSON = "application/json";
  private static final String NO_PAGE = "{\"error\":\"There is no such page.\"}";
  private static final int MOST_BYTES = 1 << 16;

  private final Faults faults;
  private final ThreeDSecure threeDSecure;
  private final ControlOrders orders;

  ControlDoor(Faults faults, ThreeDSecure threeDSecure, ControlOrders orders) {
    this.faults = faults;
    this.orders = orders;
    this.threeDSecure = threeDSecure;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String body =
        new String(exchange.getRequestBody().readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
    String asked = exchange.getRequestMethod() + " " + path;
    Cors.allow(exchange);
    if (asked.equals("GET /sandbox/cards")) {
      Http.write(exchange, 200, JSON, Json.write(TestCards.listed()));
    } else if (asked.equals("DELETE /sandbox/faults")) {
      faults.clear();
      Http.write(exchange, 200, JSON, "{}");
    } else if (path.startsWith("/sandbox/3ds/")) {
      threeDSecure.handle(exchange, path.substring("/sandbox/3ds/".length()), body);
    } else if (asked.startsWith("GET /sandbox/")) {
      answer(exchange, orders.read(path.substring("/sandbox/".length())));
    } else if (asked.startsWith("POST /sandbox/")) {
      order(exchange, path.substring("/sandbox/".length()), body);
    } else {
      answer(exchange, null);
    }
  }

  private static void answer(HttpExchange exchange, JsonNode what) throws IOException {
    if (what == null) {
      Http.write(exchange, 404, JSON, NO_PAGE);
    } else {
      Http.write(exchange, 200, JSON, Json.write(what));
    }
  }

  private void order(HttpExchange exchange, String what, String body) throws IOException {
    try {
      JsonNode order = Json.read(body);
      if (what.equals("faults")) {
        FaultOrders.apply(order, faults);
        Http.write(exchange, 200, JSON, "{}");
        return;
      }
      answer(exchange, orders.apply(what, order));
    } catch (IllegalArgumentException | IllegalStateException e) {
      Http.write(exchange, 400, JSON, Json.write(Json.object("error", e.getMessage())));
    }
  }
}
