package io.paydesk.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What a piece of work belongs to: the span that it is a part of, and the ids that its log lines
 * carry. Both stay behind where work goes on to another thread or another Vert.x context, so
 * whoever sends it there takes its trail along.
 */
public final class Trail {

  private final Context spans;
  private final Map<LogId, String> ids;

  private Trail(Context spans, Map<LogId, String> ids) {
    this.spans = spans;
    this.ids = ids;
  }

  /** Of what is being done right here. */
  public static Trail here() {
    return new Trail(Context.current(), idsIn(context()));
  }

  /** A trail that begins with this id, and belongs to nothing else. */
  public static Trail of(LogId id, Object value) {
    return from(Context.root()).with(id, value);
  }

  static Trail from(Context spans) {
    return new Trail(spans, new EnumMap<>(LogId.class));
  }

  Context spans() {
    return spans;
  }

  /** The same ids, as a part of this span. */
  Trail of(Span span) {
    return new Trail(spans.with(span), ids);
  }

  Trail with(LogId id, Object value) {
    var more = new EnumMap<LogId, String>(LogId.class);
    more.putAll(ids);
    more.put(id, String.valueOf(value));
    return new Trail(spans, more);
  }

  /**
   * By which the trace can go on after this process.
   *
   * @return null when nothing is traced
   * @see <a href="https://www.w3.org/TR/trace-context/">Trace Context</a>
   */
  public String traceparent() {
    var span = Span.fromContext(spans).getSpanContext();
    return span.isValid()
        ? "00-%s-%s-%s".formatted(span.getTraceId(), span.getSpanId(), span.getTraceFlags().asHex())
        : null;
  }

  /** Does this on its own thread, now; afterwards everything is as it was before. */
  public void during(Runnable work) {
    during(
        () -> {
          work.run();
          return null;
        });
  }

  /** As the other, for what has a result. */
  public <T> T during(Supplier<T> work) {
    var leave = enter();
    try {
      return work.get();
    } finally {
      leave.run();
    }
  }

  /**
   * Does this on the caller's Vert.x context; once it has ended, everything is as it was before.
   * Two of them must not be under way at once in one context.
   */
  public <T> Uni<T> around(Supplier<Uni<T>> work) {
    return Uni.createFrom()
        .deferred(
            () -> {
              if (!VertxContext.isOnDuplicatedContext()) {
                // It may end on any thread, and this one would keep what it is given.
                return during(work);
              }
              var leave = enter();
              try {
                return work.get().onTermination().invoke(leave);
              } catch (RuntimeException e) {
                leave.run();
                throw e;
              }
            });
  }

  private Runnable enter() {
    var context = context();
    var before = idsIn(context);
    Scope scope = spans == Context.current() ? Scope.noop() : spans.makeCurrent();
    put(ids, context);
    return () -> {
      scope.close();
      put(before, context);
    };
  }

  private static io.vertx.core.Context context() {
    return VertxContext.isOnDuplicatedContext() ? Vertx.currentContext() : null;
  }

  private static Map<LogId, String> idsIn(io.vertx.core.Context context) {
    var ids = new EnumMap<LogId, String>(LogId.class);
    for (var id : LogId.values()) {
      var value = id.in(context);
      if (value != null) {
        ids.put(id, value);
      }
    }
    return ids;
  }

  private static void put(Map<LogId, String> ids, io.vertx.core.Context context) {
    for (var id : LogId.values()) {
      id.put(ids.get(id), context);
    }
  }
}
