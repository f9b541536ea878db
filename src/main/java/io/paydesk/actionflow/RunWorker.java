package io.paydesk.actionflow;

import io.paydesk.transaction.OwnContext;
import io.paydesk.transaction.RowsCommitted;
import io.paydesk.transaction.WorkLoop;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
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
 * Claims due runs and starts an attempt of each. Runs do not wait for each other, except within one
 * target and subject. Several processes may do so at once. Commits of this process wake it; it also
 * polls for runs that another process left behind and for those that are due again.
 */
@Singleton
class RunWorker {

  private static final Logger LOG = Logger.getLogger(RunWorker.class);

  /** The time beyond an attempt itself: to read its rows and to record its end. */
  private static final Duration AROUND = Duration.ofSeconds(20);

  /**
   * PostgreSQL is given half a minute. Without a limit, an answer that never comes would end the
   * polling.
   */
  private static final Duration LONGEST_LOOK = Duration.ofMinutes(1);

  /** Shorter than the time that the service has to stop. */
  private static final Duration LAST_WAIT = Duration.ofSeconds(5);

  private final Vertx vertx;
  private final OwnContext contexts;
  private final RunQueue queue;
  private final RunLease lease;
  private final RunAttempts attempts;
  private final InProcessFlows beans;
  private final InProcessTarget threads;
  private final ActionflowConfig config;

  private final Map<String, AtomicInteger> underWay = new ConcurrentHashMap<>();

  private final WorkLoop loop;

  RunWorker(
      Vertx vertx,
      OwnContext contexts,
      RunQueue queue,
      RunLease lease,
      RunAttempts attempts,
      InProcessFlows beans,
      InProcessTarget threads,
      ActionflowConfig config) {
    this.vertx = vertx;
    this.contexts = contexts;
    this.queue = queue;
    this.lease = lease;
    this.attempts = attempts;
    this.beans = beans;
    this.threads = threads;
    this.config = config;
    loop =
        new WorkLoop(
            contexts,
            LONGEST_LOOK,
            this::look,
            failure -> LOG.warn("Due runs could not be claimed; it is tried again soon", failure));
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
    loop.stop();
  }

  /**
   * Waits a little for attempts to end. The rest are interrupted, and another process retries them.
   */
  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    loop.stop();
    var latest = Instant.now().plus(LAST_WAIT);
    while (underWay.values().stream().anyMatch(n -> n.get() > 0)
        && Instant.now().isBefore(latest)) {
      Thread.sleep(50);
    }
    threads.stop();
  }

  /** Returns at once. */
  void wake() {
    loop.wake();
  }

  /** Looks again if it claimed any: there may be more, or runs that waited for these. */
  private Uni<Boolean> look() {
    return queue
        .claim(rooms(), busy(), threads.atWork())
        .invoke(claimed -> claimed.forEach(this::begin))
        .map(claimed -> !claimed.isEmpty());
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
    contexts.begin(
        () ->
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
                            "The outcome of run %d could not be stored; the run is retried",
                            run.id())));
  }

  /** Wakes at once for runs that waited for this one, and later when this one is due again. */
  private void again(Duration pause) {
    if (!pause.isZero() && pause.compareTo(config.poll()) < 0) {
      vertx.setTimer(Math.max(1, pause.toMillis()), timer -> wake());
    }
    wake();
  }
}
