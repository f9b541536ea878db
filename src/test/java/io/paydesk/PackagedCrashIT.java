package io.paydesk;

import static io.paydesk.testing.http.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.paydesk.testing.EventStream;
import io.paydesk.testing.HeldLock;
import io.paydesk.testing.PackagedBackends;
import io.paydesk.testing.PackagedPayment;
import io.paydesk.testing.PackagedProcess;
import io.paydesk.testing.Receiver;
import io.paydesk.testing.Tables;
import io.paydesk.testing.http.Answer;
import io.paydesk.testing.http.Json;
import io.paydesk.testing.http.Request;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
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
import org.junit.jupiter.api.Test;

/**
 * The packaged jar is killed at each point between a request and the delivery to an endpoint. The
 * next process on the same database must go on from there.
 *
 * <p>As a start takes seconds, two processes die, each with several payments at points of their
 * own; a third one is there for the tests. What each payment was like in between is noted.
 */
class PackagedCrashIT {

  private static final String CARD = "4242424242424242";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static PackagedBackends backends;
  private static Tables tables;
  private static Receiver receiver;
  private static String secret;
  private static long endpoint;
  private static PackagedProcess here;

  private static Left beforeApply;
  private static Left beforeClaim;
  private static Left beforeSend;
  private static Left beforeAnswer;
  private static Left beforeRecord;
  private static Left afterRecord;
  private static Asked foundByTheWebhook;
  private static Asked foundByAskingAgain;
  private static String lastEventId;

  /** A payment, and what was in the database while no process ran. */
  private record Left(PackagedPayment payment, String event, String status, String run, int hits) {

    static Left of(PackagedPayment payment) {
      return new Left(
          payment,
          events(payment, "payment_intent.succeeded", "status"),
          tables.text("select status from payment where id = ?", payment.id()),
          runs(payment, "concat_ws(' ', status, attempts, claim is not null)"),
          PackagedCrashIT.hits(payment).size());
    }
  }

  /** A payment that Stripe has made, of which nobody was told. */
  private record Asked(String user, long order, CompletableFuture<?> request) {

    static Asked by(String user, long order) {
      var asked = new Asked(user, order, CompletableFuture.runAsync(() -> pay(user, order)));
      await().atMost(PATIENCE).until(() -> !asked.intents().isEmpty());
      return asked;
    }

    String intent() {
      var intents = intents();
      assertThat(intents).hasSize(1);
      return intents.get(0);
    }

    private List<String> intents() {
      return backends.sandbox().paymentIntents().stream()
          .filter(
              intent -> intent.path("metadata").path("paydesk_order").asText().equals("" + order))
          .map(intent -> intent.path("id").textValue())
          .toList();
    }

    void assertUnheard() {
      assertThat(request).failsWithin(PATIENCE);
      assertThat(tables.text("select status from payment where order_id = ?", order))
          .isEqualTo("created");
    }
  }

  @BeforeAll
  static void killTwoProcesses() {
    backends = PackagedBackends.start();
    tables = new Tables(backends.database().jdbcUrl());
    receiver = new Receiver();
    here = start();
    makeEndpoint();
    dieWhileTheDatabaseLetsItWait();
    here = start();
    for (var left : List.of(beforeApply, beforeClaim, beforeSend, afterRecord)) {
      eventuallySucceeded(left.payment);
    }
    try (var stream = follow("nell", Map.of())) {
      eventually(x -> assertThat(stream.lastId()).isNotEmpty());
      lastEventId = stream.lastId();
      dieWhileOthersLetItWait();
    }
    here = start();
  }

  @AfterAll
  static void stopBackends() throws Exception {
    for (var each : new AutoCloseable[] {here, receiver, backends}) {
      if (each != null) {
        each.close();
      }
    }
  }

  /** On a machine of any speed it waits for a lock until it is killed. */
  private static PackagedProcess start() {
    var environment = backends.environment();
    environment.put("PAYDESK_ACTIONFLOW_ALLOW_PRIVATE_ADDRESSES", "true");
    for (var limit : List.of("LOCK_TIMEOUT", "STATEMENT_TIMEOUT")) {
      environment.put("QUARKUS_DATASOURCE_REACTIVE_ADDITIONAL_PROPERTIES_" + limit, "120s");
    }
    return backends.start(environment);
  }

  private static void makeEndpoint() {
    var made =
        as("ada", "admin")
            .contentType("application/json")
            .body(Map.of("url", receiver.url(), "flows", List.of("payment")))
            .post(here.url("/v1/actionflows/endpoints"))
            .then()
            .statusCode(201)
            .extract()
            .jsonPath();
    secret = made.getString("secret");
    endpoint = made.getLong("endpoint.id");
  }

  /**
   * Each lock stops one payment at one point: the secrets are read before a delivery, only a claim
   * writes to the table of attempts, and the order is locked before an event is applied.
   */
  private static void dieWhileTheDatabaseLetsItWait() {
    var faye = started("faye-after-record");
    var cleo = started("cleo-before-send");
    var bea = started("bea-before-claim");
    var ann = started("ann-before-apply");
    confirm(faye);
    eventuallySucceeded(faye);
    try (var secrets =
        HeldLock.take(tables, "lock table actionflow_secret in access exclusive mode")) {
      confirm(cleo);
      eventually(x -> assertThat(Left.of(cleo).run).isEqualTo("waiting 1 t"));
      secrets.awaitWaiter();
      try (var claims = HeldLock.take(tables, "lock table actionflow_attempt in share mode")) {
        confirm(bea);
        eventually(x -> assertThat(Left.of(bea).run).isEqualTo("waiting 0 f"));
        claims.awaitWaiter();
        try (var order =
            HeldLock.take(
                tables,
                "select 1 from orders o join payment p on p.order_id = o.id where o.id = ? for update",
                ann.order())) {
          confirm(ann);
          eventually(
              x ->
                  assertThat(
                          events(
                              ann,
                              "payment_intent.succeeded",
                              "concat_ws(' ', status, claim is not null)"))
                      .isEqualTo("waiting t"));
          order.awaitWaiter();
          here.kill();
          claims.endWaiters();
        }
      }
    }
    awaitItsConnectionsEnd();
    afterRecord = Left.of(faye);
    beforeSend = Left.of(cleo);
    beforeClaim = Left.of(bea);
    beforeApply = Left.of(ann);
  }

  /** Stripe for two payments, the endpoint for one, and a lock for what another one answered. */
  private static void dieWhileOthersLetItWait() {
    var edna = started("edna-before-record");
    var dora = started("dora-before-answer");
    asked("kim");
    asked("sam");
    long kims = order("kim");
    long sams = order("sam");
    var faults = backends.sandbox().faults();
    faults.timeoutAfterWorkNext("POST /v1/payment_intents", 100);
    faults.dropEvents(true);
    foundByTheWebhook = Asked.by("kim", kims);
    foundByAskingAgain = Asked.by("sam", sams);
    faults.dropEvents(false);
    var killed = new CountDownLatch(1);
    try (var run = answeredWithItsRunLocked(edna)) {
      run.awaitWaiter();
      receiver.answers(
          hit -> {
            killed.await();
            throw new IOException("Nobody is there to answer");
          });
      confirm(dora);
      eventually(x -> assertThat(hits(dora)).hasSize(1));
      here.kill();
    }
    killed.countDown();
    receiver.answers(200);
    faults.clear();
    awaitItsConnectionsEnd();
    foundByTheWebhook.assertUnheard();
    foundByAskingAgain.assertUnheard();
    beforeRecord = Left.of(edna);
    beforeAnswer = Left.of(dora);
  }

  /** Its endpoint has answered, and the process waits where it records that. */
  private static HeldLock answeredWithItsRunLocked(PackagedPayment payment) {
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
    return answered.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
  }

  private static Request as(String who, String... roles) {
    return given()
        .bearer(backends.keys().token(who, Set.of(roles)))
        .contentType("application/json");
  }

  private static long order(String user) {
    return as("shop", "service")
        .body(Map.of("userId", user, "price", "99.99", "currency", "usd"))
        .post(here.url("/v1/orders"))
        .then()
        .statusCode(201)
        .extract()
        .jsonPath()
        .getLong("id");
  }

  private static Answer pay(String user, long order) {
    return as(user).body(Map.of("orderId", order)).post(here.url("/v1/payments"));
  }

  private static EventStream follow(String user, Map<String, String> more) {
    var headers = new HashMap<>(more);
    headers.put("Authorization", "Bearer " + backends.keys().token(user, Set.of()));
    return EventStream.open(URI.create(here.url("/v1/changes")), headers);
  }

  private static Json read(String user, String path) {
    return as(user).get(here.url(path)).then().statusCode(200).extract().jsonPath();
  }

  /** With nothing else under way. */
  private static PackagedPayment started(String user) {
    var payment = asked(user);
    eventually(
        x -> assertThat(events(payment, "payment_intent.created", "status")).isEqualTo("done"));
    return payment;
  }

  private static PackagedPayment asked(String user) {
    return PackagedPayment.started(here, user, as("shop", "service"), as(user));
  }

  private static void confirm(PackagedPayment payment) {
    backends.sandbox().confirm(payment.intent(), CARD);
  }

  private static void eventually(ThrowingConsumer<Void> check) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .untilAsserted(() -> check.acceptThrows(null));
  }

  private static String events(PackagedPayment payment, String type, String column) {
    return tables.text(
        "select string_agg("
            + column
            + "::text, ' ') from stripe_event where object_id = ? and type = ?",
        payment.intent(),
        type);
  }

  /** One column of its runs, in order; null where there is none. */
  private static String runs(PackagedPayment payment, String column) {
    return tables.text(
        "select string_agg("
            + column
            + "::text, ' ' order by id) from actionflow_run where order_id = ?",
        payment.order());
  }

  private static void eventuallySucceeded(PackagedPayment payment) {
    eventually(x -> assertThat(runs(payment, "status")).isEqualTo("succeeded"));
  }

  private static List<Receiver.Hit> hits(PackagedPayment payment) {
    return receiver.hits(payment.user());
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

  /** By one run, whose id is the same in each delivery. */
  private static void assertTold(Left left, int deliveries, int attempts) {
    var payment = left.payment;
    eventuallySucceeded(payment);
    var later = asked("later-than-" + deliveries + "-" + attempts + "-" + UUID.randomUUID());
    confirm(later);
    eventuallySucceeded(later);

    assertThat(read(payment.user(), "/v1/payments/" + payment.id()).getString("status"))
        .isEqualTo("succeeded");
    assertThat(read(payment.user(), "/v1/orders/" + payment.order()).getString("status"))
        .isEqualTo("paid");
    assertThat(runs(payment, "concat_ws(' ', subject, transition, target, status, attempts)"))
        .isEqualTo(
            "payment:%d succeeded endpoint:%d succeeded %d"
                .formatted(payment.id(), endpoint, attempts));
    assertThat(hits(payment))
        .hasSize(deliveries)
        .allMatch(hit -> hit.verifies(secret))
        .allMatch(hit -> hit.type().equals("payment.succeeded"))
        .extracting(hit -> hit.header("webhook-id"))
        .containsOnly(runs(payment, "uuid"));
  }

  @Test
  void aPaymentWhoseProcessDiedBeforeTheCommitIsFoundByTheWebhook() {
    var lost = foundByTheWebhook;
    backends.sandbox().confirm(lost.intent(), CARD);

    eventually(
        x ->
            assertThat(read(lost.user, "/v1/orders/" + lost.order).getString("status"))
                .isEqualTo("paid"));
  }

  @Test
  void aPaymentWhoseProcessDiedBeforeTheCommitIsFoundByAskingAgain() {
    var lost = foundByAskingAgain;
    var intent = lost.intent();

    var again = pay(lost.user, lost.order).then().statusCode(200).extract().jsonPath();

    assertThat(again.getString("paymentIntentId")).isEqualTo(intent);
    assertThat(lost.intents()).hasSize(1);
  }

  @Test
  void ifKilledBeforeItAppliesAnEventTheNextProcessAppliesItAndDelivers() {
    assertThat(beforeApply.event).isEqualTo("waiting");
    assertThat(beforeApply.status).isNotEqualTo("succeeded");
    assertThat(beforeApply.run).isNull();

    assertTold(beforeApply, 1, 1);
  }

  @Test
  void ifKilledBeforeItClaimsARunTheNextProcessDelivers() {
    assertThat(beforeClaim.status).isEqualTo("succeeded");
    assertThat(beforeClaim.run).isEqualTo("waiting 0 f");
    assertThat(beforeClaim.hits).isZero();

    assertTold(beforeClaim, 1, 1);
  }

  @Test
  void ifKilledBeforeItSendsAClaimedRunTheNextProcessDelivers() {
    assertThat(beforeSend.run).isEqualTo("waiting 1 t");
    assertThat(beforeSend.hits).isZero();

    assertTold(beforeSend, 1, 2);
  }

  @Test
  void ifKilledBeforeItIsAnsweredTheNextProcessDeliversWithTheSameId() {
    assertThat(beforeAnswer.run).isEqualTo("waiting 1 t");
    assertThat(beforeAnswer.hits).isEqualTo(1);

    assertTold(beforeAnswer, 2, 2);
  }

  @Test
  void ifKilledBeforeItRecordsASuccessTheNextProcessDeliversAgainWithTheSameId() {
    assertThat(beforeRecord.run).isEqualTo("waiting 1 t");
    assertThat(beforeRecord.hits).isEqualTo(1);

    assertTold(beforeRecord, 2, 2);
  }

  @Test
  void ifKilledAfterItRecordedASuccessNothingIsDeliveredAgain() {
    assertThat(afterRecord.run).isEqualTo("succeeded 1 f");

    assertTold(afterRecord, 1, 1);
  }

  @Test
  void aReaderContinuesInAnotherProcessAndMissesNothing() {
    confirm(asked("nell"));
    try (var stream = follow("nell", Map.of("Last-Event-ID", lastEventId))) {
      eventually(
          x ->
              assertThat(stream.events("payment"))
                  .last()
                  .satisfies(event -> assertThat(event.status()).isEqualTo("succeeded")));
      assertThat(stream.events("reset")).isEmpty();
    }
  }
}
