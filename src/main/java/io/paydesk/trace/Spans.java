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

/**
 * Begins spans. While nothing is traced, which is so unless an address for traces is set, they are
 * empty and cost nothing.
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
        public String get(String traceparent, String key) {
          return "traceparent".equals(key) ? traceparent : null;
        }
      };

  private final boolean off;
  private final Tracer tracer;

  /**
   * @param off as {@link TracingSwitch} says: OpenTelemetry would then still make spans, with ids
   *     of traces that nobody gets
   */
  Spans(OpenTelemetry telemetry, @ConfigProperty(name = "quarkus.otel.sdk.disabled") boolean off) {
    this.off = off;
    tracer = (off ? OpenTelemetry.noop() : telemetry).getTracer("io.paydesk");
  }

  /** A call to somebody else, as a part of what is being done here. */
  public TracedWork call(String name) {
    return begin(name, SpanKind.CLIENT, Trail.here());
  }

  /** Work that nobody waits for and that nothing led to, such as what a clock begins. */
  public TracedWork work(String name) {
    return begin(name, SpanKind.INTERNAL, Trail.from(Context.root()));
  }

  /**
   * Work that something before has left behind, perhaps in another process.
   *
   * @param traceparent of what left it; null when that was not traced, and heeded only while
   *     something is
   */
  public TracedWork goOn(String name, String traceparent) {
    var before =
        traceparent == null || off
            ? Context.root()
            : W3CTraceContextPropagator.getInstance()
                .extract(Context.root(), traceparent, TRACEPARENT);
    return begin(name, SpanKind.CONSUMER, Trail.from(before));
  }

  /** Of the span of what is being done here, if there is one. */
  public static void recordHere(String attribute, String value) {
    Span.current().setAttribute(attribute, value);
  }

  /** As the other, for a number. */
  public static void recordHere(String attribute, long value) {
    Span.current().setAttribute(attribute, value);
  }

  private TracedWork begin(String name, SpanKind kind, Trail parent) {
    var span = tracer.spanBuilder(name).setSpanKind(kind).setParent(parent.spans()).startSpan();
    // One that is not there would stand in log lines, as a trace of zeros.
    return new TracedWork(span, span.getSpanContext().isValid() ? parent.of(span) : parent);
  }
}
