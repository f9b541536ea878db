package io.paydesk.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TracingSettingsTest {

  private static Optional<String> problemOf(String endpoint, String protocol) {
    return TracingSettings.problemOf(
        new SmallRyeConfigBuilder()
            .withDefaultValues(
                Map.of(
                    "quarkus.otel.exporter.otlp.endpoint", endpoint,
                    "quarkus.otel.exporter.otlp.protocol", protocol))
            .build());
  }

  @Test
  void anHttpAddressIsAccepted() {
    for (var endpoint :
        new String[] {"http://otel-collector:4317", "https://traces.example/otlp", ""}) {
      assertThat(problemOf(endpoint, "grpc")).as(endpoint).isEmpty();
    }
  }

  @Test
  void aWrongAddressIsNamedBeforeTheStart() {
    for (var endpoint : new String[] {"otel-collector:4317", "http://", "grpc://collector:4317"}) {
      assertThat(problemOf(endpoint, "grpc"))
          .as(endpoint)
          .get()
          .asString()
          .contains("OTEL_EXPORTER_OTLP_ENDPOINT");
    }
  }

  @Test
  void withTracingOffTheAddressIsNotChecked() {
    var config =
        new SmallRyeConfigBuilder()
            .withDefaultValues(
                Map.of(
                    "quarkus.otel.exporter.otlp.endpoint", "otel-collector:4317",
                    "quarkus.otel.sdk.disabled", "true"))
            .build();
    assertThat(TracingSettings.problemOf(config)).isEmpty();
  }

  @Test
  void anUnsupportedProtocolIsNamed() {
    assertThat(problemOf("http://c:4318", "http/protobuf")).isEmpty();
    assertThat(problemOf("http://c:4318", "http/json"))
        .get()
        .asString()
        .contains("OTEL_EXPORTER_OTLP_PROTOCOL");
  }
}
