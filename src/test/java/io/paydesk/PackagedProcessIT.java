package io.paydesk;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.paydesk.dev.sandbox.Sandbox;
import io.paydesk.dev.token.DevKeys;
import io.paydesk.testing.PackagedBackends;
import io.paydesk.testing.PackagedProcess;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The packaged jar as an operator starts it: by environment variables only, on a PostgreSQL and a
 * pretend Stripe.
 */
class PackagedProcessIT {

  private static PackagedBackends backends;
  private static Sandbox sandbox;
  private static DevKeys keys;

  /** Shared, as a start takes seconds. */
  private static PackagedProcess here;

  private static String logOfTheStart;

  @BeforeAll
  static void start() {
    backends = PackagedBackends.start();
    sandbox = backends.sandbox();
    keys = backends.keys();
    here = backends.start(backends.environment());
    logOfTheStart = here.log();
  }

  @AfterAll
  static void stop() {
    if (here != null) {
      here.close();
    }
    backends.close();
  }

  private static Response post(String path, String who, Map<String, ?> body) {
    var roles = who.equals("service") ? Set.of(who) : Set.<String>of();
    return given()
        .auth()
        .oauth2(keys.token(who, roles))
        .contentType(ContentType.JSON)
        .body(body)
        .post(here.url(path));
  }

  private static long order(String user) {
    return post(
            "/v1/orders", "service", Map.of("userId", user, "price", "99.99", "currency", "usd"))
        .then()
        .statusCode(201)
        .extract()
        .jsonPath()
        .getLong("id");
  }

  @Test
  void itIsAliveAndReadyAndAsksWhoCalls() {
    for (var probe : List.of("/q/health/live", "/q/health/ready")) {
      given().get(here.url(probe)).then().statusCode(200).body("status", equalTo("UP"));
    }
    given()
        .get(here.url("/v1/config"))
        .then()
        .statusCode(200)
        .body("publishableKey", startsWith("pk_test_"));
    given().get(here.url("/v1/orders")).then().statusCode(401);
  }

  @Test
  void probesAndMetricsAreNotOnThePublicPort() {
    given().get(here.url("/q/metrics")).then().statusCode(200);
    given().get(here.publicUrl("/q/metrics")).then().statusCode(404);
    given().get(here.publicUrl("/q/health")).then().statusCode(404);
  }

  @Test
  void itDescribesItself() throws IOException {
    given()
        .accept("application/json")
        .get(here.url("/q/openapi?format=json"))
        .then()
        .statusCode(200)
        .body("openapi", startsWith("3.1"))
        .body("paths.'/v1/payments'.post.operationId", equalTo("startPayment"))
        .body("webhooks.'payment.succeeded'.post.operationId", equalTo("tellPaymentSucceeded"));
    var yaml = new ObjectMapper(new YAMLFactory());
    var inTheRepository = yaml.readTree(Path.of("src/main/openapi/paydesk.yaml").toFile());
    assertThat(yaml.readTree(described("/q/openapi"))).isEqualTo(inTheRepository);
    assertThat(new ObjectMapper().readTree(described("/q/openapi.json")))
        .isEqualTo(inTheRepository);
    var first = given().get(here.url("/llms.txt"));
    first.then().statusCode(200);
    assertThat(first.asString()).startsWith("# Paydesk");
  }

  @Test
  void pagesOfAnySiteMayLoadItsClient() {
    given()
        .header("Origin", "https://anywhere.example")
        .get(here.url("/paydesk.js"))
        .then()
        .statusCode(200)
        .header("Access-Control-Allow-Origin", "*")
        .header("Content-Type", startsWith("text/javascript"));
  }

  private static String described(String path) {
    return given().get(here.url(path)).then().statusCode(200).extract().asString();
  }

  @Test
  void itTakesAPaymentAndLogsNoSecret() {
    long order = order("pia");
    var payment =
        post("/v1/payments", "pia", Map.of("orderId", order))
            .then()
            .statusCode(201)
            .extract()
            .jsonPath();
    sandbox.confirm(payment.getString("paymentIntentId"), "4000000000000002");
    sandbox.faults().failNext("GET /v1/payment_intents", 500, 2);
    post("/v1/payments/" + payment.getLong("id") + "/refresh", "pia", Map.of());
    given().header("Stripe-Signature", "t=1,v1=ab").body("x").post(here.url("/webhooks/stripe"));
    sandbox.confirm(payment.getString("paymentIntentId"), "4242424242424242");
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                given()
                    .auth()
                    .oauth2(keys.token("pia", Set.of()))
                    .get(here.url("/v1/orders/" + order))
                    .jsonPath()
                    .getString("status")
                    .equals("paid"));
    long unanswered = order("pia");
    sandbox.faults().failNext("POST /v1/payment_intents", 500, 100);
    post("/v1/payments", "pia", Map.of("orderId", unanswered)).then().statusCode(202);
    sandbox.faults().clear();

    assertThat(given().get(here.url("/v1/config")).jsonPath().getString("brandName"))
        .isEqualTo("Ada's Tickets");
    assertThat(given().get(here.url("/dev/token/admin")).statusCode()).isEqualTo(404);
    assertThat(given().get(here.url("/")).statusCode()).isEqualTo(404);
    assertThat(given().get(here.url("/q/swagger-ui")).statusCode()).isEqualTo(404);
    assertThat(here.log())
        .contains("paydesk")
        .doesNotContain(backends.stripe().secretKey())
        .doesNotContain(backends.stripe().webhookSecret())
        .doesNotContain("_secret_")
        .doesNotContain(keys.token("pia", Set.of()).substring(0, 30));
    assertThat(here.log().lines())
        .allMatch(line -> line.startsWith("{") && line.endsWith("}"))
        .anyMatch(
            line ->
                line.contains("Stripe payment_intents.create: Unknown")
                    && line.matches(".*\"paymentId\":\"[0-9]+\".*")
                    && line.contains("\"orderId\":\"" + unanswered + "\""))
        .as("nothing is traced where no endpoint is set")
        .noneMatch(line -> line.contains("traceId"))
        .noneMatch(line -> line.toLowerCase(Locale.ROOT).contains("opentelemetry."));
    assertThat(given().get(here.url("/q/metrics")).asString())
        .contains("paydesk_inbox_waiting")
        .contains("paydesk_inbox_lag_seconds")
        .contains("paydesk_payments_total")
        .contains("paydesk_webhooks_total")
        .contains("paydesk_stripe_calls_seconds")
        .doesNotContain("_secret_");
  }

  @Test
  void aTestModeDatabaseRefusesALiveKey() {
    var environment = backends.environment();
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
      var environment = backends.environment();
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
          var environment = backends.environment();
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
    assertThat(logOfTheStart)
        .containsOnlyOnce(
            "test mode of Stripe, API keys and OIDC tokens signed by " + DevKeys.ISSUER)
        .doesNotContain("\"level\":\"ERROR\"");
    assertThat(logOfTheStart.lines())
        // That a thread got no time says something of the machine alone.
        .filteredOn(line -> !line.contains("BlockedThreadChecker"))
        .noneMatch(line -> line.contains("\"level\":\"WARN\""));
  }
}
