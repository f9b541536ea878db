package io.paydesk.stream;

import io.quarkus.runtime.StartupEvent;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/**
 * Rows copied from another database carry its transaction numbers, which may be ahead of this
 * one's. Every look would find them changed, so they are stamped again.
 */
@Singleton
class Restamp {

  private static final Logger LOG = Logger.getLogger(Restamp.class);

  /** Few enough for the statement's time limit and for other writers. */
  private static final int AT_ONCE = 1_000;

  private static final int BEFORE_THE_SCHEDULER = -1_000;

  private final Pool database;

  Restamp(Pool database) {
    this.database = database;
  }

  void check(@Observes @Priority(BEFORE_THE_SCHEDULER) StartupEvent event) {
    for (var table : StreamedTable.values()) {
      int stamped = stamp(table);
      if (stamped > 0) {
        LOG.infof("%d rows of %s came from another database", stamped, table.text());
      }
    }
  }

  private int stamp(StreamedTable table) {
    int all = 0;
    int some;
    do {
      // Any change of the row makes its trigger stamp it.
      some =
          database
              .query(
                  """
                  update %1$s set version = version + 1 where id in
                    (select id from %1$s where changed_in >= pg_snapshot_xmax(pg_current_snapshot())
                     order by id limit %2$d for no key update)
                  """
                      .formatted(table.text(), AT_ONCE))
              .executeAndAwait()
              .rowCount();
      all += some;
    } while (some > 0);
    return all;
  }
}
