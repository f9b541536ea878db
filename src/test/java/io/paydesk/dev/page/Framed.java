package io.paydesk.dev.page;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;

/**
 * As development has it: the tour may show the payer's page in a frame. The shop's page is switched
 * off, which those that come here have no use for.
 */
public class Framed implements QuarkusTestProfile {

  private static final int PORT = free();

  private static int free() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its own port, which has to be known before it starts. */
  @Override
  public Map<String, String> getConfigOverrides() {
    return Map.of(
        "quarkus.http.test-port",
        "" + PORT,
        "paydesk.admin.enabled",
        "false",
        "paydesk.page.frame-ancestors",
        "http://localhost:%1$d,http://127.0.0.1:%1$d".formatted(PORT));
  }
}
