package io.paydesk.actionflow;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Singleton;

/**
 * Cancels what waits for endpoints that are deleted: a run that was made at the moment of the
 * deletion, or that somebody had tried again since.
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

  @Scheduled(every = "60s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> look() {
    return database.query(CANCEL).execute().replaceWithVoid();
  }
}
