package io.paydesk.dev.sandbox;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** The other end of a webhook. */
final class Receiver implements AutoCloseable {

  record Delivery(String body, String signature, String userAgent, String contentType) {
    String id() {
      return Json.read(body).path("id").asText();
    }

    String type() {
      return Json.read(body).path("type").asText();
    }
  }

  final List<Delivery> deliveries = new CopyOnWriteArrayList<>();
  final AtomicInteger refusals = new AtomicInteger();
  private final ExecutorService threads = Executors.newFixedThreadPool(4);
  private final HttpServer server;

  Receiver() {
    try {
      server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          var headers = exchange.getRequestHeaders();
          deliveries.add(
              new Delivery(
                  new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8),
                  headers.getFirst("Stripe-Signature"),
                  headers.getFirst("User-Agent"),
                  headers.getFirst("Content-Type")));
          boolean refuse = refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
          exchange.sendResponseHeaders(refuse ? 500 : 200, -1);
          exchange.close();
        });
    server.start();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/webhooks/stripe");
  }

  List<String> types() {
    return deliveries.stream().map(Delivery::type).toList();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
