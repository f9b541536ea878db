package io.paydesk.dispute;

import io.micrometer.core.instrument.MeterRegistry;
import io.paydesk.transaction.ScheduledRound;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Singleton;

/** How many disputes wait for the shop's answer. Every replica reports the same number. */
@Singleton
class OpenDisputes {

  private final Pool database;

  private volatile long open;

  OpenDisputes(Pool database, MeterRegistry meters) {
    this.database = database;
    meters.gauge("paydesk.disputes.open", this, disputes -> disputes.open);
  }

  @ScheduledRound
  @Scheduled(every = "60s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> look() {
    return database
        .query(
            """
            select count(*) from dispute
            where status in ('needs_response', 'warning_needs_response', 'appeal_needs_response')
            """)
        .execute()
        .invoke(rows -> open = rows.iterator().next().getLong(0))
        .replaceWithVoid();
  }
}
