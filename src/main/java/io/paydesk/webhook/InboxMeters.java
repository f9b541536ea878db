package io.paydesk.webhook;

import io.micrometer.core.instrument.MeterRegistry;
import io.paydesk.transaction.ScheduledRound;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Singleton;

/**
 * How full the inbox is, and how far behind. Every replica reports the same numbers. Only events
 * without an attempt count as being behind: one event that fails for days says nothing about the
 * others, and has the alert {@code events_waiting}.
 */
@Singleton
class InboxMeters {

  private final Pool database;

  private volatile long waiting;
  private volatile long failed;
  private volatile long lagSeconds;

  InboxMeters(Pool database, MeterRegistry meters) {
    this.database = database;
    meters.gauge("paydesk.inbox.waiting", this, inbox -> inbox.waiting);
    meters.gauge("paydesk.inbox.failed", this, inbox -> inbox.failed);
    meters.gauge("paydesk.inbox.lag.seconds", this, inbox -> inbox.lagSeconds);
  }

  /** Counts stop at 10,000: a larger number says no more and costs more. */
  @ScheduledRound
  @Scheduled(every = "10s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> look() {
    return database
        .query(
            """
            select
              (select count(*) from (select from stripe_event where status = 'waiting' limit 10000) w),
              (select count(*) from (select from stripe_event where status = 'failed' limit 10000) f),
              coalesce((select extract(epoch from now() - min(waiting_since))::bigint
                        from stripe_event where status = 'waiting' and attempts = 0), 0)
            """)
        .execute()
        .invoke(
            rows -> {
              var row = rows.iterator().next();
              waiting = row.getLong(0);
              failed = row.getLong(1);
              lagSeconds = row.getLong(2);
            })
        .replaceWithVoid();
  }
}
