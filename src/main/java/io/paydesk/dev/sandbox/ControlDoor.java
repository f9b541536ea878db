package io.paydesk.dev.sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** What Stripe does not have: {@code /sandbox/cards}, {@code /sandbox/faults} and 3-D Secure. */
final class ControlDoor implements HttpHandler {

  private static final String JSON = "application/json";
  private static final int MOST_BYTES = 1 << 16;

  private final Faults faults;
  private final ThreeDSecure threeDSecure;

  ControlDoor(Faults faults, ThreeDSecure threeDSecure) {
    this.faults = faults;
    this.threeDSecure = threeDSecure;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String body =
        new String(exchange.getRequestBody().readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
    String asked = exchange.getRequestMethod() + " " + path;
    if (asked.equals("GET /sandbox/cards")) {
      Cors.allow(exchange);
      Http.write(exchange, 200, JSON, Json.write(TestCards.listed()));
    } else if (asked.equals("POST /sandbox/faults")) {
      order(exchange, body);
    } else if (asked.equals("DELETE /sandbox/faults")) {
      faults.clear();
      Http.write(exchange, 200, JSON, "{}");
    } else if (path.startsWith("/sandbox/3ds/")) {
      threeDSecure.handle(exchange, path.substring("/sandbox/3ds/".length()), body);
    } else {
      Http.write(exchange, 404, JSON, "{\"error\":\"There is no such page.\"}");
    }
  }

  private void order(HttpExchange exchange, String body) throws IOException {
    try {
      FaultOrders.apply(Json.read(body), faults);
      Http.write(exchange, 200, JSON, "{}");
    } catch (IllegalArgumentException e) {
      Http.write(exchange, 400, JSON, Json.write(Json.object("error", e.getMessage())));
    }
  }
}
