package io.paydesk.audit;

import io.paydesk.transaction.ScheduledRound;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;

/**
 * Deletes entries that nobody will ask for any more, as they name people and their table would grow
 * without end.
 */
@Singleton
class OldEntries {

  /** Many short transactions rather than a long one. */
  private static final int AT_ONCE = 5_000;

  private static final String FORGET =
      """
      delete from audit where id in (
        select id from audit where at < now() - $1 * interval '1 second'
        order by at limit $2
        for update skip locked)
      """;

  private final Pool database;
  private final AuditConfig config;

  OldEntries(Pool database, AuditConfig config) {
    this.database = database;
    this.config = config;
  }

  @ScheduledRound
  @Scheduled(every = "1h", delayed = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> forget() {
    return database
        .preparedQuery(FORGET)
        .execute(Tuple.of((double) config.keep().toSeconds(), AT_ONCE))
        .flatMap(gone -> gone.rowCount() == AT_ONCE ? forget() : Uni.createFrom().voidItem());
  }
}
