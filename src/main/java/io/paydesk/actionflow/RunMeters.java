package io.paydesk.actionflow;

import io.micrometer.core.instrument.MeterRegistry;
import io.paydesk.transaction.ScheduledRound;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Singleton;

/** How many runs wait, and how long. Every replica reports the same numbers. */
@Singleton
class RunMeters {

  private final Pool database;

  private volatile long waiting;
  private volatile long failed;
  private volatile long lagSeconds;

  RunMeters(Pool database, MeterRegistry meters) {
    this.database = database;
    meters.gauge("paydesk.actionflow.waiting", this, runs -> runs.waiting);
    meters.gauge("paydesk.actionflow.failed", this, runs -> runs.failed);
    meters.gauge("paydesk.actionflow.lag.seconds", this, runs -> runs.lagSeconds);
  }

  /** Counts stop at 10,000: a larger number says no more and costs more. */
  @ScheduledRound
  @Scheduled(every = "10s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> look() {
    return database
        .query(
            """
            select
              (select count(*) from (select from actionflow_run where status = 'waiting' limit 10000) w),
              (select count(*) from (select from actionflow_run where status = 'failed' limit 10000) f),
              coalesce((select extract(epoch from now() - created_at)::bigint
                        from actionflow_run where status = 'waiting' order by id limit 1), 0)
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
