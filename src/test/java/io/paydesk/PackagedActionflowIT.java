package io.paydesk;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.paydesk.testing.HeldLock;
import io.paydesk.testing.PackagedBackends;
import io.paydesk.testing.PackagedProcess;
import io.paydesk.testing.Receiver;
import io.paydesk.testing.Tables;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowingConsumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The packaged jar is killed at each point between Stripe's event and the delivery to an endpoint.
 * The next process on the same database must go on from there.
 */
class PackagedActionflowIT {

  private static final String CARD = "4242424242424242";
  private static final String ENDPOINTS = "/v1/actionflows/endpoints";

  /** Deliveries to one endpoint at once in each process. */
  private static final int AT_ONCE = 4;

  private static PackagedBackends backends;
  private static Tables tables;
  private static Receiver receiver;
  private static String secret;
  private static long endpoint;

  /** Shared by most tests, as a start takes seconds; null once it is killed. */
  private static PackagedProcess here;

  private record Payment(String user, long order, long id, String intent) {}

  @BeforeAll
  static void startBackends() {
    backends = PackagedBackends.start();
    tables = new Tables(backends.database().jdbcUrl());
    receiver = new Receiver();
    here = start();
    var made = endpoint(receiver);
    secret = made.getString("secret");
    endpoint = made.getLong("endpoint.id");
  }

  @AfterAll
  static void stopBackends() {
    if (here != null) {
      here.close();
    }
    receiver.close();
    backends.close();
  }

  @BeforeEach
  void begin() {
    receiver.answers(200);
    if (here == null) {
      here = start();
    }
    deliverTo(here);
  }

  private static PackagedProcess start() {
    var environment = backends.environment();
    environment.put("PAYDESK_ACTIONFLOW_ALLOW_PRIVATE_ADDRESSES", "true");
    environment.put("PAYDESK_ACTIONFLOW_CONCURRENCY", "" + AT_ONCE);
    return backends.start(environment);
  }

  private static void deliverTo(PackagedProcess process) {
    backends.sandbox().deliverTo(URI.create(process.url("/webhooks/stripe")));
  }

  private static RequestSpecification as(String who, String... roles) {
    return given().auth().oauth2(backends.keys().token(who, Set.of(roles)));
  }

  private static JsonPath made(Response response) {
    return response.then().statusCode(201).extract().jsonPath();
  }

  private static JsonPath read(String user, String path) {
    return as(user).get(here.url(path)).then().statusCode(200).extract().jsonPath();
  }

  private static JsonPath endpoint(Receiver receiver) {
    return made(
        as("ada", "admin")
            .contentType(ContentType.JSON)
            .body(Map.of("url", receiver.url(), "flows", List.of("payment")))
            .post(here.url(ENDPOINTS)));
  }

  private static void move(long id, String move) {
    as("ada", "admin").post(here.url(ENDPOINTS + "/" + id + "/" + move)).then().statusCode(200);
  }

  /** A payment that the payer has still to confirm, with nothing else under way. */
  private static Payment started(PackagedProcess process, String user) {
    long order =
        made(as("shop", "service")
                .contentType(ContentType.JSON)
                .body(Map.of("userId", user, "price", "99.99", "currency", "usd"))
                .post(process.url("/v1/orders")))
            .getLong("id");
    var payment =
        made(
            as(user)
                .contentType(ContentType.JSON)
                .body(Map.of("orderId", order))
                .post(process.url("/v1/payments")));
    return new Payment(user, order, payment.getLong("id"), payment.getString("paymentIntentId"));
  }

  private static Payment started(String user) {
    var payment = started(here, user);
    eventually(
        x -> assertThat(events(payment, "payment_intent.created", "status")).isEqualTo("done"));
    return payment;
  }

  private static void confirm(Payment payment) {
    backends.sandbox().confirm(payment.intent, CARD);
  }

  private static Payment paid(PackagedProcess process, String user) {
    var payment = started(process, user);
    confirm(payment);
    return payment;
  }

  private static void eventually(ThrowingConsumer<Void> check) {
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(20))
        .untilAsserted(() -> check.acceptThrows(null));
  }

  private static String events(Payment payment, String type, String column) {
    return tables.text(
        "select string_agg("
            + column
            + "::text, ' ') from stripe_event where object_id = ? and type = ?",
        payment.intent,
        type);
  }

  /** One column of its runs, in order; null where there is none. */
  private static String runs(Payment payment, String column) {
    return tables.text(
        "select string_agg("
            + column
            + "::text, ' ' order by id) from actionflow_run where order_id = ?",
        payment.order);
  }

  /** Its run waits, claimed or not, in this attempt. */
  private static void assertWaits(Payment payment, int attempts, boolean claimed) {
    assertThat(runs(payment, "concat_ws(' ', status, attempts, claim is not null)"))
        .isEqualTo("waiting %d %s".formatted(attempts, claimed ? "t" : "f"));
  }

  private static void eventuallyFirstAttempt(Payment payment) {
    eventually(x -> assertWaits(payment, 1, true));
  }

  private static List<Receiver.Hit> hits(Payment payment) {
    return receiver.hits(payment.user);
  }

  private static void kill() {
    var process = here;
    here = null;
    process.kill();
  }

  /** PostgreSQL ends the killed process's statements, and rolls back what was not committed. */
  private static void awaitItsConnectionsEnd() {
    eventually(
        x ->
            assertThat(
                    tables.number(
                        "select count(*) from pg_stat_activity"
                            + " where backend_type = 'client backend' and application_name <> ?",
                        Tables.APPLICATION))
                .isZero());
  }

  /** Within seconds the new process takes over what the killed one had claimed. */
  private static void restart() {
    receiver.answers(200);
    here = start();
  }

  /** By one run, whose id is the same in each delivery. */
  private static void assertTold(Payment payment, int deliveries, int attempts) {
    eventually(x -> assertThat(runs(payment, "status")).isEqualTo("succeeded"));
    var later = paid(here, "later-than-" + deliveries + "-" + attempts + "-" + UUID.randomUUID());
    eventually(x -> assertThat(runs(later, "status")).isEqualTo("succeeded"));

    assertThat(read(payment.user, "/v1/payments/" + payment.id).getString("status"))
        .isEqualTo("succeeded");
    assertThat(read(payment.user, "/v1/orders/" + payment.order).getString("status"))
        .isEqualTo("paid");
    assertThat(runs(payment, "concat_ws(' ', subject, transition, target, status, attempts)"))
        .isEqualTo(
            "payment:%d succeeded endpoint:%d succeeded %d"
                .formatted(payment.id, endpoint, attempts));
    assertThat(hits(payment))
        .hasSize(deliveries)
        .allMatch(hit -> hit.verifies(secret))
        .allMatch(hit -> hit.type().equals("payment.succeeded"))
        .extracting(hit -> hit.header("webhook-id"))
        .containsOnly(runs(payment, "uuid"));
  }

  @Test
  void ifKilledBeforeItAppliesAnEventTheNextProcessAppliesItAndDelivers() {
    var payment = started("ann-before-apply");
    try (var lock =
        HeldLock.take(
            tables,
            "select 1 from orders o join payment p on p.order_id = o.id where o.id = ? for update",
            payment.order)) {
      confirm(payment);
      eventually(
          x ->
              assertThat(
                      events(
                          payment,
                          "payment_intent.succeeded",
                          "concat_ws(' ', status, claim is not null)"))
                  .isEqualTo("waiting t"));
      lock.awaitWaiter();
      kill();
    }
    awaitItsConnectionsEnd();
    assertThat(events(payment, "payment_intent.succeeded", "status")).isEqualTo("waiting");
    assertThat(tables.text("select status from payment where id = ?", payment.id))
        .isNotEqualTo("succeeded");
    assertThat(runs(payment, "id")).isNull();

    restart();
    assertTold(payment, 1, 1);
  }

  /** Only the claim writes to the table of attempts; the transaction before does not. */
  @Test
  void ifKilledBeforeItClaimsARunTheNextProcessDelivers() {
    var payment = started("bea-before-claim");
    try (var lock = HeldLock.take(tables, "lock table actionflow_attempt in share mode")) {
      confirm(payment);
      eventually(x -> assertWaits(payment, 0, false));
      lock.awaitWaiter();
      kill();
      lock.endWaiters();
    }
    awaitItsConnectionsEnd();
    assertThat(tables.text("select status from payment where id = ?", payment.id))
        .isEqualTo("succeeded");
    assertWaits(payment, 0, false);
    assertThat(hits(payment)).isEmpty();

    restart();
    assertTold(payment, 1, 1);
  }

  /** The process waits at the lock where it reads the secrets. */
  @Test
  void ifKilledBeforeItSendsAClaimedRunTheNextProcessDelivers() {
    var payment = started("cleo-before-send");
    try (var lock =
        HeldLock.take(tables, "lock table actionflow_secret in access exclusive mode")) {
      confirm(payment);
      eventuallyFirstAttempt(payment);
      lock.awaitWaiter();
      kill();
    }
    awaitItsConnectionsEnd();
    assertWaits(payment, 1, true);
    assertThat(hits(payment)).isEmpty();

    restart();
    assertTold(payment, 1, 2);
  }

  @Test
  void ifKilledBeforeItIsAnsweredTheNextProcessDeliversWithTheSameId() {
    var payment = started("dora-before-answer");
    var killed = new CountDownLatch(1);
    receiver.answers(
        hit -> {
          killed.await();
          throw new IOException("Nobody is there to answer");
        });
    confirm(payment);
    eventually(x -> assertThat(hits(payment)).hasSize(1));
    kill();
    killed.countDown();
    awaitItsConnectionsEnd();
    assertWaits(payment, 1, true);

    restart();
    assertTold(payment, 2, 2);
  }

  @Test
  void ifKilledBeforeItRecordsASuccessTheNextProcessDeliversAgainWithTheSameId() {
    var payment = started("edna-before-record");
    var answered = new CompletableFuture<HeldLock>();
    receiver.answers(
        hit -> {
          answered.complete(
              HeldLock.take(
                  tables,
                  "select 1 from actionflow_run where uuid = ? for update",
                  UUID.fromString(hit.header("webhook-id"))));
          return 200;
        });
    confirm(payment);
    try (var lock = answered.orTimeout(60, TimeUnit.SECONDS).join()) {
      lock.awaitWaiter();
      kill();
    }
    awaitItsConnectionsEnd();
    assertWaits(payment, 1, true);
    assertThat(hits(payment)).hasSize(1);

    restart();
    assertTold(payment, 2, 2);
  }

  @Test
  void ifKilledAfterItRecordedASuccessNothingIsDeliveredAgain() {
    var payment = started("faye-after-record");
    confirm(payment);
    eventually(x -> assertThat(runs(payment, "status")).isEqualTo("succeeded"));
    kill();
    awaitItsConnectionsEnd();

    restart();
    assertTold(payment, 1, 1);
  }

  /**
   * The first deliveries are answered only when more are under way than one process has room for.
   */
  @Test
  void twoProcessesShareTheRunsAndDeliverEachOnce() {
    var more = new CountDownLatch(AT_ONCE + 1);
    receiver.answers(
        hit -> {
          more.countDown();
          more.await();
          return 200;
        });
    try (var there = start()) {
      var payments = new ArrayList<Payment>();
      // The endpoint is paused until all payments exist: no delivery may be given up meanwhile.
      move(endpoint, "pause");
      for (int i = 0; i < 30; i++) {
        deliverTo(i % 3 == 0 ? here : there);
        payments.add(paid(i % 2 == 0 ? here : there, "gwen-" + i + "-of-two-processes"));
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
  }

  /** Its deliveries use all the room that both processes have, and one run is left over. */
  @Test
  void anEndpointThatHangsDelaysNoOther() {
    try (var there = start();
        var hung = new Receiver()) {
      hung.answers(
          hit -> {
            new CountDownLatch(1).await();
            return 200;
          });
      long hungId = endpoint(hung).getLong("endpoint.id");
      move(hungId, "pause");
      move(endpoint, "pause");
      var payments = new ArrayList<Payment>();
      for (int i = 0; i < 2 * AT_ONCE + 1; i++) {
        payments.add(paid(there, "hana-" + i + "-beside-one-that-hangs"));
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
              tables.number(
                  "select count(*) from actionflow_attempt a join actionflow_run r on r.id = a.run_id"
                      + " where r.target = ?",
                  "endpoint:" + hungId))
          .as("attempts of the one that hangs which came to an end")
          .isZero();

      as("ada", "admin").delete(here.url(ENDPOINTS + "/" + hungId)).then().statusCode(204);
      for (var payment : payments) {
        eventually(x -> assertThat(runs(payment, "status")).isEqualTo("succeeded canceled"));
      }
    }
  }
}
