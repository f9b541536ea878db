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
 * Ends the streams of links that are not there any more, whoever took them back and in whichever
 * process: a stream asks nobody while it is open, and a link that went astray must show nothing.
 */
@Singleton
class TakenBackLinks {

  private final Pool database;
  private final Streams streams;

  TakenBackLinks(Pool database, Streams streams) {
    this.database = database;
    this.streams = streams;
  }

  /** Within the five seconds after which such a link opens nothing in any process. */
  @ScheduledRound
  @Scheduled(every = "3s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> endTheirStreams() {
    var open = streams.links();
    return open.isEmpty()
        ? Uni.createFrom().voidItem()
        : database
            .preparedQuery("select id from pay_link where id = any($1)")
            .execute(Tuple.of(open.toArray(Long[]::new)))
            .invoke(there -> end(open, there))
            .replaceWithVoid();
  }

  private void end(Set<Long> open, RowSet<Row> there) {
    var gone = new HashSet<>(open);
    there.forEach(row -> gone.remove(row.getLong("id")));
    if (!gone.isEmpty()) {
      streams.endThoseBy(gone);
    }
  }
}
