package io.paydesk.dev.sandbox;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.List;

/** Serves the stand-in for Stripe.js under the names that real pages load, and its frames. */
final class StripeJsDoor implements HttpHandler {

  static final List<String> PATHS = List.of("/v3", "/dahlia", "/elements");

  /** Every page may have the frame in it, as with Stripe's own; it calls nobody but the sandbox. */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
          + " form-action 'none'; base-uri 'none'; frame-ancestors *";

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().close();
    Cors.allow(exchange);
    StripeJs.Served file = StripeJs.at(exchange.getRequestURI().getPath());
    if (file == null) {
      Http.write(exchange, 404, "text/plain", "There is no such file.");
      return;
    }
    Headers headers = exchange.getResponseHeaders();
    headers.set("Cache-Control", "no-cache");
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("Content-Security-Policy", POLICY);
    Http.write(exchange, 200, file.type(), file.content());
  }
}
