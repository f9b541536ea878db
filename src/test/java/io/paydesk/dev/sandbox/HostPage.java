package io.paydesk.dev.sandbox;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;

/**
 * A shop's page of another origin. Its policy lets Stripe in and nothing else, so what the stand-in
 * needs more than Stripe.js would break it.
 */
final class HostPage implements AutoCloseable {

  private static final String PAGE =
      """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>Shop</title>
      <link rel="icon" href="data:,">
      <link rel="stylesheet" href="/shop.css">
      <script src="@SCRIPT@"></script>
      </head>
      <body><main><h1>Two tickets</h1><div id="here"></div><button id="pay">Pay</button></main></body>
      </html>
      """;
  private static final String STYLE =
      """
      body { margin: 0; font: 16px/1.5 system-ui, sans-serif; background: #f6f7f9; }
      main { max-width: 448px; margin: 24px auto; padding: 16px; }
      .dark { background: #0f1218; color: #eef0f4; }
      button { font: inherit; min-height: 48px; width: 100%; margin-top: 16px; }
      """;

  private final HttpServer server;

  HostPage(URI stripe) {
    String policy =
        ("default-src 'none'; script-src @; frame-src @; connect-src @; style-src 'self';"
                + " img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
            .replace("@", stripe.toString());
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().close();
          exchange.getResponseHeaders().set("Content-Security-Policy", policy);
          String path = exchange.getRequestURI().getPath();
          if (path.equals("/shop.css")) {
            Http.write(exchange, 200, "text/css", STYLE);
          } else {
            String script = path.equals("/v3") ? "/v3/" : "/dahlia/stripe.js";
            Http.write(exchange, 200, "text/html", PAGE.replace("@SCRIPT@", stripe + script));
          }
        });
    server.start();
  }

  String at(String path) {
    return "http://localhost:" + server.getAddress().getPort() + path;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
