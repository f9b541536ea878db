package io.paydesk.trace;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.PropertiesConfigSource;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Keeps OpenTelemetry off until somebody says where traces go: its own default would be a collector
 * on this machine. Read when the service starts, so that one package serves both.
 */
public final class TracingSwitch implements ConfigSourceFactory {

  /** In application.properties it is OTEL_EXPORTER_OTLP_ENDPOINT, or empty. */
  private static final String ENDPOINT = "quarkus.otel.exporter.otlp.endpoint";

  private static final String TRACES_ENDPOINT = "quarkus.otel.exporter.otlp.traces.endpoint";

  /** Less than that of application.properties, and of the environment: whoever asks is heard. */
  private static final int ORDINAL = 200;

  @Override
  public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
    boolean off = !isSet(context, ENDPOINT) && !isSet(context, TRACES_ENDPOINT);
    return List.of(
        new PropertiesConfigSource(
            Map.of("quarkus.otel.sdk.disabled", Boolean.toString(off)),
            TracingSwitch.class.getSimpleName(),
            ORDINAL));
  }

  /**
   * What an extension has as its default was not set by anybody. A packaged application has such
   * defaults from a source of its own, which stands a little above the very last.
   */
  private static boolean isSet(ConfigSourceContext context, String name) {
    var value = context.getValue(name);
    return value != null
        && value.getConfigSourceOrdinal() > 0
        && value.getValue() != null
        && !value.getValue().isBlank();
  }
}
