package io.paydesk.testing;

import io.paydesk.dev.database.FreePort;
import java.util.Map;

/**
 * Where the packaged application answers probes. Applications that a test starts itself use their
 * only port.
 */
public record ManagementPort(int number) {

  static ManagementPort free() {
    return new ManagementPort(FreePort.number());
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
