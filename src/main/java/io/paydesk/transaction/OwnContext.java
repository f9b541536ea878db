package io.paydesk.transaction;

import io.paydesk.trace.Trail;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.util.function.Supplier;

/**
 * Runs work in a Vert.x context of its own. A Hibernate Reactive session belongs to its context:
 * two pieces of work at once in one context would share a session, and close it under each other.
 * The caller's trail goes along.
 */
@Singleton
public class OwnContext {

  private final Vertx vertx;

  OwnContext(Vertx vertx) {
    this.vertx = vertx;
  }

  /** The result returns to the caller's context, if there is one. */
  public <T> Uni<T> run(Supplier<Uni<? extends T>> work) {
    return Uni.createFrom()
        .<T>deferred(
            () -> {
              var own = fresh();
              var trail = Trail.here();
              return trail
                  .<T>around(() -> work.get().<T>map(item -> item))
                  .runSubscriptionOn(task -> own.runOnContext(ignored -> task.run()));
            })
        .plug(HomeContext.back());
  }

  /** Returns at once. */
  public void begin(Runnable work) {
    fresh().runOnContext(ignored -> work.run());
  }

  private Context fresh() {
    var context = VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext());
    VertxContextSafetyToggle.setContextSafe(context, true);
    return context;
  }
}
