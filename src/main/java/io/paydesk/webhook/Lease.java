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
 * How long others respect a claim. A short lease, so that another process takes over within seconds
 * from one that died; a live process renews it while the work goes on. A session lock would not do:
 * behind a pooler there are none.
 */
@Singleton
class Lease {

  static final Duration LENGTH = Duration.ofSeconds(15);

  private static final Logger LOG = Logger.getLogger(Lease.class);

  /** Leaves room for two failed renewals. */
  private static final Duration RENEWED_EVERY = Duration.ofSeconds(5);

  private final Vertx vertx;
  private final Inbox inbox;

  Lease(Vertx vertx, Inbox inbox) {
    this.vertx = vertx;
    this.inbox = inbox;
  }

  /** Keeps claimed events claimed until the work on them has ended. */
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
          // A renewal without an answer must not stop the later ones.
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
