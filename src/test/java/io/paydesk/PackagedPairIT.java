package io.paydesk;

import static io.paydesk.testing.http.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.paydesk.dev.sandbox.Sandbox;
import io.paydesk.testing.Collector;
import io.paydesk.testing.EventStream;
import io.paydesk.testing.PackagedBackends;
import io.paydesk.testing.PackagedPayment;
import io.paydesk.testing.PackagedProcess;
import io.paydesk.testing.Receiver;
import io.paydesk.testing.Tables;
import io.paydesk.testing.http.Json;
import io.paydesk.testing.http.Request;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowingConsumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Two processes of the packaged jar on one database. They are started once for all tests, as a
 * start takes seconds; each test has users of its own.
 */
@TestMethodOrder(OrderAnnotation.class)
class PackagedPairIT {

  private static final String CARD = "4242424242424242";
  private static final String DECLINED = "4000000000000002";
  private static final String ENDPOINTS = "/v1/actionflows/endpoints";

  /** How long a process that stops waits for open requests. */
  private static final Duration PATIENCE = Duration.ofSeconds(50);

  /** The order of the test that ends one of them. */
  private static final int LAST = Integer.MAX_VALUE;

  /** Deliveries to one endpoint at once in each process. */
  private static final int AT_ONCE = 4;

  private static PackagedBackends backends;
  private static Sandbox sandbox;
  private static Tables tables;
  private static Collector collector;
  private static Receiver receiver;
  private static PackagedProcess one;
  private static PackagedProcess two;
  private static String secret;
  private static long endpoint;

  @BeforeAll
  static void start() {
    backends = PackagedBackends.start();
    sandbox = backends.sandbox();
    tables = new Tables(backends.database().jdbcUrl());
    collector = new Collector();
    receiver = new Receiver();
    var environment = backends.environment();
    environment.putAll(collector.environment());
    environment.put("QUARKUS_SHUTDOWN_TIMEOUT", PATIENCE.toSeconds() + "S");
    environment.put("PAYDESK_ROLES_CLAIM", "realm_access/roles");
    environment.put("PAYDESK_ACTIONFLOW_ALLOW_PRIVATE_ADDRESSES", "true");
    environment.put("PAYDESK_ACTIONFLOW_CONCURRENCY", "" + AT_ONCE);
    environment.put("PAYDESK_ALERT_EVERY", "1s");
    environment.put("PAYDESK_ALERT_USER_DECLINES", "0");
    environment.put("PAYDESK_ALERT_CARD_DECLINES", "2");
    environment.put("PAYDESK_ALERT_CARD_DECLINES_WINDOW", "90M");
    environment.put("QUARKUS_HTTP_PROXY_PROXY_ADDRESS_FORWARDING", "true");
    environment.put("QUARKUS_HTTP_PROXY_TRUSTED_PROXIES", "127.0.0.1,10.0.0.0/8");
    one = backends.start(environment);
    environment.put("QUARKUS_SMALLRYE_OPENAPI_ENABLED", "false");
    two = backends.start(environment);
    var made = endpoint(receiver);
    secret = made.getString("secret");
    endpoint = made.getLong("endpoint.id");
  }

  @AfterAll
  static void stop() throws Exception {
    for (var each : new AutoCloseable[] {one, two, receiver, collector, backends}) {
      if (each != null) {
        each.close();
      }
    }
  }

  /** Nothing of the tests before is under way. */
  @BeforeEach
  void begin() {
    sandbox.faults().clear();
    receiver.answers(200);
    deliverTo(one);
    eventually(
        x -> {
          assertThat(number("select count(*) from stripe_event where status = 'waiting'")).isZero();
          assertThat(number("select count(*) from actionflow_run where status = 'waiting'"))
              .isZero();
        });
  }

  @Test
  void theDescriptionOfTheApiIsServedUnlessASettingTurnsItOff() {
    for (var name : List.of("", ".json", ".yaml", ".yml")) {
      given().get(one.url("/q/openapi" + name)).then().statusCode(200);
      given().get(two.url("/q/openapi" + name)).then().statusCode(404);
    }
  }

  private static void deliverTo(PackagedProcess process) {
    sandbox.deliverTo(URI.create(process.url("/webhooks/stripe")));
  }

  private static String token(String who, String... roles) {
    return backends.keys().tokenWith(who, Map.of("realm_access", Map.of("roles", List.of(roles))));
  }

  private static Request as(String who, String... roles) {
    return given().bearer(token(who, roles));
  }

  private static PackagedPayment started(PackagedProcess process, String user) {
    return PackagedPayment.started(process, user, as("shop", "service"), as(user));
  }

  private static PackagedPayment paid(PackagedProcess process, String user) {
    var payment = started(process, user);
    sandbox.confirm(payment.intent(), CARD);
    return payment;
  }

  private static EventStream follow(PackagedProcess process, String user) {
    return EventStream.open(
        URI.create(process.url("/v1/changes")), Map.of("Authorization", "Bearer " + token(user)));
  }

  private static Json endpoint(Receiver receiver) {
    return as("ada", "admin")
        .contentType("application/json")
        .body(Map.of("url", receiver.url(), "flows", List.of("payment")))
        .post(one.url(ENDPOINTS))
        .then()
        .statusCode(201)
        .extract()
        .jsonPath();
  }

  private static void move(long id, String move) {
    as("ada", "admin").post(one.url(ENDPOINTS + "/" + id + "/" + move)).then().statusCode(200);
  }

  private static void eventually(ThrowingConsumer<Void> check) {
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(20))
        .untilAsserted(() -> check.acceptThrows(null));
  }

  private static long number(String sql, Object... values) {
    return tables.number(sql, values);
  }

  /** One column of its runs, in order; null where there is none. */
  private static String runs(PackagedPayment payment, String column) {
    return tables.text(
        "select string_agg("
            + column
            + "::text, ' ' order by id) from actionflow_run where order_id = ?",
        payment.order());
  }

  private static List<Receiver.Hit> hits(PackagedPayment payment) {
    return receiver.hits(payment.user());
  }

  @Test
  void theyApplyEachEventOnceAndSendTheirTracesToOneCollector() {
    var payments = new ArrayList<PackagedPayment>();
    var began = tables.text("select now()");
    sandbox.faults().duplicateEvents(3);
    sandbox.faults().reorderEvents(true);
    for (int i = 0; i < 30; i++) {
      deliverTo(i % 3 == 0 ? one : two);
      payments.add(paid(i % 2 == 0 ? one : two, "tom"));
    }

    for (var payment : payments) {
      eventually(
          x ->
              assertThat(
                      as("tom")
                          .get(one.url("/v1/orders/" + payment.order()))
                          .jsonPath()
                          .getString("status"))
                  .isEqualTo("paid"));
    }
    // Other tests let calls fail, and share the database.
    assertThat(
            number(
                "select count(*) from stripe_event where received_at >= ?::timestamptz"
                    + " and (status = 'failed' or last_error is not null)",
                began))
        .isZero();
    assertThat(number("select count(*) from orders where user_id = 'tom' and status <> 'paid'"))
        .isZero();
    eventually(
        x ->
            assertThat(collector.all())
                .contains(
                    "POST /v1/payments",
                    "payment_intents.create",
                    "POST /webhooks/stripe",
                    "event payment_intent.succeeded"));
    assertThat(collector.all())
        .doesNotContain(
            backends.stripe().secretKey(), backends.stripe().webhookSecret(), secret, "_secret_");
  }

  @Test
  void aLineOfTheLogNamesTheTraceThatItBelongsTo() {
    long order =
        as("shop", "service")
            .contentType("application/json")
            .body(Map.of("userId", "una", "price", "99.99", "currency", "usd"))
            .post(one.url("/v1/orders"))
            .then()
            .statusCode(201)
            .extract()
            .jsonPath()
            .getLong("id");
    sandbox.faults().failNext("POST /v1/payment_intents", 500, 100);
    as("una")
        .contentType("application/json")
        .body(Map.of("orderId", order))
        .post(one.url("/v1/payments"))
        .then()
        .statusCode(202);

    assertThat(one.log().lines())
        .anyMatch(line -> line.contains("create: Unknown") && line.contains("\"traceId\":"));
  }

  @Test
  void readersOfOneSeeChangesOfTheOther() {
    deliverTo(two);
    try (var stream =
        EventStream.open(
            URI.create(one.url("/v1/changes")),
            Map.of("Authorization", "Bearer " + token("sue")))) {
      paid(two, "sue");

      eventually(
          x ->
              assertThat(stream.events("payment"))
                  .last()
                  .satisfies(event -> assertThat(event.status()).isEqualTo("succeeded")));
    }
  }

  @Test
  void theRolesAreReadFromTheClaimThatIsSet() {
    var there = token("shop", "service");
    var elsewhere = backends.keys().token("shop", Set.of("service"));
    for (var each : List.of(there, elsewhere)) {
      given()
          .bearer(each)
          .contentType("application/json")
          .body(Map.of("userId", "u", "price", "5.00", "currency", "usd"))
          .post(one.url("/v1/orders"))
          .then()
          .statusCode(each.equals(there) ? 201 : 403);
    }
  }

  /** Behind proxies that each add to X-Forwarded-For. */
  @Test
  void theAuditDoesNotBelieveAnAddressThatTheCallerInvented() {
    isSeenAs("203.0.113.9", Map.of("X-Forwarded-For", "6.6.6.6, 203.0.113.9, 10.1.2.3"));
    isSeenAs("203.0.113.9", Map.of("X-Forwarded-For", "127.0.0.1, 203.0.113.9"));
    isSeenAs("127.0.0.1", Map.of("Forwarded", "for=6.6.6.6"));
    isSeenAs("127.0.0.1", Map.of());
  }

  private static void isSeenAs(String address, Map<String, String> headers) {
    long order =
        as("shop", "service")
            .headers(headers)
            .contentType("application/json")
            .body(Map.of("userId", "u", "price", "5.00", "currency", "usd"))
            .post(one.url("/v1/orders"))
            .then()
            .statusCode(201)
            .extract()
            .jsonPath()
            .getLong("id");

    as("ada", "admin")
        .get(one.url("/v1/audit?subject=orders/" + order))
        .then()
        .body("data[0].address", equalTo(address));
  }

  /** Both look on their own schedule, as in production. */
  @Test
  void aCardThatIsDeclinedTooOftenIsLoggedByOneProcessAndShownByBoth() {
    var payment = started(one, "pia");
    for (int i = 0; i < 2; i++) {
      sandbox.confirm(payment.intent(), DECLINED);
    }

    for (var process : List.of(one, two)) {
      eventually(
          x ->
              assertThat(given().get(process.url("/q/metrics")).asString())
                  .contains("paydesk_alerts_open{kind=\"card_declines\"} 1.0"));
    }
    assertThat(Stream.of(one, two).flatMap(process -> process.log().lines()))
        .filteredOn(line -> line.contains("raised: kind="))
        .singleElement()
        .asString()
        .contains("WARN")
        .contains("kind=card_declines")
        .contains("observed=2 threshold=2 unit=count window=5400s");
    var alerts = as("ada", "admin").get(two.url("/v1/alerts")).jsonPath();
    assertThat(alerts.getList("data")).hasSize(1);
    assertThat(alerts.getString("data[0].detail")).contains("within 90 minutes");
  }

  /**
   * The first deliveries are answered only when more are under way than one process has room for.
   */
  @Test
  void theyShareTheRunsAndDeliverEachOnce() {
    var more = new CountDownLatch(AT_ONCE + 1);
    receiver.answers(
        hit -> {
          more.countDown();
          more.await();
          return 200;
        });
    var payments = new ArrayList<PackagedPayment>();
    // The endpoint is paused until all payments exist: no delivery may be given up meanwhile.
    move(endpoint, "pause");
    for (int i = 0; i < 30; i++) {
      deliverTo(i % 3 == 0 ? one : two);
      payments.add(paid(i % 2 == 0 ? one : two, "gwen-" + i + "-of-two-processes"));
    }
    for (var payment : payments) {
      eventually(x -> assertThat(runs(payment, "status")).isEqualTo("waiting"));
    }
    move(endpoint, "resume");
    for (var payment : payments) {
      eventually(x -> assertThat(runs(payment, "status")).isEqualTo("succeeded"));
    }

    assertThat(more.getCount()).isZero();
    assertThat(payments)
        .allSatisfy(
            payment -> {
              assertThat(runs(payment, "attempts")).isEqualTo("1");
              assertThat(hits(payment))
                  .singleElement()
                  .satisfies(
                      hit -> {
                        assertThat(hit.verifies(secret)).isTrue();
                        assertThat(hit.header("webhook-id")).isEqualTo(runs(payment, "uuid"));
                      });
            });
  }

  /** Its deliveries use all the room that both processes have, and one run is left over. */
  @Test
  void anEndpointThatHangsDelaysNoOther() {
    try (var hung = new Receiver()) {
      hung.answers(
          hit -> {
            new CountDownLatch(1).await();
            return 200;
          });
      long hungId = endpoint(hung).getLong("endpoint.id");
      move(hungId, "pause");
      move(endpoint, "pause");
      var payments = new ArrayList<PackagedPayment>();
      for (int i = 0; i < 2 * AT_ONCE + 1; i++) {
        payments.add(paid(two, "hana-" + i + "-beside-one-that-hangs"));
      }
      for (var payment : payments) {
        eventually(x -> assertThat(runs(payment, "status")).isEqualTo("waiting waiting"));
      }

      move(hungId, "resume");
      eventually(x -> assertThat(hung.all()).hasSize(2 * AT_ONCE));
      move(endpoint, "resume");
      for (var payment : payments) {
        eventually(x -> assertThat(hits(payment)).hasSize(1));
      }
      assertThat(
              number(
                  "select count(*) from actionflow_attempt a join actionflow_run r on r.id = a.run_id"
                      + " where r.target = ?",
                  "endpoint:" + hungId))
          .as("attempts of the one that hangs which came to an end")
          .isZero();

      as("ada", "admin").delete(one.url(ENDPOINTS + "/" + hungId)).then().statusCode(204);
      for (var payment : payments) {
        eventually(x -> assertThat(runs(payment, "status")).isEqualTo("succeeded canceled"));
      }
    }
  }

  @Test
  @Order(LAST)
  void whenOneStopsItsStreamsEndWithAReason() {
    var streams = new ArrayList<EventStream>();
    for (int i = 0; i < 20; i++) {
      streams.add(follow(two, "sam-" + i));
    }
    eventually(x -> assertThat(streams).allMatch(stream -> !stream.lastId().isEmpty()));

    var start = Instant.now();
    two.stop();
    two.awaitEnd();

    assertThat(Duration.between(start, Instant.now()))
        .as("it does not wait until its patience with open requests ends")
        .isLessThan(PATIENCE);
    eventually(
        x ->
            assertThat(streams)
                .allSatisfy(
                    stream -> {
                      assertThat(stream.hasEnded()).isTrue();
                      assertThat(stream.raw())
                          .endsWith("event: end\ndata: {\"reason\":\"shutting-down\"}\n\n");
                    }));
    assertThat(two.log()).doesNotContain("ERROR");
  }
}
