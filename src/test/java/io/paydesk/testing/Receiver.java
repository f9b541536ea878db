package io.paydesk.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An endpoint of the app's own, over real HTTP. */
public final class Receiver implements AutoCloseable {

  /** One attempt as it arrived. */
  public record Hit(String path, Map<String, List<String>> headers, String body) {

    public String header(String name) {
      return headers.entrySet().stream()
          .filter(header -> header.getKey().equalsIgnoreCase(name))
          .map(header -> header.getValue().get(0))
          .findFirst()
          .orElse(null);
    }

    public JsonNode json() {
      try {
        return new ObjectMapper().readTree(body);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    public String type() {
      return json().path("type").textValue();
    }

    /** With the stock library of the specification. */
    public boolean verifies(String secret) {
      return verifies(secret, body, headers);
    }

    public static boolean verifies(String secret, String body, Map<String, List<String>> headers) {
      try {
        new Webhook(secret).verify(body, headers);
        return true;
      } catch (WebhookVerificationException e) {
        return false;
      }
    }
  }

  /** What it answers, and what it does before. */
  public interface Script {
    int status(Hit hit) throws Exception;
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Hit> hits = new CopyOnWriteArrayList<>();
  private volatile Script script = hit -> 200;
  private volatile String location = "/elsewhere";
  private volatile byte[] answer = "thank you".getBytes(StandardCharsets.UTF_8);

  public Receiver() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var hit =
          new Hit(
              exchange.getRequestURI().toString(),
              new HashMap<>(exchange.getRequestHeaders()),
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
      hits.add(hit);
      int status = script.status(hit);
      if (status >= 300 && status < 400) {
        exchange.getResponseHeaders().add("Location", location);
      }
      exchange.sendResponseHeaders(status, answer.length);
      exchange.getResponseBody().write(answer);
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e);
    }
  }

  public void answers(Script next) {
    script = next;
  }

  public void answers(int status) {
    script = hit -> status;
  }

  public void redirectsTo(String place) {
    location = place;
    answers(307);
  }

  public void answersWith(byte[] body) {
    answer = body;
  }

  public String url() {
    return "http://127.0.0.1:" + port() + "/hook?of=paydesk";
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /** What it was told of this user. */
  public List<Hit> hits(String user) {
    return hits.stream().filter(hit -> hit.body().contains(user)).toList();
  }

  public List<Hit> all() {
    return hits;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
