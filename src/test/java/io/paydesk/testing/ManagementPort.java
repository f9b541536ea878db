package io.paydesk.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.Map;

/**
 * Where the packaged application answers probes; what a test starts itself answers them where it
 * answers all.
 */
public record ManagementPort(int number) {

  static ManagementPort free() {
    try (var socket = new ServerSocket(0)) {
      return new ManagementPort(socket.getLocalPort());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Map<String, String> settings() {
    return Map.of(
        "quarkus.management.host",
        "127.0.0.1",
        "quarkus.management.port",
        Integer.toString(number));
  }

  public String url(String path) {
    return "http://127.0.0.1:" + number + path;
  }
}
