package io.paydesk.stream;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.testing.EventStream;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How much a stream may cost, and how it ends. */
@QuarkusTest
class StreamLimitsTest extends StreamTest {

  @Inject StreamConfig config;

  @Test
  void aReaderWhoNeverReadsDisturbsNobodyAndIsToldTheLastStateWhenItReads() throws IOException {
    long payment = paid(order());
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), changes("").getPort());
        var reader = follow(user, "")) {
      socket.setReceiveBufferSize(16 * 1024);
      var request =
          "GET /v1/changes HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
              + keys.token(user, Set.of())
              + "\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      eventually(x -> assertThat(reader.lastId()).isNotEmpty());
      int writes = 2_000;
      tables()
          .change(
              """
              do $$ begin
                for i in 1..%d loop
                  update payment set review_reason = repeat('x', 5000) || '#' || i where id = %d;
                  commit;
                end loop;
              end $$
              """
                  .formatted(writes, payment));

      eventually(x -> assertThat(reader.raw()).contains("#" + writes + "\""));
      var all = new StringBuilder();
      var buffer = new byte[64 * 1024];
      while (all.indexOf("#" + writes + "\"") < 0) {
        int read = socket.getInputStream().read(buffer);
        assertThat(read).isPositive();
        all.append(new String(buffer, 0, read, StandardCharsets.ISO_8859_1));
      }
    }
  }

  @Test
  void oneUserHasSoManyStreamsAtOnceAndAServiceAnyNumber() {
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
  void aStreamEndsWhenItsTokenDoes() {
    var token = keys.token(user, Set.of(), Instant.now().plusSeconds(3));
    try (var stream = EventStream.open(changes(""), Map.of("Authorization", "Bearer " + token))) {
      assertThat(stream.status()).isEqualTo(200);

      eventually(x -> assertThat(stream.hasEnded()).isTrue());
      assertThat(stream.events("end"))
          .singleElement()
          .satisfies(
              end -> assertThat(end.json().path("reason").textValue()).isEqualTo("token-expired"));
    }
  }

  @Test
  void whoLooksAtTheMetricsSeesTheStreams() {
    try (var stream = follow(user, "")) {
      long payment = paid(order());
      eventually(x -> assertThat(statuses(stream, payment)).endsWith("succeeded"));
      var metrics = given().get("/q/metrics").asString();

      assertThat(metrics)
          .containsPattern("paydesk_streams_open(\\{.*})? [1-9]")
          .containsPattern("paydesk_stream_changes_total\\{table=\"payment\"} [1-9]")
          .containsPattern("paydesk_stream_listening(\\{.*})? 1")
          .contains("paydesk_stream_looks_seconds")
          .contains("paydesk_stream_oldest_writer_seconds");
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
