package io.paydesk.actionflow;

import io.paydesk.transaction.ScheduledRound;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;

/**
 * Deletes runs that are done, and their attempts, so that their table does not grow without end.
 * Failed runs stay until a person has dealt with them. A change that is reported again later makes
 * no run: its row shows that change already.
 */
@Singleton
class OldRuns {

  /** Many short transactions rather than a long one, which would hold its rows locked. */
  private static final int AT_ONCE = 5_000;

  /**
   * The runs of one transition are deleted together, as callbackProcessed is computed from all of
   * them.
   */
  private static final String FORGET =
      """
      delete from actionflow_run where id in (
        select r.id from actionflow_run r
        where r.status in ('succeeded', 'canceled') and r.finished_at < now() - $1 * interval '1 second'
          and not exists (
            select from actionflow_run beside
            where beside.flow = r.flow and beside.subject = r.subject and beside.transition = r.transition
              and beside.occurrence = r.occurrence and beside.status in ('waiting', 'failed'))
        order by r.finished_at limit $2
        for update skip locked)
      """;

  private final Pool database;
  private final ActionflowConfig config;

  OldRuns(Pool database, ActionflowConfig config) {
    this.database = database;
    this.config = config;
  }

  @ScheduledRound
  @Scheduled(
      every = "10m",
      delayed = "1m",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> forget() {
    return database
        .preparedQuery(FORGET)
        .execute(Tuple.of((double) config.keep().toSeconds(), AT_ONCE))
        .flatMap(gone -> gone.rowCount() == AT_ONCE ? forget() : Uni.createFrom().voidItem());
  }
}
