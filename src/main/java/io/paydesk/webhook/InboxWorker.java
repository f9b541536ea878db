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
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * Takes waiting events out of the inbox, one batch at a time in each process. Any number of
 * processes may do so at once. It is woken by an insert of its own process, and looks by itself for
 * what another left behind or what is due again.
 */
@Singleton
class InboxWorker {

  private static final int BATCH = 100;

  /** Work that has not ended by then never will, and must not be in the way of other work. */
  static final Duration LONGEST = Duration.ofMinutes(3);

  /** From then on an event that was lost with its process is tried by itself. */
  private static final int SUSPICIOUS = 2;

  private final Vertx vertx;
  private final Inbox inbox;
  private final InboxBatch batch;
  private final Lease lease;
  private final AskingEvents asking;
  private final Callbacks callbacks;

  /** 0: at rest; 1: at work; more: at work, and woken again since. */
  private final AtomicInteger wakeUps = new AtomicInteger();

  private final Outage outage = new Outage("The inbox could not be read");

  private volatile boolean stopping;

  InboxWorker(
      Vertx vertx,
      Inbox inbox,
      InboxBatch batch,
      Lease lease,
      AskingEvents asking,
      Callbacks callbacks) {
    this.vertx = vertx;
    this.inbox = inbox;
    this.batch = batch;
    this.lease = lease;
    this.asking = asking;
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
        .ifNoItem()
        .after(LONGEST)
        .fail()
        .subscribe()
        .with(
            claimed -> {
              outage.end();
              goOn(seen, claimed == BATCH);
            },
            failure -> {
              outage.note(failure);
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
    var types = asking.isFull() ? callbacks.typesThatStandAlone() : callbacks.types();
    return inbox.claim(claim, BATCH, types).call(claimed -> work(claim, claimed)).map(List::size);
  }

  /** Ends when those are done that need not ask Stripe; the others go on. */
  private Uni<Void> work(UUID claim, List<ClaimedEvent> claimed) {
    if (claimed.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    return lease
        .during(claim, claimed, () -> sift(claim, claimed))
        .invoke(
            sound ->
                byCallback(sound, false)
                    .forEach((callback, its) -> asking.begin(claim, callback, its, this::wake)))
        .flatMap(sound -> lease.during(claim, sound, () -> apply(claim, sound)));
  }

  /**
   * One of the events that were lost more than once may be what ends the process, so no more than
   * one of them is tried at a time, and in the end none.
   *
   * @return those that are to be tried now
   */
  private Uni<List<ClaimedEvent>> sift(UUID claim, List<ClaimedEvent> claimed) {
    var sound = new ArrayList<ClaimedEvent>();
    var suspicious = new ArrayList<ClaimedEvent>();
    var hopeless = new ArrayList<ClaimedEvent>();
    for (var delivery : claimed) {
      var kind =
          delivery.lost() >= Inbox.MOST_LOST
              ? hopeless
              : delivery.lost() >= SUSPICIOUS ? suspicious : sound;
      kind.add(delivery);
    }
    if (!suspicious.isEmpty()) {
      sound.add(suspicious.remove(0));
    }
    return inbox
        .giveUp(claim, hopeless, "each try ended with the process")
        .flatMap(done -> inbox.release(claim, suspicious))
        .invoke(
            () -> {
              if (!suspicious.isEmpty()) {
                wake();
              }
            })
        .replaceWith(sound);
  }

  private Uni<Void> apply(UUID claim, List<ClaimedEvent> sound) {
    return Multi.createFrom()
        .iterable(byCallback(sound, true).entrySet())
        .onItem()
        .transformToUniAndConcatenate(entry -> batch.work(claim, entry.getKey(), entry.getValue()))
        .collect()
        .asList()
        .replaceWithVoid();
  }

  private Map<StripeCallback<?>, List<ClaimedEvent>> byCallback(
      List<ClaimedEvent> deliveries, boolean alone) {
    return deliveries.stream()
        .filter(delivery -> callbacks.standsAlone(delivery) == alone)
        .collect(
            Collectors.groupingBy(
                delivery -> callbacks.of(delivery.type()),
                LinkedHashMap::new,
                Collectors.toList()));
  }
}
