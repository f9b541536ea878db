package io.paydesk.dev.sandbox;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;

/** Lets a page of another port pay, as Stripe does. */
final class Cors {

  private Cors() {}

  static void allow(HttpExchange exchange) {
    Headers headers = exchange.getResponseHeaders();
    headers.set("Access-Control-Allow-Origin", "*");
    headers.set("Access-Control-Expose-Headers", "Request-Id, Stripe-Version");
  }

  static void preflight(HttpExchange exchange) throws IOException {
    Headers headers = exchange.getResponseHeaders();
    headers.set("Access-Control-Allow-Methods", "GET, POST, DELETE");
    headers.set(
        "Access-Control-Allow-Headers",
        "Authorization, Content-Type, Stripe-Version, Idempotency-Key");
    headers.set("Access-Control-Max-Age", "300");
    Http.write(exchange, 204, "");
  }
}
