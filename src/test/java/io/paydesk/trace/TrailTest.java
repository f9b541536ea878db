package io.paydesk.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.quarkus.vertx.core.runtime.VertxMDC;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What log lines hold while nothing is traced. */
class TrailTest {

  private static final String TRACEPARENT =
      "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  /** As Quarkus does with quarkus.otel.sdk.disabled. */
  private final Spans off =
      new Spans(
          AutoConfiguredOpenTelemetrySdk.builder()
              .disableShutdownHook()
              .addPropertiesSupplier(() -> Map.of("otel.sdk.disabled", "true"))
              .build()
              .getOpenTelemetrySdk(),
          true);

  private static Map<String, String> carried(TracedWork work) {
    return work.trail().during(() -> new HashMap<>(VertxMDC.INSTANCE.copy()));
  }

  @Test
  void linesCarryIdsAndNothingOfATraceWhileNothingIsTraced() {
    var work = off.goOn("run", null).about(LogId.RUN, 7);

    assertThat(carried(work)).isEqualTo(Map.of("runId", "7"));
    assertThat(work.trail().traceparent()).isNull();
  }

  @Test
  void anEarlierTraceIsNotContinuedWhileTracingIsOff() {
    var work = off.goOn("run", TRACEPARENT).about(LogId.RUN, 7);

    assertThat(carried(work)).isEqualTo(Map.of("runId", "7"));
    assertThat(work.trail().traceparent()).isNull();
  }
}
