package io.paydesk.trace;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import jakarta.inject.Singleton;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Begins spans. Without an address for traces, which is the default, spans are empty and cost
 * nothing.
 */
@Singleton
public class Spans {

  private static final TextMapGetter<String> TRACEPARENT =
      new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(String traceparent) {
          return List.of("traceparent");
        }

        @Override
        public @Nullable String get(String traceparent, String key) {
          return "traceparent".equals(key) ? traceparent : null;
        }
      };

  private final boolean off;
  private final Tracer tracer;

  /**
   * @param off see {@link TracingSwitch}: OpenTelemetry would still make spans then, with trace ids
   *     that go nowhere
   */
  Spans(OpenTelemetry telemetry, @ConfigProperty(name = "quarkus.otel.sdk.disabled") boolean off) {
    this.off = off;
    tracer = (off ? OpenTelemetry.noop() : telemetry).getTracer("io.paydesk");
  }

  /** A call to another service, as part of the current work. */
  public TracedWork call(String name) {
    return begin(name, SpanKind.CLIENT, Trail.here());
  }

  /** Work without a cause to trace back to, for example a schedule's. */
  public TracedWork work(String name) {
    return begin(name, SpanKind.INTERNAL, Trail.from(Context.root()));
  }

  /**
   * Work that earlier work has left behind, perhaps in another process.
   *
   * @param traceparent of the earlier work; null when it was not traced; ignored while tracing is
   *     off
   */
  public TracedWork goOn(String name, @Nullable String traceparent) {
    var before =
        traceparent == null || off
            ? Context.root()
            : W3CTraceContextPropagator.getInstance()
                .extract(Context.root(), traceparent, TRACEPARENT);
    return begin(name, SpanKind.CONSUMER, Trail.from(before));
  }

  /** Adds an attribute to the current span, if there is one. */
  public static void recordHere(String attribute, String value) {
    Span.current().setAttribute(attribute, value);
  }

  /** The same for a number. */
  public static void recordHere(String attribute, long value) {
    Span.current().setAttribute(attribute, value);
  }

  private TracedWork begin(String name, SpanKind kind, Trail parent) {
    var span = tracer.spanBuilder(name).setSpanKind(kind).setParent(parent.spans()).startSpan();
    // An invalid one would put a trace id of zeros into log lines.
    return new TracedWork(span, span.getSpanContext().isValid() ? parent.of(span) : parent);
  }
}
