package io.paydesk;

import static io.paydesk.testing.http.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.paydesk.testing.EventStream;
import io.paydesk.testing.PackagedBackends;
import io.paydesk.testing.PackagedProcess;
import io.paydesk.testing.PgBouncer;
import io.paydesk.testing.http.Json;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** The packaged jar with a PgBouncer between it and PostgreSQL. */
@EnabledIfEnvironmentVariable(
    named = "PAYDESK_PGBOUNCER",
    matches = ".+",
    disabledReason = "PAYDESK_PGBOUNCER names no pgbouncer")
class PackagedPoolerIT {

  private static PackagedBackends backends;

  @TempDir Path folder;

  @BeforeAll
  static void startBackends() {
    backends = PackagedBackends.start();
  }

  @AfterAll
  static void stopBackends() {
    backends.close();
  }

  private Map<String, String> through(PgBouncer pooler) {
    var environment = backends.environment();
    environment.put("QUARKUS_DATASOURCE_REACTIVE_URL", pooler.url());
    return environment;
  }

  /** The settings that the documentation gives for a transaction pooler. */
  private Map<String, String> throughTransactions(PgBouncer pooler) {
    var environment = through(pooler);
    environment.put("QUARKUS_DATASOURCE_REACTIVE_POSTGRESQL_USE_LAYER7_PROXY", "true");
    environment.put("QUARKUS_DATASOURCE_REACTIVE_CACHE_PREPARED_STATEMENTS", "false");
    environment.put(
        "QUARKUS_DATASOURCE_LISTEN_REACTIVE_URL",
        backends.environment().get("QUARKUS_DATASOURCE_REACTIVE_URL"));
    return environment;
  }

  private PgBouncer pooler(String mode) {
    return PgBouncer.start(mode, backends.database().jdbcUrl(), folder);
  }

  /**
   * One process takes the payments; Stripe delivers to the other, which must wake the streams of
   * the first. Then the other way round.
   */
  @Test
  void processesBehindASessionPoolerAndBehindATransactionPoolerWorkAsWithoutThem() {
    try (var session = pooler("session");
        var transaction = pooler("transaction");
        var one = backends.start(through(session));
        var two = backends.start(throughTransactions(transaction))) {
      theySharePayments(one, two, "sue");
      theySharePayments(two, one, "tom");
      for (var process : new PackagedProcess[] {one, two}) {
        assertThat(given().get(process.url("/q/metrics")).asString())
            .contains("paydesk_stream_listening 1.0");
        assertThat(process.log()).doesNotContain("\"level\":\"ERROR\"");
      }
    }
  }

  private static void theySharePayments(
      PackagedProcess takes, PackagedProcess isTold, String user) {
    backends.sandbox().deliverTo(URI.create(isTold.url("/webhooks/stripe")));
    try (var stream =
        EventStream.open(
            URI.create(takes.url("/v1/changes")),
            Map.of("Authorization", "Bearer " + token(user)))) {
      for (int i = 0; i < 10; i++) {
        pay(takes, user);
      }

      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () ->
                  assertThat(stream.events("payment"))
                      .filteredOn(event -> event.status().equals("succeeded"))
                      .hasSizeGreaterThanOrEqualTo(10));
    }
  }

  @Test
  void withATransactionPoolerAloneItIsNeverReadyAndSaysWhy() {
    try (var pooler = pooler("transaction")) {
      var environment = throughTransactions(pooler);
      environment.remove("QUARKUS_DATASOURCE_LISTEN_REACTIVE_URL");
      try (var process = PackagedProcess.start(environment)) {
        await()
            .atMost(Duration.ofSeconds(60))
            .until(() -> process.log().contains("set QUARKUS_DATASOURCE_LISTEN_REACTIVE_URL"));
        // It says so before it listens.
        await()
            .atMost(Duration.ofSeconds(60))
            .ignoreExceptions()
            .until(() -> given().get(process.url("/q/health/live")).statusCode() == 200);

        given().get(process.url("/q/health/ready")).then().statusCode(503);
      }
    }
  }

  private static String token(String user) {
    return backends.keys().token(user, Set.of());
  }

  private static void pay(PackagedProcess process, String user) {
    var order =
        post(
            process,
            "/v1/orders",
            backends.keys().token("shop", Set.of("service")),
            Map.of("userId", user, "price", "99.99", "currency", "usd"));
    var payment =
        post(process, "/v1/payments", token(user), Map.of("orderId", order.getLong("id")));
    backends.sandbox().confirm(payment.getString("paymentIntentId"), "4242424242424242");
  }

  private static Json post(
      PackagedProcess process, String path, String token, Map<String, ?> body) {
    return given()
        .bearer(token)
        .contentType("application/json")
        .body(body)
        .post(process.url(path))
        .then()
        .statusCode(201)
        .extract()
        .jsonPath();
  }
}
