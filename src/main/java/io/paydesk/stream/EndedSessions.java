package io.paydesk.stream;

import io.paydesk.transaction.ScheduledRound;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.Set;

/**
 * Ends the streams of sessions that are not there any more, in whichever process somebody signed
 * out: a page that is still open elsewhere must show nothing new.
 */
@Singleton
class EndedSessions {

  private final Pool database;
  private final Streams streams;

  EndedSessions(Pool database, Streams streams) {
    this.database = database;
    this.streams = streams;
  }

  /** As soon as those of links that were taken back. */
  @ScheduledRound
  @Scheduled(every = "3s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> endTheirStreams() {
    var open = streams.sessions();
    return open.isEmpty()
        ? Uni.createFrom().voidItem()
        : database
            .preparedQuery(
                """
                select encode(hash, 'hex') as id from console_session
                where hash in (select decode(one, 'hex') from unnest($1::text[]) one) and ends_at > now()
                """)
            .execute(Tuple.of(open.toArray(String[]::new)))
            .invoke(there -> end(open, there))
            .replaceWithVoid();
  }

  private void end(Set<String> open, RowSet<Row> there) {
    var gone = new HashSet<>(open);
    there.forEach(row -> gone.remove(row.getString("id")));
    if (!gone.isEmpty()) {
      streams.endThoseOf(gone);
    }
  }
}
