package io.paydesk.actionflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.openapi.ClientPackage;
import io.paydesk.testing.Receiver;
import io.paydesk.testing.http.Http1;
import io.paydesk.testing.http.StartedService;
import io.quarkus.test.junit.QuarkusTest;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** The shops in src/examples/shop sell a course, and close it when the money goes back. */
@QuarkusTest
class ShopExamplesTest extends Endpoints {

  private static final Path EXAMPLES = Path.of("src", "examples", "shop");

  private final HttpClient http = Http1.client();

  /** Paydesk knows this address before the shop has one of its own. */
  private final Receiver address = new Receiver();

  private Process shop;
  private URI url;

  @AfterEach
  void close() {
    address.close();
    if (shop != null) {
      shop.destroy();
    }
  }

  @Test
  void theShopInJavaOpensACourseAndClosesItAgain() throws Exception {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    sells(
        java,
        "-XX:TieredStopAtLevel=1",
        "-cp",
        System.getProperty("java.class.path"),
        EXAMPLES.resolve("java/Shop.java").toString());
  }

  @Test
  @EnabledIfEnvironmentVariable(
      named = "PAYDESK_NODE_TOOLS",
      matches = ".+",
      disabledReason = "PAYDESK_NODE_TOOLS is not set, so there may be no Node")
  void theShopInNodeOpensACourseAndClosesItAgain() throws Exception {
    var folder = ClientPackage.build("shop-client").shop("shop");
    var shop = folder.resolve("shop.mjs");
    Files.copy(EXAMPLES.resolve("node/shop.mjs"), shop);
    sells("node", shop.toString());
  }

  private void sells(String... command) throws Exception {
    var made = created(address.url(), "payment", "refund");
    start(made.getString("secret"), command);
    address.answers(hit -> post("/paydesk", hit.body(), hit.headers()).statusCode());

    assertThat(move(made.getLong("endpoint.id"), "test").getBoolean("delivered")).isTrue();

    assertThat(post("/paydesk", "{}", Map.of()).statusCode()).isEqualTo(400);
    hangUp();
    assertThat(post("/buy?user=" + user + "&course=harp", "", Map.of()).statusCode())
        .isEqualTo(404);
    var bought = post("/buy?user=" + user + "&course=choir", "", Map.of());
    assertThat(bought.statusCode()).as(bought.body()).isEqualTo(201);
    assertThat(courses()).isEqualTo("[]");

    long order = Long.parseLong(bought.body().replaceAll("\\D", ""));
    var payment = started(order);
    sandbox.confirm(payment.getString("paymentIntentId"), DeliveriesTest.CARD);
    eventually(x -> assertThat(courses()).isEqualTo("[\"choir\"]"));

    asAdmin()
        .header("Idempotency-Key", UUID.randomUUID())
        .body(Map.of("paymentId", payment.getLong("id")))
        .post("/v1/refunds")
        .then()
        .statusCode(201);
    eventually(x -> assertThat(courses()).isEqualTo("[]"));
  }

  private void start(String secret, String... command) throws IOException {
    var log = Path.of("target", "shop-example.log").toFile();
    var builder = new ProcessBuilder(command).redirectError(log);
    builder
        .environment()
        .putAll(
            Map.of(
                "PAYDESK_URL",
                StartedService.url(),
                "PAYDESK_TOKEN",
                keys.token("the-shop", Set.of("service")),
                "PAYDESK_SECRET",
                secret,
                "PORT",
                "0",
                "USER_ID",
                user));
    shop = builder.start();
    BufferedReader said = shop.inputReader();
    var first = said.readLine();
    assertThat(first).startsWith("The shop listens on http://127.0.0.1:");
    url = URI.create(first.substring(first.indexOf("http")));
  }

  /** Whoever goes away in the middle of a request takes nobody else with them. */
  private void hangUp() throws IOException {
    try (var caller = new Socket(url.getHost(), url.getPort())) {
      caller
          .getOutputStream()
          .write(
              "POST /paydesk HTTP/1.1\r\nHost: shop\r\nContent-Length: 99\r\n\r\n{"
                  .getBytes(StandardCharsets.US_ASCII));
    }
  }

  private String courses() throws Exception {
    var request = HttpRequest.newBuilder(url.resolve("/courses?user=" + user)).build();
    return http.send(request, BodyHandlers.ofString()).body();
  }

  private HttpResponse<String> post(String path, String body, Map<String, List<String>> headers)
      throws Exception {
    var request = HttpRequest.newBuilder(url.resolve(path)).POST(BodyPublishers.ofString(body));
    headers.forEach(
        (name, values) -> {
          if (name.toLowerCase(Locale.ROOT).startsWith("webhook-")) {
            request.header(name, values.get(0));
          }
        });
    return http.send(request.build(), BodyHandlers.ofString());
  }
}
