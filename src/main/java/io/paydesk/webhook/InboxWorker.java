package io.paydesk.webhook;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Takes waiting events out of the inbox, one batch at a time in each process. Any number of
 * processes may do so at once. It is woken by an insert of its own process, and looks by itself for
 * what another left behind or what is due again.
 */
@Singleton
class InboxWorker {

  private static final Logger LOG = Logger.getLogger(InboxWorker.class);
  private static final int BATCH = 100;

  private final Vertx vertx;
  private final Inbox inbox;
  private final InboxBatch batch;
  private final Callbacks callbacks;

  /** 0: at rest; 1: at work; more: at work, and woken again since. */
  private final AtomicInteger wakeUps = new AtomicInteger();

  private volatile boolean stopping;

  InboxWorker(Vertx vertx, Inbox inbox, InboxBatch batch, Callbacks callbacks) {
    this.vertx = vertx;
    this.inbox = inbox;
    this.batch = batch;
    this.callbacks = callbacks;
  }

  @Scheduled(every = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void poll() {
    wake();
  }

  void stopEarly(@Observes ShutdownDelayInitiatedEvent event) {
    stopping = true;
  }

  void stop(@Observes ShutdownEvent event) {
    stopping = true;
  }

  /** Returns at once; the work is done on an event loop, in a context of its own. */
  void wake() {
    if (!stopping && wakeUps.getAndIncrement() == 0) {
      var context = VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext());
      VertxContextSafetyToggle.setContextSafe(context, true);
      context.runOnContext(ignored -> drain(wakeUps.get()));
    }
  }

  private void drain(int seen) {
    next()
        // By then another may have the events anyway, and an answer that never comes must not stop
        // the inbox.
        .ifNoItem()
        .after(Inbox.LEASE)
        .fail()
        .subscribe()
        .with(
            claimed -> goOn(seen, claimed == BATCH),
            failure -> {
              LOG.warn("The inbox could not be read; the next look is in two seconds", failure);
              wakeUps.set(0);
            });
  }

  private void goOn(int seen, boolean more) {
    if (stopping) {
      wakeUps.set(0);
    } else if (more) {
      drain(wakeUps.get());
    } else if (!wakeUps.compareAndSet(seen, 0)) {
      drain(wakeUps.get());
    }
  }

  /**
   * @return how many were claimed
   */
  private Uni<Integer> next() {
    var claim = UUID.randomUUID();
    return inbox.claim(claim, BATCH).call(claimed -> work(claim, claimed)).map(List::size);
  }

  private Uni<Void> work(UUID claim, List<Delivery> claimed) {
    var lost = claimed.stream().filter(delivery -> delivery.attempt() > Inbox.TRIES).toList();
    var byCallback =
        claimed.stream()
            .filter(delivery -> delivery.attempt() <= Inbox.TRIES)
            .collect(Collectors.groupingBy(delivery -> callbacks.of(delivery.type())));
    return inbox
        .putBack(claim, lost, "each try ended with the process")
        .onItem()
        .transformToMulti(ignored -> Multi.createFrom().iterable(byCallback.entrySet()))
        .onItem()
        .transformToUniAndConcatenate(entry -> batch.work(claim, entry.getKey(), entry.getValue()))
        .collect()
        .asList()
        .replaceWithVoid();
  }
}
