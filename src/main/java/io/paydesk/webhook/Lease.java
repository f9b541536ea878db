package io.paydesk.webhook;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * How long a claim is heeded by others. It is short, so that what a process leaves behind as it
 * dies is taken over within seconds, and whoever lives renews it for as long as the work goes on.
 * No lock of a database session does that: there are none behind a pooler.
 */
@Singleton
class Lease {

  static final Duration LENGTH = Duration.ofSeconds(15);

  private static final Logger LOG = Logger.getLogger(Lease.class);

  /** Twice in vain before it ends. */
  private static final Duration RENEWED_EVERY = Duration.ofSeconds(5);

  private final Vertx vertx;
  private final Inbox inbox;

  Lease(Vertx vertx, Inbox inbox) {
    this.vertx = vertx;
    this.inbox = inbox;
  }

  /** Works on events that are claimed, and keeps them claimed until that has ended. */
  <T> Uni<T> during(UUID claim, List<ClaimedEvent> events, Supplier<Uni<T>> work) {
    return Uni.createFrom()
        .deferred(
            () -> {
              var asking = new AtomicBoolean();
              long timer =
                  vertx.setPeriodic(RENEWED_EVERY.toMillis(), tick -> renew(claim, events, asking));
              return Uni.createFrom()
                  .deferred(() -> work.get())
                  .onTermination()
                  .invoke(() -> vertx.cancelTimer(timer));
            });
  }

  private void renew(UUID claim, List<ClaimedEvent> events, AtomicBoolean asking) {
    if (asking.compareAndSet(false, true)) {
      inbox
          .renew(claim, events)
          // An answer that never comes must not be the last time that it was asked.
          .ifNoItem()
          .after(RENEWED_EVERY)
          .fail()
          .onTermination()
          .invoke(() -> asking.set(false))
          .subscribe()
          .with(
              renewed -> {},
              failure ->
                  LOG.debugf(failure, "The claim of %d events is not renewed", events.size()));
    }
  }
}
