package io.paydesk;

import static io.paydesk.testing.http.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.paydesk.testing.EventStream;
import io.paydesk.testing.MailServer;
import io.paydesk.testing.PackagedBackends;
import io.paydesk.testing.PackagedProcess;
import io.paydesk.testing.Receiver;
import io.paydesk.testing.closedworld.ClosedWorldOptions;
import io.paydesk.testing.closedworld.NativeSources;
import io.paydesk.testing.closedworld.Registered;
import io.paydesk.testing.http.Json;
import io.paydesk.testing.http.Request;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * The packaged jar, with the reflection of a native executable: of our classes, Stripe's library
 * and all that no part of the framework registers, it sees only the classes that GraalVM is given.
 */
@EnabledIfEnvironmentVariable(
    named = "PAYDESK_NATIVE_SOURCES",
    matches = "true",
    disabledReason =
        "PAYDESK_NATIVE_SOURCES is not true: the sources of a native image were not built")
class ClosedWorldIT {

  private static final String CARD = "4242424242424242";

  private static PackagedBackends backends;
  private static Registered registered;

  private PackagedProcess process;

  @BeforeAll
  static void startBackends() {
    backends = PackagedBackends.start();
    registered = Registered.in(NativeSources.jar());
  }

  @AfterAll
  static void stopBackends() {
    backends.close();
  }

  private Request as(String who, String... roles) {
    return given()
        .bearer(backends.keys().token(who, Set.of(roles)))
        .header("Idempotency-Key", UUID.randomUUID())
        .contentType("application/json");
  }

  private Json post(Request caller, String path, Map<String, ?> body) {
    var answer = caller.body(body).post(process.url(path));
    assertThat(answer.statusCode()).as(path + ": " + answer.asString()).isIn(200, 201, 202);
    return answer.jsonPath();
  }

  private Json get(String path) {
    return as("ada", "admin").get(process.url(path)).then().statusCode(200).extract().jsonPath();
  }

  private void eventually(String path, String field, Object value) {
    eventually(() -> assertThat((Object) get(path).get(field)).isEqualTo(value));
  }

  private static void eventually(ThrowingRunnable check) {
    await().atMost(Duration.ofSeconds(60)).untilAsserted(check);
  }

  private long order(Map<String, ?> body) {
    return post(as("shop", "service"), "/v1/orders", body).getLong("id");
  }

  @Test
  void everyCapabilityWorks() {
    var world = ClosedWorldOptions.of(registered);
    try (var mails = new MailServer();
        var app = new Receiver()) {
      var environment = backends.environment();
      environment.put("PAYDESK_ACTIONFLOW_ALLOW_PRIVATE_ADDRESSES", "true");
      environment.put("PAYDESK_MCP", "write");
      environment.put("PAYDESK_MAIL_RECEIPTS", "payment,refund,renewal");
      environment.put("PAYDESK_ALERT_EVERY", "1s");
      environment.put("PAYDESK_ALERT_USER_DECLINES", "1");
      environment.put("QUARKUS_MAILER_HOST", "127.0.0.1");
      environment.put("QUARKUS_MAILER_PORT", Integer.toString(mails.port()));
      environment.put("QUARKUS_MAILER_FROM", "tickets@shop.example");
      try (var started = backends.start(environment, world.jvm())) {
        process = started;
        long endpoint =
            post(
                    as("ada", "admin"),
                    "/v1/actionflows/endpoints",
                    Map.of("url", app.url(), "flows", Set.of("payment", "refund")))
                .getLong("endpoint.id");
        assertThat(
                post(
                        as("ada", "admin"),
                        "/v1/actionflows/endpoints/" + endpoint + "/test",
                        Map.of())
                    .getBoolean("delivered"))
            .isTrue();
        try (var stream = stream()) {
          payAndGiveBack();
          subscribe();
          eventually(() -> assertThat(stream.events("refund")).isNotEmpty());
        }
        giveOutKeys();
        eventually(() -> assertThat(app.all()).hasSizeGreaterThanOrEqualTo(3));
        eventually(() -> assertThat(mails.mails()).isNotEmpty());
        read();
        lookUp();
        assertThat(process.log()).doesNotContain("\"level\":\"ERROR\"");
      }
    }
    assertThat(world.denials())
        // Reads an interface's methods where a class was not generated from it, as it always is.
        .filteredOn(line -> !line.endsWith(" for io.smallrye.config.ConfigMappingInterface"))
        .isEmpty();
  }

  private EventStream stream() {
    return EventStream.open(
        URI.create(process.url("/v1/changes")),
        Map.of("Authorization", "Bearer " + backends.keys().token("ada", Set.of("admin"))));
  }

  private void payAndGiveBack() {
    long order =
        order(
            Map.of(
                "userId", "pia",
                "price", "99.99",
                "currency", "usd",
                "receiptEmail", "pia@example.com",
                "metadata", Map.of("seat", "12")));
    var payment = post(as("pia"), "/v1/payments", Map.of("orderId", order));
    var intent = payment.getString("paymentIntentId");
    backends.sandbox().confirm(intent, "4000000000000002");
    post(as("pia"), "/v1/payments/" + payment.getLong("id") + "/refresh", Map.of());
    backends.sandbox().confirm(intent, CARD);
    eventually("/v1/orders/" + order, "status", "paid");
    post(
        as("ada", "admin"),
        "/v1/refunds",
        Map.of("paymentId", payment.getLong("id"), "refundAmount", 999, "reason", "duplicate"));
    eventually("/v1/orders/" + order, "status", "partially_refunded");
    backends.sandbox().dispute(intent, "fraudulent", false);
    eventually("/v1/payments/" + payment.getLong("id"), "disputes.size()", 1);
    as("ada", "admin")
        .body(Map.of("paymentId", payment.getLong("id")))
        .post(process.url("/v1/refunds"))
        .then()
        .statusCode(409)
        .contentType("application/problem+json");
    long unpaid = order(Map.of("userId", "pia", "price", "5.00", "currency", "eur"));
    post(as("pia"), "/v1/payments", Map.of("orderId", unpaid));
    post(as("shop", "service"), "/v1/orders/" + unpaid + "/cancel", Map.of());
    eventually("/v1/orders/" + unpaid, "status", "canceled");
  }

  private void subscribe() {
    var price = backends.sandbox().billing().price("usd", 1500, "month");
    long order =
        order(Map.of("userId", "sam", "price", "15.00", "currency", "usd", "priceId", price));
    var started =
        post(as("sam"), "/v1/recurring-payments", Map.of("orderId", order, "priceId", price));
    long id = started.getLong("recurringPayment.id");
    var subscription = started.getString("recurringPayment.subscriptionId");
    var invoice =
        backends.sandbox().billing().subscription(subscription).path("latest_invoice").asText();
    backends.sandbox().billing().pay(invoice, CARD);
    eventually("/v1/recurring-payments/" + id, "status", "active");
    var path = "/v1/recurring-payments/" + id;
    post(as("shop", "service"), path + "/quantity", Map.of("quantity", 2));
    post(as("sam"), path + "/cancel", Map.of("when", "period_end"));
    post(as("sam"), path + "/resume", Map.of());
    post(as("sam"), path + "/refresh", Map.of());
    post(as("sam"), path + "/cancel", Map.of("when", "now"));
    eventually(path, "status", "canceled");
  }

  private void giveOutKeys() {
    var made =
        post(
            as("ada", "admin"),
            "/v1/keys",
            Map.of(
                "name", "Shop",
                "role", "service",
                "scopes", List.of("read", "tokens:write"),
                "expiresAt", "2999-01-01T00:00:00Z"));
    var shop = given().bearer(made.getString("secret")).contentType("application/json");
    var payer = post(shop, "/v1/users/pia/tokens", Map.of("expiresIn", 60)).getString("token");
    given().bearer(payer).get(process.url("/v1/orders")).then().statusCode(200);
    var key = "/v1/keys/" + made.getLong("key.id");
    post(as("ada", "admin"), key + "/rotate", Map.of("overlap", 0));
    as("ada", "admin").delete(process.url("/v1/users/pia/tokens")).then().statusCode(204);
    as("ada", "admin").delete(process.url(key)).then().statusCode(204);
    given()
        .bearer(payer)
        .get(process.url("/v1/orders"))
        .then()
        .statusCode(401)
        .contentType("application/problem+json");
  }

  private void read() {
    for (var list :
        Set.of(
            "/v1/orders",
            "/v1/payments",
            "/v1/refunds",
            "/v1/disputes",
            "/v1/recurring-payments",
            "/v1/events",
            "/v1/actionflows/runs",
            "/v1/actionflows/endpoints",
            "/v1/keys",
            "/v1/audit")) {
      assertThat(get(list).getList("data")).as(list).isNotEmpty();
    }
    eventually(() -> assertThat(get("/v1/alerts").getList("data")).isNotEmpty());
    get("/v1/users/sam/entitlements");
    var event = get("/v1/events?status=done&limit=1").getString("data[0].id");
    post(as("ada", "admin"), "/v1/events/" + event + "/replay", Map.of());
    post(as("pia"), "/v1/changes/tickets", Map.of());
    assertThat(given().get(process.url("/q/metrics")).asString())
        .contains("paydesk_payments_total");
  }

  private void lookUp() {
    long order = get("/v1/orders?userId=pia").getLong("data[-1].id");
    long run = get("/v1/actionflows/runs?limit=1").getLong("data[0].id");
    assertThat(ask("get_order", Map.of("orderId", order)))
        .contains("writtenByOthers", "9999 (99.99 usd)");
    assertThat(ask("get_run", Map.of("runId", run))).contains("attempts");
    assertThat(ask("get_entitlements", Map.of("userId", "sam"))).contains("entitlements");
    assertThat(ask("explain_problem", Map.of("name", "busy"))).contains("503");
    long renewed = get("/v1/payments?userId=sam&status=succeeded").getLong("data[0].id");
    assertThat(ask("preview_refund", Map.of("paymentId", renewed)))
        .contains("\"orderStatusAfterwards\":\"refunded\"", "\"confirmation\":");
    for (var list :
        List.of(
            "find_orders",
            "find_payments",
            "find_refunds",
            "find_disputes",
            "find_subscriptions",
            "find_alerts",
            "find_runs",
            "find_stripe_events")) {
      assertThat(ask(list, Map.of("limit", 1))).as(list).contains("At\":\"20");
    }
  }

  private String ask(String tool, Map<String, ?> arguments) {
    var answer =
        post(
            as("ada", "admin"),
            "/mcp",
            Map.of(
                "jsonrpc",
                "2.0",
                "id",
                1,
                "method",
                "tools/call",
                "params",
                Map.of("name", tool, "arguments", arguments)));
    var text = answer.getString("result.content[0].text");
    assertThat(answer.getBoolean("result.isError")).as(text).isFalse();
    return text;
  }

  @Test
  @DisabledIfSystemProperty(
      named = "paydesk.executable",
      matches = ".+",
      disabledReason = "An executable takes no agent: it has what it was built with")
  void withoutTheBuildsReflectionConfigItRefusesToStart() {
    var world = ClosedWorldOptions.of(registered.without("com.stripe."));

    // Only an executable looks when it starts; a JVM looks when it is asked whether it is ready.
    var asExecutable =
        Stream.concat(
                world.jvm().stream(), Stream.of("-Dorg.graalvm.nativeimage.imagecode=runtime"))
            .toList();

    var blind = PackagedProcess.start(backends.environment(), asExecutable);

    assertThat(blind.awaitEnd()).isNotZero();
    assertThat(blind.log()).contains("this build would send Stripe an empty CustomerCreateParams");
    assertThat(backends.sandbox().requests()).isEmpty();
  }
}
