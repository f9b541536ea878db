package io.paydesk.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Nothing is traced without an address for traces. */
class TracingSwitchTest {

  private static final String ENDPOINT = "quarkus.otel.exporter.otlp.endpoint";

  private static boolean isOff(Map<String, String> environment) {
    return isOff(environment, 250);
  }

  /**
   * @param ordinal of application.properties: 250 as a file, 0 where it is built in
   */
  private static boolean isOff(Map<String, String> environment, int ordinal) {
    var ours = new HashMap<String, String>();
    ours.put(ENDPOINT, "${otel.exporter.otlp.endpoint:}");
    return new SmallRyeConfigBuilder()
        .addDefaultInterceptors()
        .withDefaultValue("quarkus.otel.exporter.otlp.traces.endpoint", "http://localhost:4317/")
        .withSources(
            new PropertiesConfigSource(ours, "application.properties", ordinal),
            new PropertiesConfigSource(environment, "environment", 300))
        .withSources(new TracingSwitch())
        .build()
        .getValue("quarkus.otel.sdk.disabled", Boolean.class);
  }

  @Test
  void itIsOffWithoutAnEndpoint() {
    assertThat(isOff(Map.of())).isTrue();
    assertThat(isOff(Map.of("otel.exporter.otlp.endpoint", ""))).isTrue();
    assertThat(isOff(Map.of(ENDPOINT, " "))).isTrue();
  }

  @Test
  void itIsOnByTheNameOfOpenTelemetryAndByThoseOfQuarkus() {
    for (var name :
        new String[] {
          "otel.exporter.otlp.endpoint", ENDPOINT, "quarkus.otel.exporter.otlp.traces.endpoint"
        }) {
      assertThat(isOff(Map.of(name, "http://collector:4317"))).as(name).isFalse();
    }
  }

  @Test
  void itIsTheSameInANativeExecutable() {
    assertThat(isOff(Map.of(), 0)).isTrue();
    assertThat(isOff(Map.of("otel.exporter.otlp.endpoint", "http://collector:4317"), 0)).isFalse();
  }

  @Test
  void anExplicitSettingWins() {
    var environment =
        Map.of(ENDPOINT, "http://collector:4317", "quarkus.otel.sdk.disabled", "true");
    assertThat(isOff(environment)).isTrue();
  }
}
