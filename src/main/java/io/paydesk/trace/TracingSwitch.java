package io.paydesk.trace;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.PropertiesConfigSource;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Keeps OpenTelemetry off until there is an address for traces: its own default is a collector on
 * this machine. It is read at the start, so that one package can do both.
 */
public final class TracingSwitch implements ConfigSourceFactory {

  /** application.properties sets it to OTEL_EXPORTER_OTLP_ENDPOINT, or to nothing. */
  private static final String ENDPOINT = "quarkus.otel.exporter.otlp.endpoint";

  private static final String TRACES_ENDPOINT = "quarkus.otel.exporter.otlp.traces.endpoint";

  /** Below application.properties and the environment, so both can override it. */
  private static final int ORDINAL = 200;

  private static final int BUILT_IN = 0;

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
   * The default of an extension does not count. A packaged application has such defaults in a
   * source of their own, with an ordinal just above the lowest. A native executable has the lines
   * of application.properties built in, at zero.
   */
  private static boolean isSet(ConfigSourceContext context, String name) {
    var value = context.getValue(name);
    return value != null
        && value.getConfigSourceOrdinal() >= BUILT_IN
        && value.getValue() != null
        && !value.getValue().isBlank();
  }
}
