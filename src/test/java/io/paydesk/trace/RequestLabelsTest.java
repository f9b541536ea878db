package io.paydesk.trace;

import static io.paydesk.testing.http.Request.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilterReply;
import io.paydesk.testing.PaydeskTest;
import io.paydesk.testing.http.StartedService;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What a scrape shows of the requests that came. */
@QuarkusTest
class RequestLabelsTest extends PaydeskTest {

  private static final Pattern COUNT =
      Pattern.compile("^http_server_requests_seconds_count\\{[^ ]*} ([0-9.E]+)", Pattern.MULTILINE);

  private static String scrape() {
    return given().get("/q/metrics").asString();
  }

  /** Scrapes themselves are not counted. */
  private static long requests() {
    return COUNT
        .matcher(scrape())
        .results()
        .mapToLong(line -> (long) Double.parseDouble(line.group(1)))
        .sum();
  }

  /** As no client library sends it. */
  private static void sendRaw(String head) throws IOException {
    try (var socket = new Socket("127.0.0.1", StartedService.port())) {
      socket.setSoTimeout(20_000);
      socket
          .getOutputStream()
          .write((head + "\r\nConnection: close\r\nContent-Length: 0\r\n\r\n").getBytes(UTF_8));
      assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
          .startsWith("HTTP/1.1 4");
    }
  }

  @Test
  void noAddressAndNoMethodOfAStrangersIsALabel() throws Exception {
    var key = "pdk_test_" + "secret".repeat(6);
    var strange = "strange" + user.replace("-", "");
    long before = requests();

    asUser().get("/v1/orders/" + key).then().statusCode(400);
    given().get("/v1/users/" + key + "/entitlements").then().statusCode(400);
    given().get("/v1/" + strange + "/%00").then().statusCode(400);
    given().get("/v1/" + strange).then().statusCode(404);
    asUser().put("/v1/orders/" + strange).then().statusCode(405);
    asUser().accept("application/xml").get("/v1/orders/" + strange).then().statusCode(406);
    asUser().get("/v1/orders/" + strange).then().statusCode(400);
    asUser().get("/v1/orders/987654321").then().statusCode(404);
    sendRaw("GET v1/" + strange + " HTTP/1.1\r\nHost: x");
    sendRaw(strange.toUpperCase() + " /v1/orders HTTP/1.1\r\nHost: x");

    eventually(x -> assertThat(requests()).isGreaterThanOrEqualTo(before + 10));
    // Vert.x refuses it before it counts it.
    sendRaw("GET /v1/" + strange + " HTTP/1.1");
    assertThat(scrape().toLowerCase())
        .doesNotContain(strange.toLowerCase(), "pdk_")
        .contains("uri=\"/v1/orders/{id}\"", "method=\"other\"");
  }

  private static Meter.Id cutOff(String name, String path, String method) {
    return new Meter.Id(name, Tags.of("uri", path, "method", method), null, null, Meter.Type.TIMER);
  }

  @Test
  void whatWasCutOffBeforeACallHadTakenItIsNotCounted() {
    var labels = new RequestLabels();
    var name = "http.server.requests";

    assertThat(labels.accept(cutOff(name, "/v1/secret", "GET"))).isEqualTo(MeterFilterReply.DENY);
    assertThat(labels.accept(cutOff(name, "UNKNOWN", "FETCH"))).isEqualTo(MeterFilterReply.DENY);
    assertThat(
            List.of(
                labels.accept(cutOff(name, "UNKNOWN", "GET")),
                labels.accept(cutOff(name, "NOT_FOUND", "OTHER")),
                labels.accept(cutOff("http.client.requests", "/v1/secret", "GET"))))
        .containsOnly(MeterFilterReply.NEUTRAL);
  }
}
