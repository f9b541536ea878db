package io.paydesk.transaction;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.util.function.Function;

/**
 * Brings results back to the Vert.x context that asked for them. Whatever waits, on a worker thread
 * or on a timer, continues on a thread of its own, and a Hibernate Reactive session must not be
 * touched from there.
 */
public final class HomeContext {

  private HomeContext() {}

  /**
   * For {@link Uni#plug}: what follows runs on the context on which the Uni is subscribed to, if
   * there is one.
   */
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
