package io.paydesk.actionflow;

import io.paydesk.transaction.ScheduledRound;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/**
 * Cancels runs of beans that no build has any more. During a rollout another process may still have
 * the bean, so they are kept for an hour.
 */
@Singleton
class LostFlows {

  private static final Logger LOG = Logger.getLogger(LostFlows.class);

  private static final String FAIL =
      """
      update actionflow_run r
      set status = 'failed', finished_at = now(), claim = null,
          last_error = 'No actionflow of this name is in the build: try it again when there is one'
      where status = 'waiting' and in_process and target <> all($1)
        and next_attempt_at < now() - interval '1 hour'
        and not exists (
          select from actionflow_run before
          where before.subject = r.subject and before.id < r.id and before.status = 'waiting'
            and before.target = r.target)
      """;

  private final Pool database;
  private final InProcessFlows beans;

  LostFlows(Pool database, InProcessFlows beans) {
    this.database = database;
    this.beans = beans;
  }

  @ScheduledRound
  @Scheduled(every = "60s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> look() {
    var known =
        beans.names().stream().map(name -> InProcessTarget.PREFIX + name).toArray(String[]::new);
    return database
        .preparedQuery(FAIL)
        .execute(Tuple.of((Object) known))
        .invoke(
            ended -> {
              if (ended.rowCount() > 0) {
                LOG.errorf(
                    "%d runs failed: this service has no actionflow with their name",
                    ended.rowCount());
              }
            })
        .replaceWithVoid();
  }
}
