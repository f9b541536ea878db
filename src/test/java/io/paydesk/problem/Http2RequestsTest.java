package io.paydesk.problem;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.testing.PaydeskTest;
import io.paydesk.testing.http.StartedService;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP/2, frame by frame, as no client library sends it. */
@QuarkusTest
class Http2RequestsTest extends PaydeskTest {

  private static final int DATA = 0;
  private static final int HEADERS = 1;
  private static final int RST_STREAM = 3;
  private static final int SETTINGS = 4;
  private static final int CONTINUATION = 9;
  private static final int END_STREAM = 1;
  private static final int END_HEADERS = 4;

  /** The header codes of RFC 7541 that everybody uses. */
  private static final byte[] GET = {(byte) 0x82, (byte) 0x86};

  private static final byte[] POST = {(byte) 0x83, (byte) 0x86};

  @Inject Vertx vertx;
  private ShortDeadline deadline;

  private record Frame(int type, int stream, byte[] payload) {}

  private static final class Connection implements AutoCloseable {
    private final Socket socket;
    private final DataInputStream in;

    Connection() throws IOException {
      socket = new Socket("127.0.0.1", StartedService.port());
      socket.setSoTimeout(20_000);
      in = new DataInputStream(socket.getInputStream());
    }

    static Connection begun() throws IOException {
      var connection = new Connection();
      connection.send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(US_ASCII));
      connection.send(frame(SETTINGS, 0, 0, new byte[0]));
      return connection;
    }

    synchronized void send(byte[] bytes) throws IOException {
      socket.getOutputStream().write(bytes);
    }

    /** Null where the service has hung up. */
    Frame next() throws IOException {
      try {
        int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
        int type = in.readUnsignedByte();
        in.readUnsignedByte();
        int stream = in.readInt();
        var payload = new byte[length];
        in.readFully(payload);
        return new Frame(type, stream, payload);
      } catch (java.io.EOFException | SocketException hungUp) {
        return null;
      }
    }

    /** The answer on a stream, until the stream or the connection is over. */
    String answer(int stream) throws IOException {
      var text = new StringBuilder();
      for (var frame = next(); frame != null; frame = next()) {
        if (frame.stream == stream && frame.type == DATA) {
          text.append(new String(frame.payload, UTF_8));
        }
        if (frame.stream == stream && frame.type == RST_STREAM) {
          return text + " reset";
        }
        if (frame.stream == stream && text.toString().endsWith("}")) {
          return text.toString();
        }
      }
      return text + " hung up";
    }

    /** Sends this again and again until the service hangs up or the test stops it. */
    AtomicBoolean drip(byte[] bytes) {
      var goOn = new AtomicBoolean(true);
      var dripping =
          new Thread(
              () -> {
                try {
                  while (goOn.get()) {
                    send(bytes);
                    Thread.sleep(50);
                  }
                } catch (IOException | InterruptedException hungUp) {
                  // what the test waits for
                }
              });
      dripping.setDaemon(true);
      dripping.start();
      return goOn;
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  private static byte[] frame(int type, int flags, int stream, byte[] payload) {
    return head(type, flags, stream, payload.length, payload);
  }

  private static byte[] head(int type, int flags, int stream, int length, byte[] payload) {
    var bytes = new ByteArrayOutputStream();
    bytes.write(length >> 16);
    bytes.write(length >> 8);
    bytes.write(length);
    bytes.write(type);
    bytes.write(flags);
    for (int shift = 24; shift >= 0; shift -= 8) {
      bytes.write(stream >> shift);
    }
    bytes.writeBytes(payload);
    return bytes.toByteArray();
  }

  private static byte[] request(byte[] method, String path) {
    var bytes = new ByteArrayOutputStream();
    bytes.writeBytes(method);
    for (var field : new String[] {"\u0004" + path, "\u0001localhost"}) {
      bytes.write(field.charAt(0));
      bytes.write(field.length() - 1);
      bytes.writeBytes(field.substring(1).getBytes(US_ASCII));
    }
    return bytes.toByteArray();
  }

  @BeforeEach
  void shorten() throws Exception {
    deadline = new ShortDeadline(vertx);
  }

  @AfterEach
  void restore() {
    deadline.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/orders/%zz",
        "/v1/orders?userId=%zz",
        "/v1/orders?userId=%",
        "/v1/orders?userId=%00",
        "/webhooks/%zz"
      })
  void anAddressThatCannotBeDecodedIsRefused(String path) throws Exception {
    try (var connection = Connection.begun()) {
      connection.send(frame(HEADERS, END_HEADERS | END_STREAM, 1, request(GET, path)));

      assertThat(connection.answer(1)).contains("urn:paydesk:problem:bad-request");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/webhooks/stripe", "/v1/orders"})
  void aSlowBodyIsRefusedAndTheConnectionGoesOn(String path) throws Exception {
    try (var connection = Connection.begun()) {
      connection.send(frame(HEADERS, END_HEADERS, 1, request(POST, path)));
      var dripping = connection.drip(frame(DATA, 0, 1, new byte[] {'x'}));

      assertThat(connection.answer(1)).containsAnyOf("request-too-slow", "unauthorized");
      dripping.set(false);

      connection.send(frame(HEADERS, END_HEADERS | END_STREAM, 3, request(GET, "/v1/config")));
      assertThat(connection.answer(3)).contains("publishableKey");
    }
  }

  @Test
  void aBodyThatNeverComesIsNotWaitedFor() throws Exception {
    try (var connection = Connection.begun()) {
      connection.send(frame(HEADERS, END_HEADERS, 1, request(POST, "/webhooks/stripe")));

      assertThat(connection.answer(1)).contains("request-too-slow");
    }
  }

  @Test
  void aSlowPrefaceIsCutOff() throws Exception {
    try (var connection = new Connection()) {
      connection.send("PRI * HTTP/2.0\r\n\r\n".getBytes(US_ASCII));

      assertThat(connection.next()).isNull();
    }
  }

  @Test
  void aSlowFrameIsCutOff() throws Exception {
    try (var connection = Connection.begun()) {
      connection.send(head(DATA, 0, 1, 10_000, new byte[0]));
      connection.drip(new byte[] {'x'});

      assertThat(connection.answer(1)).endsWith("hung up");
    }
  }

  @Test
  void slowHeadersAreCutOff() throws Exception {
    try (var connection = Connection.begun()) {
      connection.send(frame(HEADERS, 0, 1, request(GET, "/v1/config")));
      connection.send(head(CONTINUATION, 0, 1, 10_000, new byte[0]));
      connection.drip(new byte[] {(byte) 0x82});

      assertThat(connection.answer(1)).endsWith("hung up");
    }
  }

  @Test
  void headersWithoutAnEndAreNotWaitedFor() throws Exception {
    try (var connection = Connection.begun()) {
      connection.send(frame(HEADERS, 0, 1, request(GET, "/v1/config")));

      assertThat(connection.answer(1)).endsWith("hung up");
    }
  }

  @Test
  void anUpgradedConnectionIsWatchedToo() throws Exception {
    try (var connection = new Connection()) {
      connection.send(
          "GET /v1/config HTTP/1.1\r\nHost: x\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: \r\n\r\n"
              .getBytes(US_ASCII));
      var head = new StringBuilder();
      while (!head.toString().endsWith("\r\n\r\n")) {
        head.append((char) connection.in.readUnsignedByte());
      }
      assertThat(head.toString()).startsWith("HTTP/1.1 101");
      connection.send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(US_ASCII));
      connection.send(frame(SETTINGS, 0, 0, new byte[0]));
      assertThat(connection.answer(1)).contains("publishableKey");

      connection.send(frame(HEADERS, END_HEADERS, 3, request(POST, "/webhooks/stripe")));
      assertThat(connection.answer(3)).contains("request-too-slow");
      connection.send(head(DATA, 0, 5, 10_000, new byte[0]));
      assertThat(connection.answer(5)).endsWith("hung up");
    }
  }
}
