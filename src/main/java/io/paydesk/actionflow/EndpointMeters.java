package io.paydesk.actionflow;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.paydesk.transaction.ScheduledRound;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Counts endpoints by status. Every replica reports the same numbers. */
@Singleton
class EndpointMeters {

  private final Pool database;
  private final Map<EndpointStatus, AtomicLong> counts = new EnumMap<>(EndpointStatus.class);

  EndpointMeters(Pool database, MeterRegistry meters) {
    this.database = database;
    for (var status : new EndpointStatus[] {EndpointStatus.ACTIVE, EndpointStatus.PAUSED}) {
      counts.put(
          status,
          meters.gauge(
              "paydesk.actionflow.endpoints", Tags.of("status", status.text()), new AtomicLong()));
    }
  }

  @ScheduledRound
  @Scheduled(every = "10s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> look() {
    return database
        .query(
            """
            select count(*) filter (where status = 'active') as active,
              count(*) filter (where status = 'paused') as paused
            from actionflow_endpoint
            """)
        .execute()
        .invoke(
            rows -> {
              var row = rows.iterator().next();
              counts.forEach((status, count) -> count.set(row.getLong(status.text())));
            })
        .replaceWithVoid();
  }
}
