package io.paydesk.trace;

import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.Config;

/** Checks the settings of tracing before the service starts, where it is on. */
public final class TracingSettings {

  private static final Set<String> PROTOCOLS = Set.of("grpc", "http/protobuf");

  private TracingSettings() {}

  /**
   * @return one line that names what is wrong; empty when nothing is
   */
  public static Optional<String> problemOf(Config config) {
    var endpoint = text(config, "quarkus.otel.exporter.otlp.endpoint");
    if (endpoint.isEmpty() || isOff(config)) {
      return Optional.empty();
    }
    if (!endpoint.get().matches("(?i)https?://[^/?#\\s]+(/\\S*)?")) {
      return Optional.of(
          "OTEL_EXPORTER_OTLP_ENDPOINT is no address such as http://otel-collector:4317");
    }
    return text(config, "quarkus.otel.exporter.otlp.protocol")
        .filter(protocol -> !PROTOCOLS.contains(protocol))
        .map(protocol -> "OTEL_EXPORTER_OTLP_PROTOCOL takes grpc or http/protobuf only");
  }

  private static boolean isOff(Config config) {
    return config.getOptionalValue("quarkus.otel.sdk.disabled", Boolean.class).orElse(false);
  }

  private static Optional<String> text(Config config, String name) {
    return config.getOptionalValue(name, String.class).filter(value -> !value.isBlank());
  }
}
