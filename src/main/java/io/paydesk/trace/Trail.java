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
import org.jspecify.annotations.Nullable;

/**
 * What a piece of work belongs to: its span, and the ids of its log lines. Both are lost when work
 * moves to another thread or Vert.x context, so the code that moves it takes the trail along.
 */
public final class Trail {

  private final Context spans;
  private final Map<LogId, String> ids;

  private Trail(Context spans, Map<LogId, String> ids) {
    this.spans = spans;
    this.ids = ids;
  }

  /** The trail of the current work. */
  public static Trail here() {
    return new Trail(Context.current(), idsIn(context()));
  }

  /** A new trail with only this id. */
  public static Trail of(LogId id, Object value) {
    return from(Context.root()).with(id, value);
  }

  static Trail from(Context spans) {
    return new Trail(spans, new EnumMap<>(LogId.class));
  }

  Context spans() {
    return spans;
  }

  /** The same ids, within this span. */
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
   * Lets another process continue the trace.
   *
   * @return null when nothing is traced
   * @see <a href="https://www.w3.org/TR/trace-context/">Trace Context</a>
   */
  public @Nullable String traceparent() {
    var span = Span.fromContext(spans).getSpanContext();
    return span.isValid()
        ? "00-%s-%s-%s".formatted(span.getTraceId(), span.getSpanId(), span.getTraceFlags().asHex())
        : null;
  }

  /** Runs this at once on the present thread; afterwards everything is as before. */
  public void during(Runnable work) {
    during(
        () -> {
          work.run();
          return null;
        });
  }

  /** The same for work with a result. */
  public <T> T during(Supplier<T> work) {
    var leave = enter();
    try {
      return work.get();
    } finally {
      leave.run();
    }
  }

  /**
   * Runs this on the caller's Vert.x context; when it has ended, everything is as before. Only one
   * at a time may run in a context.
   */
  public <T> Uni<T> around(Supplier<Uni<T>> work) {
    return Uni.createFrom()
        .deferred(
            () -> {
              if (!VertxContext.isOnDuplicatedContext()) {
                // The work may end on another thread, and this thread would keep the ids.
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

  private static io.vertx.core.@Nullable Context context() {
    return VertxContext.isOnDuplicatedContext() ? Vertx.currentContext() : null;
  }

  private static Map<LogId, String> idsIn(io.vertx.core.@Nullable Context context) {
    var ids = new EnumMap<LogId, String>(LogId.class);
    for (var id : LogId.values()) {
      var value = id.in(context);
      if (value != null) {
        ids.put(id, value);
      }
    }
    return ids;
  }

  private static void put(Map<LogId, String> ids, io.vertx.core.@Nullable Context context) {
    for (var id : LogId.values()) {
      id.put(ids.get(id), context);
    }
  }
}
