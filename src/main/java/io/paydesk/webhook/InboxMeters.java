package io.paydesk.webhook;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Singleton;

/**
 * How full the inbox is, and how far behind. Each replica tells the same, as they share it. Behind
 * it is by what nobody has tried yet: one event that fails for days says nothing of the others, and
 * the alert {@code events_waiting} tells of it.
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

  /** Counts stop at 10,000: beyond that the number says no more, and costs more. */
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
