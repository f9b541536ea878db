package io.paydesk.transaction;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.util.function.Function;

/**
 * Returns results to the Vert.x context that asked for them. Work that waits on a worker thread or
 * a timer continues on a thread of its own, and a Hibernate Reactive session must not be touched
 * from there.
 */
public final class HomeContext {

  private HomeContext() {}

  /** For {@link Uni#plug}: what follows runs on the subscriber's context, if there is one. */
  public static <T> Function<Uni<T>, Uni<T>> back() {
    return uni ->
        Uni.createFrom()
            .deferred(
                () -> {
                  var home = Vertx.currentContext();
                  return home == null
                      ? uni
                      : uni.emitOn(task -> home.runOnContext(ignored -> task.run()));
                });
  }
}
