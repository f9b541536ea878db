package io.paydesk.problem;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.testing.PaydeskTest;
import io.paydesk.testing.http.StartedService;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Deliberately slow clients are not waited for. */
@QuarkusTest
class RequestDeadlineTest extends PaydeskTest {

  @Inject Vertx vertx;
  private ShortDeadline deadline;

  @BeforeEach
  void shorten() throws Exception {
    deadline = new ShortDeadline(vertx);
  }

  @AfterEach
  void restore() {
    deadline.close();
  }

  private static Socket connected() throws IOException {
    var socket = new Socket("127.0.0.1", StartedService.port());
    socket.setSoTimeout(60_000);
    return socket;
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(UTF_8));
  }

  /** Sends a byte again and again until the service hangs up, and returns the answer. */
  private static String dripped(String begin) throws Exception {
    try (var socket = connected()) {
      send(socket, begin);
      var dripping =
          new Thread(
              () -> {
                try {
                  while (true) {
                    send(socket, "x");
                    Thread.sleep(50);
                  }
                } catch (IOException | InterruptedException hungUp) {
                  // what the test waits for
                }
              });
      dripping.setDaemon(true);
      dripping.start();
      try {
        return new String(socket.getInputStream().readAllBytes(), UTF_8);
      } catch (SocketException reset) {
        // A byte was under way when the service hung up, and the answer got lost.
        return "";
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "G",
        "GET /v1/ord",
        "GET /v1/orders HTTP/1.1\r\nHost: x\r\nX-Slow: ",
        "POST /v1/orders HTTP/1.1\r\n"
            + "Host: x\r\n"
            + "Content-Type: application/json\r\n"
            + "Content-Length: 100000\r\n\r\n"
            + "{",
        "POST /webhooks/stripe HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n{",
        "POST /webhooks/stripe HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1000\r\n",
        "GET /v1/config HTTP/1.1\r\nHost: x\r\n\r\nGET /v1/con"
      })
  void aSlowRequestIsCutOff(String begin) throws Exception {
    // It returns at all: otherwise the read would time out.
    assertThat(dripped(begin)).doesNotContain("500");
  }

  @Test
  void aSlowClientThatListensGetsA408() throws Exception {
    try (var socket = connected()) {
      send(
          socket,
          "POST /v1/orders HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"
              .formatted(keys.token("ada", Set.of("admin"))));

      assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
          .startsWith("HTTP/1.1 408 ")
          .contains("application/problem+json", "urn:paydesk:problem:request-too-slow");
    }
  }

  @Test
  void anIdleConnectionAndAStreamStayOpen() throws Exception {
    try (var resting = connected();
        var stream = connected()) {
      send(
          stream,
          "GET /v1/changes HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\n\r\n"
              .formatted(keys.token(user, Set.of())));
      var lines = new BufferedReader(new InputStreamReader(stream.getInputStream(), UTF_8));
      assertThat(lines.readLine()).startsWith("HTTP/1.1 200");
      var answers = new BufferedReader(new InputStreamReader(resting.getInputStream(), UTF_8));

      send(resting, "GET /v1/config HTTP/1.1\r\nHost: x\r\n\r\n");
      assertThat(answer(answers)).startsWith("HTTP/1.1 200");
      // Three heartbeats, of one a second, are longer than the deadline.
      for (int beats = 0; beats < 3; ) {
        beats += lines.readLine().startsWith(":") ? 1 : 0;
      }
      send(resting, "GET /v1/config HTTP/1.1\r\nHost: x\r\n\r\n");
      assertThat(answer(answers)).startsWith("HTTP/1.1 200");
    }
  }

  /** One whole answer, so that the next begins with its status. */
  private static String answer(BufferedReader answers) throws IOException {
    var head = new StringBuilder();
    int length = 0;
    for (var line = answers.readLine(); !line.isEmpty(); line = answers.readLine()) {
      head.append(line).append('\n');
      if (line.toLowerCase().startsWith("content-length: ")) {
        length = Integer.parseInt(line.substring("content-length: ".length()));
      }
    }
    for (int i = 0; i < length; i++) {
      answers.read();
    }
    return head.toString();
  }

  @Test
  void anAnswerMayTakeLongerThanTheRequestMay() throws Exception {
    sandbox.faults().holdNext("POST /v1/payment_intents", Duration.ofMillis(1_500), 1);

    start(order()).then().statusCode(201);
  }

  /**
   * Java's own client asks for this upgrade by itself, of a stream here: it may lose an answer that
   * is whole at once.
   */
  @Test
  void aStreamStaysOpenAfterAnUpgradeToHttp2() throws Exception {
    var client = HttpClient.newHttpClient();
    var stream = client.send(get("/v1/changes"), BodyHandlers.ofLines());
    assertThat(stream.version()).isEqualTo(HttpClient.Version.HTTP_2);
    try (var lines = stream.body()) {
      // Three heartbeats, of one a second, are longer than the deadline.
      assertThat(lines.filter(line -> line.startsWith(":")).limit(3)).hasSize(3);
    }
  }

  private HttpRequest get(String path) {
    return HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:%d%s".formatted(StartedService.port(), path)))
        .header("Authorization", "Bearer " + keys.token(user, Set.of()))
        .timeout(Duration.ofSeconds(30))
        .build();
  }
}
