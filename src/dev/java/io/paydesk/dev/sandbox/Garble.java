package io.paydesk.dev.sandbox;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * What can happen to an answer on its way: none of these is Stripe's, and none shows whether the
 * work was done.
 */
public enum Garble {
  /** The connection ends in the middle of the body. */
  CUT(200, null),
  /** Single bytes of the body, with pauses, for half a minute. */
  DRIP(200, null),
  HTML(200, "<!doctype html><title>Welcome</title>"),
  NOTHING(200, ""),
  NULL(200, "null"),
  LIST(200, "[]"),
  OBJECT(200, "{}"),
  REDIRECT_302(302, ""),
  REDIRECT_307(307, ""),
  HTML_400(400, "<!doctype html><title>Bad Request</title>"),
  HTML_404(404, "<!doctype html><title>Not Found</title>"),
  NOTHING_404(404, "");

  private static final Duration BETWEEN_DROPS = Duration.ofMillis(100);
  private static final int MOST_DROPS = 300;

  private final int status;
  private final String body;

  Garble(int status, String body) {
    this.status = status;
    this.body = body;
  }

  /**
   * @param name as in JSON, such as {@code html_404}
   */
  static Garble of(String name) {
    return Arrays.stream(values())
        .filter(garble -> garble.text().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "'how' is one of "
                        + Arrays.stream(values()).map(Garble::text).toList()
                        + ", not '"
                        + name
                        + "'"));
  }

  String text() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  /**
   * @param whole the answer that is spoilt
   */
  void send(HttpExchange exchange, String whole, ScheduledExecutorService scheduler)
      throws IOException {
    byte[] bytes = whole.getBytes(StandardCharsets.UTF_8);
    switch (this) {
      case CUT -> {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes, 0, bytes.length / 2);
        exchange.getResponseBody().flush();
        exchange.close();
      }
      case DRIP -> {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length + MOST_DROPS);
        drop(exchange, 0, scheduler);
      }
      default -> {
        if (status >= 300 && status < 400) {
          // For a client that follows the redirect, there is a page.
          exchange.getResponseHeaders().set("Location", "/sandbox/cards");
        }
        Http.write(exchange, status, body.startsWith("<") ? "text/html" : "application/json", body);
      }
    }
  }

  private static void drop(HttpExchange exchange, int before, ScheduledExecutorService scheduler) {
    try {
      exchange.getResponseBody().write(' ');
      exchange.getResponseBody().flush();
    } catch (IOException hungUp) {
      exchange.close();
      return;
    }
    if (before == MOST_DROPS) {
      exchange.close();
    } else {
      scheduler.schedule(
          () -> drop(exchange, before + 1, scheduler),
          BETWEEN_DROPS.toMillis(),
          TimeUnit.MILLISECONDS);
    }
  }
}
