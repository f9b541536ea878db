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
            failure ->
                LOG.warn("Runs that are due could not be read; the next look is soon", failure));
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

  /** What has begun may end, if that is soon; the rest is interrupted and comes back elsewhere. */
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

  /** After some there may be more, and what was claimed may have been in the way of it. */
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
