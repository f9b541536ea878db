package io.paydesk;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.paydesk.dev.database.EmbeddedDatabase;
import io.paydesk.dev.sandbox.Sandbox;
import io.paydesk.dev.token.DevKeys;
import io.paydesk.testing.Collector;
import io.paydesk.testing.PackagedBackends;
import io.paydesk.testing.PackagedProcess;
import io.paydesk.testing.Tables;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The packaged jar as an operator starts it: by environment variables only, on a PostgreSQL and a
 * pretend Stripe.
 */
class PackagedProcessIT {

  private static PackagedBackends backends;
  private static EmbeddedDatabase database;
  private static Sandbox sandbox;
  private static DevKeys keys;

  @BeforeAll
  static void startBackends() {
    backends = PackagedBackends.start();
    database = backends.database();
    sandbox = backends.sandbox();
    keys = backends.keys();
  }

  @AfterAll
  static void stopBackends() {
    backends.close();
  }

  private static Map<String, String> environment() {
    return backends.environment();
  }

  private static Map<String, String> with(
      Map<String, String> environment, Map<String, String> more) {
    var both = new HashMap<>(environment);
    both.putAll(more);
    return both;
  }

  private static PackagedProcess start(Map<String, String> environment) {
    return backends.start(environment);
  }

  private static Response post(
      PackagedProcess process, String path, String who, Map<String, ?> body) {
    var roles = who.equals("service") ? Set.of(who) : Set.<String>of();
    return given()
        .auth()
        .oauth2(keys.token(who, roles))
        .contentType(ContentType.JSON)
        .body(body)
        .post(process.url(path));
  }

  private static long order(PackagedProcess process, String user) {
    return post(
            process,
            "/v1/orders",
            "service",
            Map.of("userId", user, "price", "99.99", "currency", "usd"))
        .then()
        .statusCode(201)
        .extract()
        .jsonPath()
        .getLong("id");
  }

  private static void awaitPaid(PackagedProcess process, String user, long order) {
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                assertThat(
                        given()
                            .auth()
                            .oauth2(keys.token(user, Set.of()))
                            .get(process.url("/v1/orders/" + order))
                            .jsonPath()
                            .getString("status"))
                    .isEqualTo("paid"));
  }

  @Test
  void itTakesAPaymentAndLogsNoSecret() {
    try (var process = start(environment())) {
      long order = order(process, "pia");
      var payment =
          post(process, "/v1/payments", "pia", Map.of("orderId", order))
              .then()
              .statusCode(201)
              .extract()
              .jsonPath();
      sandbox.confirm(payment.getString("paymentIntentId"), "4000000000000002");
      sandbox.faults().failNext("GET /v1/payment_intents", 500, 2);
      post(process, "/v1/payments/" + payment.getLong("id") + "/refresh", "pia", Map.of());
      given()
          .header("Stripe-Signature", "t=1,v1=ab")
          .body("x")
          .post(process.url("/webhooks/stripe"));
      sandbox.confirm(payment.getString("paymentIntentId"), "4242424242424242");
      awaitPaid(process, "pia", order);
      long unanswered = order(process, "pia");
      sandbox.faults().failNext("POST /v1/payment_intents", 500, 100);
      post(process, "/v1/payments", "pia", Map.of("orderId", unanswered)).then().statusCode(202);
      sandbox.faults().clear();

      assertThat(given().get(process.url("/v1/config")).jsonPath().getString("brandName"))
          .isEqualTo("Ada's Tickets");
      assertThat(given().get(process.url("/dev/token/admin")).statusCode()).isEqualTo(404);
      assertThat(given().get(process.url("/")).statusCode()).isEqualTo(404);
      assertThat(given().get(process.url("/q/swagger-ui")).statusCode()).isEqualTo(404);
      assertThat(process.log())
          .contains("paydesk")
          .doesNotContain(backends.stripe().secretKey())
          .doesNotContain(backends.stripe().webhookSecret())
          .doesNotContain("_secret_")
          .doesNotContain(keys.token("pia", Set.of()).substring(0, 30));
      assertThat(process.log().lines())
          .allMatch(line -> line.startsWith("{") && line.endsWith("}"))
          .anyMatch(
              line ->
                  line.contains("Stripe payment_intents.create: Unknown")
                      && line.matches(".*\"paymentId\":\"[0-9]+\".*")
                      && line.contains("\"orderId\":\"" + unanswered + "\""))
          .as("nothing is traced where no endpoint is set")
          .noneMatch(line -> line.contains("traceId"))
          .noneMatch(line -> line.toLowerCase(Locale.ROOT).contains("opentelemetry."));
      assertThat(given().get(process.url("/q/metrics")).asString())
          .contains("paydesk_inbox_waiting")
          .contains("paydesk_inbox_lag_seconds")
          .contains("paydesk_payments_total")
          .contains("paydesk_webhooks_total")
          .contains("paydesk_stripe_calls_seconds")
          .doesNotContain("_secret_");
    }
  }

  @Test
  void aPaymentWhoseProcessDiedBeforeTheCommitIsFoundByTheWebhook() {
    long order;
    try (var process = start(environment())) {
      order = order(process, "kim");
      post(process, "/v1/payments", "kim", Map.of("orderId", order(process, "kim")))
          .then()
          .statusCode(201);
      dieWhileStripeAnswers(process, "kim", order);
    }
    var intent = intentOf(order);
    assertThat(paymentOf(order)).isEqualTo("created");

    try (var process = start(environment())) {
      sandbox.confirm(intent, "4242424242424242");
      awaitPaid(process, "kim", order);
    }
  }

  @Test
  void aPaymentWhoseProcessDiedBeforeTheCommitIsFoundByAskingAgain() {
    long order;
    try (var process = start(environment())) {
      order = order(process, "sam");
      post(process, "/v1/payments", "sam", Map.of("orderId", order(process, "sam")))
          .then()
          .statusCode(201);
      dieWhileStripeAnswers(process, "sam", order);
    }
    var intent = intentOf(order);

    sandbox.faults().dropEvents(true);
    try (var process = start(environment())) {
      var again =
          post(process, "/v1/payments", "sam", Map.of("orderId", order))
              .then()
              .statusCode(200)
              .extract()
              .jsonPath();
      assertThat(again.getString("paymentIntentId")).isEqualTo(intent);
      assertThat(sandbox.paymentIntents().stream().filter(i -> orderOf(i).equals("" + order)))
          .hasSize(1);
    } finally {
      sandbox.faults().clear();
    }
  }

  private static void dieWhileStripeAnswers(PackagedProcess process, String user, long order) {
    sandbox.faults().dropEvents(true);
    sandbox.faults().timeoutAfterWorkNext("POST /v1/payment_intents", 1);
    var request =
        CompletableFuture.runAsync(
            () -> post(process, "/v1/payments", user, Map.of("orderId", order)));
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> sandbox.paymentIntents().stream().anyMatch(i -> orderOf(i).equals("" + order)));
    process.kill();
    assertThat(request).failsWithin(Duration.ofSeconds(20));
    sandbox.faults().clear();
  }

  private static String orderOf(com.fasterxml.jackson.databind.JsonNode intent) {
    return intent.path("metadata").path("paydesk_order").asText();
  }

  private static String intentOf(long order) {
    return sandbox.paymentIntents().stream()
        .filter(intent -> orderOf(intent).equals("" + order))
        .findFirst()
        .orElseThrow()
        .path("id")
        .textValue();
  }

  private static String paymentOf(long order) {
    return new Tables(database.jdbcUrl())
        .text("select status from payment where order_id = ?", order);
  }

  @Test
  void twoProcessesApplyEachEventOnceAndSendTheirTracesToOneCollector() {
    var environment = environment();
    var tables = new Tables(database.jdbcUrl());
    var began = tables.text("select now()");
    try (var collector = new Collector();
        var one = start(with(environment, collector.environment()));
        var two = start(with(environment, collector.environment()))) {
      var orders = new ArrayList<Long>();
      sandbox.faults().duplicateEvents(3);
      sandbox.faults().reorderEvents(true);
      for (int i = 0; i < 30; i++) {
        var process = i % 2 == 0 ? one : two;
        sandbox.deliverTo(URI.create((i % 3 == 0 ? one : two).url("/webhooks/stripe")));
        long order = order(process, "tom");
        var payment =
            post(process, "/v1/payments", "tom", Map.of("orderId", order))
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
        sandbox.confirm(payment.getString("paymentIntentId"), "4242424242424242");
        orders.add(order);
      }

      for (var order : orders) {
        awaitPaid(one, "tom", order);
      }
      // Other tests let calls fail and processes die, and share the database.
      assertThat(
              tables.number(
                  "select count(*) from stripe_event where received_at >= ?::timestamptz"
                      + " and (status = 'failed' or last_error is not null)",
                  began))
          .isZero();
      assertThat(
              tables.number(
                  "select count(*) from orders where user_id = 'tom' and status <> 'paid'"))
          .isZero();
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () ->
                  assertThat(collector.all())
                      .contains(
                          "POST /v1/payments",
                          "payment_intents.create",
                          "POST /webhooks/stripe",
                          "event payment_intent.succeeded"));
      assertThat(collector.all())
          .doesNotContain(
              backends.stripe().secretKey(), backends.stripe().webhookSecret(), "_secret_");
      long unanswered = order(one, "tom");
      sandbox.faults().failNext("POST /v1/payment_intents", 500, 100);
      post(one, "/v1/payments", "tom", Map.of("orderId", unanswered)).then().statusCode(202);
      assertThat(one.log().lines())
          .anyMatch(line -> line.contains("create: Unknown") && line.contains("\"traceId\":"));
    } finally {
      sandbox.faults().clear();
    }
  }

  @Test
  void theRolesAreReadFromTheClaimThatIsSet() {
    var environment = environment();
    environment.put("PAYDESK_ROLES_CLAIM", "realm_access/roles");
    var there = keys.tokenWith("shop", Map.of("realm_access", Map.of("roles", List.of("service"))));
    var elsewhere = keys.tokenWith("shop", Map.of("groups", List.of("service")));
    try (var process = start(environment)) {
      for (var token : List.of(there, elsewhere)) {
        given()
            .auth()
            .oauth2(token)
            .contentType(ContentType.JSON)
            .body(Map.of("userId", "u", "price", "5.00", "currency", "usd"))
            .post(process.url("/v1/orders"))
            .then()
            .statusCode(token.equals(there) ? 201 : 403);
      }
    }
  }

  @Test
  void aTestModeDatabaseRefusesALiveKey() {
    start(environment()).close();
    var environment = environment();
    environment.put("STRIPE_SECRET_KEY", "sk_live_" + "0");
    environment.put("STRIPE_PUBLISHABLE_KEY", "pk_live_" + "0");

    var process = PackagedProcess.start(environment);

    assertThat(process.awaitEnd()).isNotZero();
    assertThat(process.log()).contains("Paydesk does not start: STRIPE_SECRET_KEY is of live mode");
  }

  @Test
  void aMissingOrWrongSettingIsNamedInOneLine() {
    var wrong =
        Map.of(
            "STRIPE_SECRET_KEY", "",
            "STRIPE_WEBHOOK_SECRETS", "",
            "QUARKUS_DATASOURCE_REACTIVE_URL", "",
            "QUARKUS_OIDC_TOKEN_AUDIENCE", "",
            "QUARKUS_DATASOURCE_REACTIVE_MAX_SIZE", "1",
            "STRIPE_PUBLISHABLE_KEY", "pk_live_" + "abc");
    for (var entry : wrong.entrySet()) {
      var environment = environment();
      environment.put(entry.getKey(), entry.getValue());
      if (entry.getValue().isEmpty()) {
        environment.remove(entry.getKey());
      }

      var process = PackagedProcess.start(environment);

      assertThat(process.awaitEnd()).isEqualTo(1);
      assertThat(process.log().lines())
          .singleElement()
          .asString()
          .startsWith("Paydesk does not start: ")
          .contains(entry.getKey())
          .doesNotContain(backends.stripe().secretKey());
    }
  }

  @Test
  void aDatabaseThatIsNotThereOrTakesNobodyInIsNamedInOneLine() {
    var wrong =
        Map.of(
            "QUARKUS_DATASOURCE_JDBC_URL", "jdbc:postgresql://127.0.0.1:1/paydesk",
            "QUARKUS_DATASOURCE_USERNAME", "nobody");
    wrong.forEach(
        (variable, value) -> {
          var environment = environment();
          environment.put(variable, value);

          var process = PackagedProcess.start(environment);

          assertThat(process.awaitEnd()).isEqualTo(1);
          assertThat(process.log().lines())
              .filteredOn(line -> !line.contains("\"level\":\"INFO\""))
              .singleElement()
              .asString()
              .startsWith("Paydesk does not start: ")
              .contains(variable);
        });
  }

  @Test
  void itsLogSaysOnceWhatRunsHereAndWarnsOfNothing() {
    // What other tests left undone may well be warned of.
    try (var fresh = PackagedBackends.start();
        var process = fresh.start(fresh.environment())) {
      assertThat(process.log())
          .containsOnlyOnce("test mode of Stripe, tokens signed by " + DevKeys.ISSUER)
          .doesNotContain("\"level\":\"ERROR\"");
      assertThat(process.log().lines())
          // That a thread got no time says something of the machine alone.
          .filteredOn(line -> !line.contains("BlockedThreadChecker"))
          .noneMatch(line -> line.contains("\"level\":\"WARN\""));
    }
  }
}
