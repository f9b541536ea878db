package io.paydesk.stream;

import io.micrometer.core.instrument.MeterRegistry;
import io.paydesk.transaction.ScheduledRound;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Watches for a transaction that stays open. Nothing is missed meanwhile. But a reader who comes
 * back reads everything since it began again, and the ids of all streams stand still.
 */
@Singleton
class OldestWriter {

  private static final Logger LOG = Logger.getLogger(OldestWriter.class);

  private static final Duration TOO_LONG = Duration.ofMinutes(1);

  private final ChangeReader reader;

  private volatile long xid;
  private volatile @Nullable Instant since;
  private volatile boolean warned;

  OldestWriter(ChangeReader reader, MeterRegistry meters) {
    this.reader = reader;
    meters.gauge("paydesk.stream.oldest.writer.seconds", this, OldestWriter::ageSeconds);
  }

  private double ageSeconds() {
    var start = since;
    return start == null ? 0 : Duration.between(start, Instant.now()).toSeconds();
  }

  @ScheduledRound
  @Scheduled(every = "10s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> look() {
    return reader.now().invoke(this::record).replaceWithVoid();
  }

  private void record(DatabaseSnapshot now) {
    boolean isOpen = now.xmin() < now.xmax();
    if (!isOpen || now.xmin() != xid) {
      xid = now.xmin();
      since = isOpen ? Instant.now() : null;
      warned = false;
    } else if (!warned && ageSeconds() > TOO_LONG.toSeconds()) {
      warned = true;
      LOG.warnf(
          "Transaction %d has been open for over a minute: pg_stat_activity shows whose it is",
          xid);
    }
  }
}
