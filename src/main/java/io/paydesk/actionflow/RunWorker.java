package io.paydesk.actionflow;

import io.paydesk.transaction.RowsCommitted;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Takes what is due out of the queue and has it tried, each run by itself: none waits for another
 * to end, other than for those of its own target and subject. Any number of processes may do so at
 * once. It is woken by commits of its own process, and looks by itself for what another left behind
 * or what is due again.
 */
@Singleton
class RunWorker {

  private static final Logger LOG = Logger.getLogger(RunWorker.class);

  /** Beyond what an attempt may take: the time to read its rows and to record its end. */
  private static final Duration AROUND = Duration.ofSeconds(20);

  /** PostgreSQL is given half a minute; an answer that never comes must not be the last look. */
  private static final Duration LONGEST_LOOK = Duration.ofMinutes(1);

  /** Within the time that the service is given to stop. */
  private static final Duration LAST_WAIT = Duration.ofSeconds(5);

  private final Vertx vertx;
  private final RunQueue queue;
  private final RunLease lease;
  private final RunAttempts attempts;
  private final InProcessFlows beans;
  private final InProcessTarget threads;
  private final ActionflowConfig config;

  private final Map<String, AtomicInteger> underWay = new ConcurrentHashMap<>();

  /** 0: at rest; 1: at work; more: at work, and woken again since. */
  private final AtomicInteger wakeUps = new AtomicInteger();

  private volatile boolean stopping;

  RunWorker(
      Vertx vertx,
      RunQueue queue,
      RunLease lease,
      RunAttempts attempts,
      InProcessFlows beans,
      InProcessTarget threads,
      ActionflowConfig config) {
    this.vertx = vertx;
    this.queue = queue;
    this.lease = lease;
    this.attempts = attempts;
    this.beans = beans;
    this.threads = threads;
    this.config = config;
  }

  @Scheduled(
      every = "${paydesk.actionflow.poll:1s}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void poll() {
    wake();
  }

  void committed(@Observes RowsCommitted event) {
    if (event.followed()) {
      wake();
    }
  }

  void stopEarly(@Observes ShutdownDelayInitiatedEvent event) {
    stopping = true;
  }

  /** What has begun may end, if that is soon; the rest is interrupted and comes back elsewhere. */
  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    stopping = true;
    var latest = Instant.now().plus(LAST_WAIT);
    while (underWay.values().stream().anyMatch(n -> n.get() > 0)
        && Instant.now().isBefore(latest)) {
      Thread.sleep(50);
    }
    threads.stop();
  }

  /** Returns at once. */
  void wake() {
    if (!stopping && wakeUps.getAndIncrement() == 0) {
      ownContext().runOnContext(ignored -> look(wakeUps.get()));
    }
  }

  private Context ownContext() {
    var context = VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext());
    VertxContextSafetyToggle.setContextSafe(context, true);
    return context;
  }

  private void look(int seen) {
    if (stopping) {
      return;
    }
    queue
        .claim(rooms(), busy(), threads.atWork())
        .ifNoItem()
        .after(LONGEST_LOOK)
        .fail()
        .subscribe()
        .with(
            claimed -> {
              claimed.forEach(this::begin);
              if (!claimed.isEmpty()) {
                // There may be more, and what was claimed may have been in the way of it.
                look(wakeUps.get());
              } else if (!wakeUps.compareAndSet(seen, 0)) {
                look(wakeUps.get());
              }
            },
            failure -> {
              LOG.warn("Runs that are due could not be read; the next look is soon", failure);
              wakeUps.set(0);
            });
  }

  private Duration longest() {
    var longest =
        config.timeout().compareTo(RunTarget.LONGEST_DELIVERY) > 0
            ? config.timeout()
            : RunTarget.LONGEST_DELIVERY;
    return longest.plus(AROUND);
  }

  private Map<String, Integer> rooms() {
    return beans.names().stream()
        .map(name -> InProcessTarget.PREFIX + name)
        .collect(Collectors.toMap(target -> target, this::room));
  }

  private int room(String target) {
    return threads.room(target, config.concurrency() - underWay(target).get());
  }

  private Map<String, Integer> busy() {
    return underWay.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().get()));
  }

  private AtomicInteger underWay(String target) {
    return underWay.computeIfAbsent(target, name -> new AtomicInteger());
  }

  private void begin(ClaimedRun run) {
    underWay(run.target()).incrementAndGet();
    lease.hold(run, longest());
    ownContext()
        .runOnContext(
            ignored ->
                attempts
                    .make(run)
                    .onTermination()
                    .invoke(
                        () -> {
                          lease.letGo(run);
                          underWay(run.target()).decrementAndGet();
                        })
                    .subscribe()
                    .with(
                        this::again,
                        failure ->
                            LOG.errorf(
                                failure,
                                "What became of run %d could not be recorded; it comes back",
                                run.id())));
  }

  /** At once for what waited for this one, and when this one is due again. */
  private void again(Duration pause) {
    if (!pause.isZero() && pause.compareTo(config.poll()) < 0) {
      vertx.setTimer(Math.max(1, pause.toMillis()), timer -> wake());
    }
    wake();
  }
}
