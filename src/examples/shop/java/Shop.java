import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * A shop beside Paydesk, in one file: {@code java -cp 'lib/*' Shop.java}. See
 * src/docs/guides/bean.md.
 */
public class Shop {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The server decides what a course costs, never the browser. */
  private static final Map<String, String> PRICES = Map.of("choir", "99.99", "organ", "250.00");

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI paydesk = URI.create(setting("PAYDESK_URL", "http://localhost:8080"));

  /** Of the role service. */
  private final String token = setting("PAYDESK_TOKEN", "");

  /** With the secret that Paydesk gave for this shop's address. */
  private final Webhook webhook = new Webhook(setting("PAYDESK_SECRET", ""));

  // In a real shop these are two tables, written in one transaction.
  private final Set<String> done = new HashSet<>();
  private final Map<Long, Access> access = new LinkedHashMap<>();

  private record Access(String user, String course, boolean open, int version) {}

  private record Answer(int status, Object json) {}

  public static void main(String... args) throws IOException {
    var port = Integer.parseInt(setting("PORT", "3000"));
    var here = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    var server = HttpServer.create(here, 0);
    var shop = new Shop();
    server.createContext("/", shop::handle);
    server.start();
    System.out.println("The shop listens on http://127.0.0.1:" + server.getAddress().getPort());
  }

  private static String setting(String name, String otherwise) {
    return System.getenv().getOrDefault(name, otherwise);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      Answer answer;
      try {
        answer = answer(exchange, body);
      } catch (IOException | InterruptedException | RuntimeException e) {
        e.printStackTrace();
        answer = new Answer(500, "");
      }
      var json = JSON.writeValueAsBytes(answer.json());
      exchange.getResponseHeaders().add("Content-Type", "application/json");
      exchange.sendResponseHeaders(answer.status(), json.length);
      exchange.getResponseBody().write(json);
    }
  }

  private Answer answer(HttpExchange exchange, String body)
      throws IOException, InterruptedException {
    var query = query(exchange.getRequestURI());
    var user = query.getOrDefault("user", ""); // a real shop knows who is logged in
    var course = query.getOrDefault("course", "");
    return switch (exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath()) {
      case "GET /courses" -> new Answer(200, coursesOf(user));
      case "POST /buy" ->
          PRICES.containsKey(course) ? new Answer(201, buy(user, course)) : new Answer(404, "");
      case "POST /paydesk" -> delivered(exchange.getRequestHeaders(), body);
      default -> new Answer(404, "");
    };
  }

  private static Map<String, String> query(URI uri) {
    var found = new HashMap<String, String>();
    for (var pair : String.valueOf(uri.getQuery()).split("&")) {
      var parts = pair.split("=", 2);
      found.put(parts[0], parts.length == 2 ? parts[1] : "");
    }
    return found;
  }

  private Map<String, Long> buy(String user, String course)
      throws IOException, InterruptedException {
    var order =
        Map.of(
            "userId",
            user,
            "price",
            PRICES.get(course),
            "currency",
            "usd",
            "metadata",
            Map.of("course", course));
    var request =
        HttpRequest.newBuilder(paydesk.resolve("/v1/orders"))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", UUID.randomUUID().toString())
            .POST(BodyPublishers.ofString(JSON.writeValueAsString(order)))
            .build();
    var answer = http.send(request, BodyHandlers.ofString());
    if (answer.statusCode() != 201) {
      throw new IllegalStateException(
          "Paydesk answered " + answer.statusCode() + ": " + answer.body());
    }
    // The payer's browser now begins to pay it: POST /v1/payments with this orderId.
    return Map.of("orderId", JSON.readTree(answer.body()).path("id").asLong());
  }

  private Answer delivered(Map<String, List<String>> headers, String body) throws IOException {
    try {
      webhook.verify(body, headers);
    } catch (WebhookVerificationException e) {
      return new Answer(400, "");
    }
    var event = JSON.readTree(body);
    return new Answer(
        follow(event.at("/data/runId").asText(), event.at("/data/order")) ? 200 : 503, "");
  }

  /** The rows are as they are now; a later version of an order counts. */
  private synchronized boolean follow(String id, JsonNode order) {
    var status = order.path("status").asText();
    if (status.equals("review")) {
      return false; // a person decides; it comes again
    }
    var course = order.at("/metadata/course").asText();
    if (done.add(id) && !course.isEmpty()) {
      boolean open = status.equals("paid") || status.equals("partially_refunded");
      var now =
          new Access(order.path("userId").asText(), course, open, order.path("version").asInt());
      access.merge(
          order.path("id").asLong(),
          now,
          (known, next) -> next.version() >= known.version() ? next : known);
    }
    return true;
  }

  private synchronized List<String> coursesOf(String user) {
    return access.values().stream()
        .filter(one -> one.open() && one.user().equals(user))
        .map(Access::course)
        .toList();
  }
}
