package io.paydesk.actionflow;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;

/**
 * Forgets runs that are done with, and their attempts, so that their table does not grow without
 * end. What failed stays until a person has seen to it. A change that is told again after that
 * makes no run: the row that it is about has it already.
 */
@Singleton
class OldRuns {

  /** A delete holds its rows and writes each: many short ones are in nobody's way. */
  private static final int AT_ONCE = 5_000;

  /** Of one transition all go or none, as callbackProcessed is told by them together. */
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
