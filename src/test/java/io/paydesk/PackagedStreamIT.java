package io.paydesk;

import static io.paydesk.testing.http.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.paydesk.dev.database.EmbeddedDatabase;
import io.paydesk.testing.EventStream;
import io.paydesk.testing.PackagedBackends;
import io.paydesk.testing.PackagedProcess;
import io.paydesk.testing.Tables;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowingConsumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Streams of the packaged jar: a database that restarts, a reader that stalls, another origin. */
class PackagedStreamIT {

  private static final String SHOP = "https://shop.example";

  /** Of the database, which a test stops and starts again. */
  @TempDir private static Path folder;

  private static EmbeddedDatabase database;
  private static PackagedBackends backends;

  /** Shared, as a start takes seconds. */
  private static PackagedProcess here;

  @BeforeAll
  static void startBackends() {
    database = EmbeddedDatabase.in(folder);
    backends = PackagedBackends.on(database);
    var environment = backends.environment();
    // A reader that does read is not to be cut off, however little time it gets.
    environment.put("PAYDESK_STREAM_STALL", "10S");
    environment.put("PAYDESK_STREAM_HEARTBEAT", "1S");
    environment.put("QUARKUS_HTTP_CORS_ENABLED", "true");
    environment.put("QUARKUS_HTTP_CORS_ORIGINS", SHOP);
    here = backends.start(environment);
  }

  @AfterAll
  static void stopBackends() {
    here.close();
    backends.close();
    database.close();
  }

  private static long order(String user) {
    return given()
        .bearer(backends.keys().token("shop", Set.of("service")))
        .contentType("application/json")
        .body(Map.of("userId", user, "price", "99.99", "currency", "usd"))
        .post(here.url("/v1/orders"))
        .then()
        .statusCode(201)
        .extract()
        .jsonPath()
        .getLong("id");
  }

  private static String intent(String user, long order) {
    return given()
        .bearer(backends.keys().token(user, Set.of()))
        .contentType("application/json")
        .body(Map.of("orderId", order))
        .post(here.url("/v1/payments"))
        .then()
        .statusCode(201)
        .extract()
        .jsonPath()
        .getString("paymentIntentId");
  }

  private static void pay(String user) {
    backends.sandbox().confirm(intent(user, order(user)), "4242424242424242");
  }

  private static EventStream follow(String user) {
    return EventStream.open(
        URI.create(here.url("/v1/changes")),
        Map.of("Authorization", "Bearer " + backends.keys().token(user, Set.of())));
  }

  private static void eventually(ThrowingConsumer<Void> check) {
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(50))
        .untilAsserted(() -> check.acceptThrows(null));
  }

  private static void assertPaid(EventStream stream) {
    eventually(
        x ->
            assertThat(stream.events("payment"))
                .last()
                .satisfies(event -> assertThat(event.status()).isEqualTo("succeeded")));
  }

  @Test
  void aDatabaseThatRestartsLosesNoFinalState() {
    try (var stream = follow("tom")) {
      var intent = intent("tom", order("tom"));
      eventually(x -> assertThat(stream.events("payment")).isNotEmpty());
      database.close();
      backends.sandbox().confirm(intent, "4242424242424242");
      database = EmbeddedDatabase.in(folder, database.port());

      assertPaid(stream);
      assertThat(stream.events("reset")).isEmpty();
      assertThat(stream.events("payment").stream().map(EventStream.Event::version)).isSorted();

      pay("tom");
      eventually(
          x ->
              assertThat(given().get(here.url("/q/metrics")).asString())
                  .containsPattern("paydesk_stream_listening(\\{.*})? 1"));
    }
  }

  @Test
  void afterACrashOfTheDatabaseReadersAreToldToReadAgain() throws SQLException {
    try (var stream = follow("eve")) {
      eventually(x -> assertThat(stream.lastId()).isNotEmpty());
      crash(database.jdbcUrl());

      eventually(x -> assertThat(stream.events("reset")).hasSize(1));
      pay("eve");
      assertPaid(stream);
    }
  }

  /** Kills one of PostgreSQL's processes as if memory had run out, so all others restart. */
  private static void crash(String jdbcUrl) throws SQLException {
    try (var connection = DriverManager.getConnection(jdbcUrl, "postgres", "postgres");
        var row = connection.createStatement().executeQuery("select pg_backend_pid()")) {
      row.next();
      ProcessHandle.of(row.getLong(1)).orElseThrow().destroyForcibly();
    }
  }

  @Test
  void aReaderWhoReadsNothingForTooLongIsCutOff() throws IOException {
    try (var socket = new Socket();
        var reader = follow("bob")) {
      pay("bob");
      assertPaid(reader);
      socket.setReceiveBufferSize(16 * 1024);
      socket.connect(new InetSocketAddress("127.0.0.1", URI.create(here.url("/")).getPort()));
      var request =
          "GET /v1/changes HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
              + backends.keys().token("bob", Set.of())
              + "\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      eventually(x -> assertThat(metric("paydesk_streams_open")).isEqualTo(2));
      manyBigRows("bob");

      eventually(
          x -> assertThat(metric("paydesk_streams_ended_total{reason=\"stalled\"}")).isEqualTo(1));
      pay("bob");
      assertPaid(reader);
    }
  }

  /** More than the buffers of a connection hold. */
  private static void manyBigRows(String user) {
    new Tables(backends.database().jdbcUrl())
        .change(
            """
            insert into payment (order_id, user_id, uuid, origin, amount, currency, status, stripe_request,
              idempotency_key, review_reason)
            select order_id, user_id, gen_random_uuid(), origin, amount, currency, 'canceled', '',
              gen_random_uuid(), repeat('x', 8000)
            from payment, generate_series(1, 1900) where user_id = ?
            """,
            user);
  }

  private static double metric(String name) {
    return given()
        .get(here.url("/q/metrics"))
        .asString()
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
        .findFirst()
        .orElse(0);
  }

  @Test
  void aPageOfAnotherOriginMayReadIfTheOperatorAllowsIt() {
    var answer =
        given()
            .bearer(backends.keys().token("ann", Set.of()))
            .header("Origin", SHOP)
            .contentType("application/json")
            .body("{}")
            .post(here.url("/v1/changes/tickets"))
            .then()
            .statusCode(201)
            .extract();
    assertThat(answer.header("Set-Cookie")).containsIgnoringCase("Secure");
    String ticket = answer.path("ticket");
    try (var stream =
        EventStream.open(
            URI.create(here.url("/v1/changes?ticket=" + ticket)), Map.of("Origin", SHOP))) {
      assertThat(stream.header("access-control-allow-origin")).isEqualTo(SHOP);
      pay("ann");

      assertPaid(stream);
    }
    assertThat(here.log()).doesNotContain(ticket);
  }
}
