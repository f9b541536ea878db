package io.paydesk.dev.page;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A page of a shop, from another origin than Paydesk, that has loaded the client from it. */
abstract class ShopPageTest extends BrowserTest {

  private static final String PAGE =
      """
      <!doctype html>
      <html lang="en">
      <title>A shop</title>
      <link rel="icon" href="data:,">
      <div id="payment"></div>
      <script type="module">
        import { paydesk, PaydeskProblem } from '%spaydesk.js';
        window.client = paydesk({ token: () => window.token() });
        window.PaydeskProblem = PaydeskProblem;
        window.seen = [];
        window.problems = [];
      </script>
      """;

  /** What the shop's server gives out next; then, and by default, a good token each time. */
  protected final ConcurrentLinkedDeque<String> tokens = new ConcurrentLinkedDeque<>();

  protected final List<String> given = new CopyOnWriteArrayList<>();

  /** Scripts that it serves besides its page, by their paths. */
  protected final Map<String, byte[]> files = new ConcurrentHashMap<>();

  /** A server of its own, as a browser lets no page that came from nowhere call this machine. */
  private HttpServer server;

  private volatile URI loaded;

  @BeforeEach
  void theShopOpens() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    page.exposeFunction("token", arguments -> token());
  }

  @AfterEach
  void theShopCloses() {
    if (server != null) {
      server.stop(0);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var script = files.get(exchange.getRequestURI().getPath());
      var html = PAGE.formatted(loaded.resolve("/")).getBytes(StandardCharsets.UTF_8);
      var body = script == null ? html : script;
      var type = script == null ? "text/html" : "text/javascript";
      exchange.getResponseHeaders().add("Content-Type", type + "; charset=utf-8");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  /** Where a page of the shop is. */
  protected String shop(String path) {
    return "http://localhost:" + server.getAddress().getPort() + "/" + path;
  }

  private String token() {
    var next = tokens.poll();
    var token = next == null ? keys.token(user, Set.of()) : next;
    given.add(token);
    return token;
  }

  protected void openShop() {
    openShop(paydesk);
  }

  protected void openShop(URI paydesk) {
    openShop(paydesk, "");
  }

  protected void openShop(URI paydesk, String path) {
    loaded = paydesk;
    page.navigate(shop(path));
    page.waitForFunction("() => window.client");
  }

  /** Keeps all that is told in {@code seen}, and what goes wrong in {@code problems}. */
  protected void watch(long order) {
    page.evaluate(
        """
        (orderId) => { window.stop = client.watch({ orderId }, (watched) => seen.push(watched),
          { onError: (error) => problems.push({ ...error, message: error.message }) }); }""",
        Math.toIntExact(order));
  }

  protected void until(String condition) {
    page.waitForFunction("() => { const last = seen.at(-1); return " + condition + "; }");
  }

  protected List<?> list(String expression) {
    return (List<?>) page.evaluate(expression);
  }

  @SuppressWarnings("unchecked")
  protected Map<String, Object> map(Object evaluated) {
    return (Map<String, Object>) evaluated;
  }
}
