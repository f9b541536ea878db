package io.paydesk;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.paydesk.testing.EventStream;
import io.paydesk.testing.PackagedBackends;
import io.paydesk.testing.PackagedProcess;
import io.paydesk.testing.Tables;
import io.restassured.http.ContentType;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowingConsumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Streams of the packaged jar: several processes, a stop, a database that restarts. */
class PackagedStreamIT {

  private static final String SHOP = "https://shop.example";

  private static PackagedBackends backends;

  /** Shared by most tests, as a start takes seconds. */
  private static PackagedProcess here;

  @BeforeAll
  static void startBackends() {
    backends = PackagedBackends.start();
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
  }

  private static long order(PackagedProcess process, String user) {
    return given()
        .auth()
        .oauth2(backends.keys().token("shop", Set.of("service")))
        .contentType(ContentType.JSON)
        .body(Map.of("userId", user, "price", "99.99", "currency", "usd"))
        .post(process.url("/v1/orders"))
        .then()
        .statusCode(201)
        .extract()
        .jsonPath()
        .getLong("id");
  }

  private static String intent(PackagedProcess process, String user, long order) {
    return given()
        .auth()
        .oauth2(backends.keys().token(user, Set.of()))
        .contentType(ContentType.JSON)
        .body(Map.of("orderId", order))
        .post(process.url("/v1/payments"))
        .then()
        .statusCode(201)
        .extract()
        .jsonPath()
        .getString("paymentIntentId");
  }

  private static void pay(PackagedProcess process, String user) {
    backends.sandbox().confirm(intent(process, user, order(process, user)), "4242424242424242");
  }

  private static EventStream follow(PackagedProcess process, String user, String lastEventId) {
    var authorization = "Bearer " + backends.keys().token(user, Set.of());
    return EventStream.open(
        URI.create(process.url("/v1/changes")),
        lastEventId == null
            ? Map.of("Authorization", authorization)
            : Map.of("Authorization", authorization, "Last-Event-ID", lastEventId));
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
  void readersSeeChangesOfAnotherProcess() {
    try (var there = backends.start(backends.environment());
        var stream = follow(here, "pia", null)) {
      pay(there, "pia");

      assertPaid(stream);
    }
  }

  @Test
  void aReaderContinuesInAnotherProcessAndMissesNothing() {
    String id;
    try (var there = backends.start(backends.environment());
        var stream = follow(there, "kim", null)) {
      eventually(x -> assertThat(stream.lastId()).isNotEmpty());
      id = stream.lastId();
      there.kill();
    }
    deliverHere();
    pay(here, "kim");
    try (var stream = follow(here, "kim", id)) {
      assertPaid(stream);
      assertThat(stream.events("reset")).isEmpty();
    }
  }

  /** Stripe delivers to the process that was started last, which may have ended. */
  private static void deliverHere() {
    backends.sandbox().deliverTo(URI.create(here.url("/webhooks/stripe")));
  }

  @Test
  void whenTheProcessStopsStreamsEndWithAReason() {
    var patience = Duration.ofSeconds(50);
    var environment = backends.environment();
    environment.put("QUARKUS_SHUTDOWN_TIMEOUT", patience.toSeconds() + "S");
    try (var process = backends.start(environment)) {
      var streams = new ArrayList<EventStream>();
      for (int i = 0; i < 20; i++) {
        streams.add(follow(process, "sam-" + i, null));
      }
      eventually(x -> assertThat(streams).allMatch(stream -> !stream.lastId().isEmpty()));

      var start = Instant.now();
      process.stop();
      process.awaitEnd();

      assertThat(Duration.between(start, Instant.now()))
          .as("it does not wait until its patience with open requests ends")
          .isLessThan(patience);
      eventually(
          x ->
              assertThat(streams)
                  .allSatisfy(
                      stream -> {
                        assertThat(stream.hasEnded()).isTrue();
                        assertThat(stream.raw())
                            .endsWith("event: end\ndata: {\"reason\":\"shutting-down\"}\n\n");
                      }));
      assertThat(process.log()).doesNotContain("ERROR");
    }
  }

  @Test
  void aDatabaseThatRestartsLosesNoFinalState(@TempDir Path folder) throws IOException {
    int port;
    var first = databaseIn(folder, 0);
    port = first.getPort();
    var environment = backends.environment();
    environment.put(
        "QUARKUS_DATASOURCE_REACTIVE_URL", "postgresql://127.0.0.1:" + port + "/postgres");
    environment.put(
        "QUARKUS_DATASOURCE_JDBC_URL", "jdbc:postgresql://127.0.0.1:" + port + "/postgres");
    try (var process = backends.start(environment);
        var stream = follow(process, "tom", null)) {
      var intent = intent(process, "tom", order(process, "tom"));
      eventually(x -> assertThat(stream.events("payment")).isNotEmpty());
      first.close();
      backends.sandbox().confirm(intent, "4242424242424242");
      try (var second = databaseIn(folder, port)) {
        assertPaid(stream);
        assertThat(stream.events("reset")).isEmpty();
        assertThat(stream.events("payment").stream().map(EventStream.Event::version)).isSorted();

        pay(process, "tom");
        eventually(
            x ->
                assertThat(given().get(process.url("/q/metrics")).asString())
                    .containsPattern("paydesk_stream_listening(\\{.*})? 1"));
        assertThat(second.getPort()).isEqualTo(port);
      }
    }
  }

  @Test
  void afterACrashOfTheDatabaseReadersAreToldToReadAgain() throws SQLException {
    deliverHere();
    try (var stream = follow(here, "eve", null)) {
      eventually(x -> assertThat(stream.lastId()).isNotEmpty());
      crash(backends.database().jdbcUrl());

      eventually(x -> assertThat(stream.events("reset")).hasSize(1));
      pay(here, "eve");
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

  private static EmbeddedPostgres databaseIn(Path folder, int port) throws IOException {
    var builder =
        EmbeddedPostgres.builder()
            .setDataDirectory(folder)
            .setCleanDataDirectory(false)
            .setPGStartupWait(Duration.ofMinutes(1));
    return (port == 0 ? builder : builder.setPort(port)).start();
  }

  @Test
  void aReaderWhoReadsNothingForTooLongIsCutOff() throws IOException {
    deliverHere();
    try (var socket = new Socket();
        var reader = follow(here, "bob", null)) {
      pay(here, "bob");
      assertPaid(reader);
      socket.setReceiveBufferSize(16 * 1024);
      socket.connect(new InetSocketAddress("127.0.0.1", URI.create(here.url("/")).getPort()));
      var request =
          "GET /v1/changes HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
              + backends.keys().token("bob", Set.of())
              + "\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      eventually(x -> assertThat(metric(here, "paydesk_streams_open")).isEqualTo(2));
      manyBigRows("bob");

      eventually(
          x ->
              assertThat(metric(here, "paydesk_streams_ended_total{reason=\"stalled\"}"))
                  .isEqualTo(1));
      pay(here, "bob");
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

  private static double metric(PackagedProcess process, String name) {
    return given()
        .get(process.url("/q/metrics"))
        .asString()
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
        .findFirst()
        .orElse(0);
  }

  @Test
  void aPageOfAnotherOriginMayReadIfTheOperatorAllowsIt() {
    deliverHere();
    var answer =
        given()
            .auth()
            .oauth2(backends.keys().token("ann", Set.of()))
            .header("Origin", SHOP)
            .contentType(ContentType.JSON)
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
      pay(here, "ann");

      assertPaid(stream);
    }
    assertThat(here.log()).doesNotContain(ticket);
  }
}
