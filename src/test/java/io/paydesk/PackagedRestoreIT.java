package io.paydesk;

import static io.paydesk.testing.http.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.paydesk.dev.database.EmbeddedDatabase;
import io.paydesk.testing.BaseBackup;
import io.paydesk.testing.EventStream;
import io.paydesk.testing.PackagedBackends;
import io.paydesk.testing.PackagedProcess;
import io.paydesk.testing.Tables;
import io.paydesk.testing.http.AnswerCheck;
import io.paydesk.testing.http.Json;
import io.paydesk.testing.http.Request;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backup of a database that is being paid into, restored while Stripe knows more than it. */
class PackagedRestoreIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private static Path folder;

  private static PackagedBackends backends;

  @BeforeAll
  static void start() {
    backends = PackagedBackends.start();
  }

  @AfterAll
  static void stop() {
    backends.close();
  }

  private record Paid(long order, long payment, String intent) {}

  @Test
  void whatTheBackupDidNotKnowIsAskedForAndNothingElseIsTakenForIt() throws Exception {
    var backup = folder.resolve("restored");
    Paid paid;
    Paid refunded;
    Paid begun;
    Paid lost;
    String seen;
    try (var process = backends.start(backends.environment())) {
      paid = pay(begin(process, order(process)), process);
      refunded = pay(begin(process, order(process)), process);
      begun = begin(process, order(process));

      BaseBackup.take(backends.database().jdbcUrl(), backup);

      pay(begun, process);
      try (var stream = stream(process, Map.of())) {
        lost = pay(begin(process, order(process)), process);
        await().atMost(PATIENCE).until(() -> !stream.events("payment").isEmpty());
        seen = stream.lastId();
      }
    }
    backends.database().close();
    backends.sandbox().faults().dropEvents(true);
    backends.sandbox().refundAtDashboard(refunded.intent(), 9999);
    backends.sandbox().faults().clear();

    try (var database = EmbeddedDatabase.in(backup)) {
      var restored =
          new PackagedBackends(database, backends.sandbox(), backends.stripe(), backends.keys());
      try (var process = restored.start(restored.environment())) {
        assertThat(statusOf(process, paid)).isEqualTo("paid");

        refresh(process, begun);
        assertThat(statusOf(process, begun)).isEqualTo("paid");
        refresh(process, refunded);
        assertThat(statusOf(process, refunded)).isEqualTo("refunded");

        as("pia").get(process.url("/v1/orders/" + lost.order())).then().statusCode(404);
        anotherOrderOfTheSameNumberIsNotPaidByIt(process, database, lost);

        try (var stream = stream(process, Map.of("Last-Event-ID", seen))) {
          await().atMost(PATIENCE).until(() -> !stream.events("reset").isEmpty());
        }
        assertThat(process.log().lines())
            .filteredOn(line -> line.contains("\"level\":\"ERROR\""))
            .as("whoever restored it is told of what it does not know")
            .isNotEmpty()
            .allMatch(line -> line.contains("was an old backup restored?"));
      }
    }
  }

  private static void anotherOrderOfTheSameNumberIsNotPaidByIt(
      PackagedProcess process, EmbeddedDatabase database, Paid lost) {
    new Tables(database.jdbcUrl())
        .text("select setval(pg_get_serial_sequence('orders', 'id'), ?)", lost.order() - 1);
    new Tables(database.jdbcUrl())
        .text("select setval(pg_get_serial_sequence('payment', 'id'), ?)", lost.payment() - 1);
    var another = begin(process, order(process));
    assertThat(another.order()).isEqualTo(lost.order());
    assertThat(another.payment()).isEqualTo(lost.payment());

    backends
        .sandbox()
        .events(
            event ->
                event.path("type").asText().equals("payment_intent.succeeded")
                    && event.at("/data/object/id").asText().equals(lost.intent()))
        .forEach(event -> backends.sandbox().redeliver(event.path("id").asText()));

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(eventsOf(process, lost.intent()).getList("data.status"))
                    .isNotEmpty()
                    .containsOnly("ignored"));
    assertThat(statusOf(process, another)).isEqualTo("pending");
    assertThat(statusOf(process, pay(another, process))).isEqualTo("paid");
  }

  private static Request as(String who, String... roles) {
    return given()
        .bearer(backends.keys().token(who, Set.of(roles)))
        .contentType("application/json");
  }

  private static long order(PackagedProcess process) {
    return json(as("shop", "service")
            .body(Map.of("userId", "pia", "price", "99.99", "currency", "usd"))
            .post(process.url("/v1/orders"))
            .then()
            .statusCode(201))
        .getLong("id");
  }

  private static Paid begin(PackagedProcess process, long order) {
    var payment =
        json(
            as("pia")
                .body(Map.of("orderId", order))
                .post(process.url("/v1/payments"))
                .then()
                .statusCode(201));
    return new Paid(order, payment.getLong("id"), payment.getString("paymentIntentId"));
  }

  private static Paid pay(Paid begun, PackagedProcess process) {
    backends.sandbox().confirm(begun.intent(), "4242424242424242");
    await().atMost(PATIENCE).until(() -> statusOf(process, begun).equals("paid"));
    return begun;
  }

  private static void refresh(PackagedProcess process, Paid paid) {
    as("pia")
        .post(process.url("/v1/payments/" + paid.payment() + "/refresh"))
        .then()
        .statusCode(200);
  }

  private static String statusOf(PackagedProcess process, Paid paid) {
    return as("pia").get(process.url("/v1/orders/" + paid.order())).jsonPath().getString("status");
  }

  private static Json eventsOf(PackagedProcess process, String intent) {
    return json(
        as("ada", "admin")
            .queryParam("objectId", intent)
            .get(process.url("/v1/events"))
            .then()
            .statusCode(200));
  }

  private static EventStream stream(PackagedProcess process, Map<String, String> more) {
    var headers = new HashMap<>(more);
    headers.put("Authorization", "Bearer " + backends.keys().token("pia", Set.of()));
    return EventStream.open(URI.create(process.url("/v1/changes")), headers);
  }

  private static Json json(AnswerCheck answer) {
    return answer.extract().jsonPath();
  }
}
