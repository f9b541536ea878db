package io.paydesk.actionflow;

import io.paydesk.transaction.ScheduledRound;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Singleton;

/**
 * Cancels runs that wait for a deleted endpoint: those made at the moment of the deletion, and
 * those that somebody retried since.
 */
@Singleton
class EndpointLeftovers {

  private static final String CANCEL =
      """
      update actionflow_run set status = 'canceled', finished_at = now(), claim = null
      where status = 'waiting' and not in_process
        and target in (select 'endpoint:' || id from actionflow_endpoint where status = 'deleted')
      """;

  private final Pool database;

  EndpointLeftovers(Pool database) {
    this.database = database;
  }

  @ScheduledRound
  @Scheduled(every = "60s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> look() {
    return database.query(CANCEL).execute().replaceWithVoid();
  }
}
