package io.paydesk.actionflow;

import static java.util.Objects.requireNonNull;

import io.paydesk.transaction.ScheduledRound;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Keeps the runs that this process is trying claimed. A claim lasts seconds, so that another
 * process soon takes over from one that died; a live process renews it for as long as an attempt
 * may take.
 */
@Singleton
class RunLease {

  static final Duration LENGTH = Duration.ofSeconds(15);

  private static final Logger LOG = Logger.getLogger(RunLease.class);

  private final RunQueue queue;
  private final Map<UUID, Held> held = new ConcurrentHashMap<>();

  RunLease(RunQueue queue) {
    this.queue = queue;
  }

  private record Held(ClaimedRun run, Instant until) {}

  /**
   * @param longest after which the claim is no longer renewed
   */
  void hold(ClaimedRun run, Duration longest) {
    held.put(requireNonNull(run.claim()), new Held(run, Instant.now().plus(longest)));
  }

  void letGo(ClaimedRun run) {
    held.remove(requireNonNull(run.claim()));
  }

  /** The interval leaves room for two failed renewals. */
  @ScheduledRound
  @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> renew() {
    var now = Instant.now();
    var alive =
        held.values().stream().filter(one -> one.until.isAfter(now)).map(Held::run).toList();
    if (alive.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    return queue
        .renew(alive)
        .onFailure()
        .invoke(
            failure -> LOG.debugf(failure, "The claims of %d runs are not renewed", alive.size()))
        .onFailure()
        .recoverWithNull();
  }
}
