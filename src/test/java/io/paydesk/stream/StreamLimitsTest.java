package io.paydesk.stream;

import static io.paydesk.testing.http.Request.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.testing.EventStream;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How much a stream may cost, and how it ends. */
@QuarkusTest
class StreamLimitsTest extends StreamTest {

  @Inject StreamConfig config;

  private static final Executor TOGETHER = Executors.newFixedThreadPool(60);

  /** Together far more than the buffers of a connection hold. */
  private static final int ROWS = 1_900;

  private static final int ROUNDS = 4;

  @Test
  void aReaderWhoNeverReadsDisturbsNobodyAndGetsTheLastStatesWhenItReads() throws IOException {
    long payment = paid(order());
    try (var stuck = openWithoutReading();
        var reader = follow(user, "")) {
      eventually(x -> assertThat(reader.lastId()).isNotEmpty());
      copies(payment, ROWS);
      for (int round = 1; round <= ROUNDS; round++) {
        var mark = "#" + round;
        tables()
            .change(
                "update payment set review_reason = repeat('x', 3000) || ? where user_id = ? and id <> ?",
                mark,
                user,
                payment);
        var told = new Marks(mark);
        eventually(
            x -> {
              told.readOn(reader.events());
              assertThat(told.rows).hasSize(ROWS);
            });
      }

      var last = new Marks("#" + ROUNDS);
      var any = new Marks("#");
      var lines =
          new BufferedReader(
              new InputStreamReader(stuck.getInputStream(), StandardCharsets.ISO_8859_1));
      while (last.rows.size() < ROWS) {
        var line = lines.readLine();
        assertThat(line).isNotNull();
        last.read(line);
        any.read(line);
      }
      assertThat(any.times).as("states that it was told").isLessThan(ROWS * ROUNDS);
    }
  }

  /**
   * The rows of which a text with a mark came. A reader who fell behind is told a row again. Each
   * text is looked at once: together they are megabytes.
   */
  private static final class Marks {

    private static final Pattern ROW = Pattern.compile("\"id\":(\\d+)");

    private final String mark;
    private final Set<Long> rows = new HashSet<>();
    private int read;
    private int times;

    Marks(String mark) {
      this.mark = mark;
    }

    void readOn(List<EventStream.Event> events) {
      for (; read < events.size(); read++) {
        read(events.get(read).data());
      }
    }

    void read(String text) {
      if (text.contains(mark)) {
        var row = ROW.matcher(text);
        assertThat(row.find()).as(text).isTrue();
        rows.add(Long.parseLong(row.group(1)));
        times++;
      }
    }
  }

  private Socket openWithoutReading() throws IOException {
    var socket = new Socket();
    socket.setReceiveBufferSize(16 * 1024);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), changes("").getPort()));
    var request =
        "GET /v1/changes HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
            + keys.token(user, Set.of())
            + "\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  @Test
  void aUserHasALimitOfStreamsAndAServiceHasNone() {
    var streams = new ArrayList<EventStream>();
    try {
      for (int i = 0; i < config.limitPerUser(); i++) {
        streams.add(follow(user, ""));
        assertThat(streams.get(i).status()).isEqualTo(200);
      }
      eventually(x -> assertThat(streams).allMatch(stream -> !stream.lastId().isEmpty()));
      try (var another = follow(user, "");
          var other = follow("other-" + user, "");
          var service = follow("service", "")) {
        assertThat(another.status()).isEqualTo(429);
        assertThat(another.problem().path("limit").intValue()).isEqualTo(config.limitPerUser());
        assertThat(other.status()).isEqualTo(200);
        assertThat(service.status()).isEqualTo(200);
      }
      streams.remove(0).close();
      eventually(
          x -> {
            try (var another = follow(user, "")) {
              assertThat(another.status()).isEqualTo(200);
            }
          });
    } finally {
      streams.forEach(EventStream::close);
    }
  }

  @Test
  void ofManyThatComeAtOnceOnlyTheLimitStaysOpen() {
    var together =
        Stream.generate(() -> CompletableFuture.supplyAsync(() -> follow(user, ""), TOGETHER))
            .limit(6L * config.limitPerUser())
            .toList()
            .stream()
            .map(CompletableFuture::join)
            .toList();
    try {
      eventually(
          x ->
              assertThat(together)
                  .filteredOn(stream -> stream.status() == 200 && !stream.hasEnded())
                  .hasSizeLessThanOrEqualTo(config.limitPerUser()));
      assertThat(together)
          .filteredOn(EventStream::hasEnded)
          .allSatisfy(stream -> assertThat(stream.raw()).contains("too-many-streams"));
    } finally {
      together.forEach(EventStream::close);
    }
  }

  @Test
  void aStreamEndsWhenItsTokenDoes() {
    try (var stream = openUntilItsTokenEnds()) {
      eventually(x -> assertThat(stream.hasEnded()).isTrue());
      assertThat(stream.events("end"))
          .singleElement()
          .satisfies(
              end -> assertThat(end.json().path("reason").textValue()).isEqualTo("token-expired"));
    }
  }

  private EventStream openUntilItsTokenEnds() {
    return EventStream.openInTime(
        () -> {
          var token = keys.token(user, Set.of(), Instant.now().plusSeconds(3));
          return EventStream.open(changes(""), Map.of("Authorization", "Bearer " + token));
        });
  }

  @Test
  void theMetricsShowTheStreams() {
    try (var stream = follow(user, "")) {
      long payment = paid(order());
      eventually(x -> assertThat(statuses(stream, payment)).endsWith("succeeded"));

      eventually(
          x ->
              assertThat(given().get("/q/metrics").asString())
                  .containsPattern("paydesk_streams_open(\\{.*})? [1-9]")
                  .containsPattern("paydesk_stream_changes_total\\{table=\"payment\"} [1-9]")
                  .containsPattern("paydesk_stream_listening(\\{.*})? 1")
                  .contains("paydesk_stream_looks_seconds")
                  .contains("paydesk_stream_oldest_writer_seconds"));
    }
    eventually(
        x ->
            assertThat(given().get("/q/metrics").asString())
                .containsPattern("paydesk_streams_ended_total\\{reason=\"reader-left\"} [1-9]"));
  }

  @Test
  void theListenerIsPartOfBeingReady() {
    given()
        .get("/q/health/ready")
        .then()
        .statusCode(200)
        .body("checks.name", org.hamcrest.Matchers.hasItem("Listener for changed rows"));
  }
}
