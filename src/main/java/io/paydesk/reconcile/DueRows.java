package io.paydesk.reconcile;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.StreamSupport;
import org.jboss.logging.Logger;

/**
 * The rows whose next check is due, each for one replica only, and a bounded number in one round.
 */
@Singleton
class DueRows {

  private static final Logger LOG = Logger.getLogger(DueRows.class);

  /**
   * A few calls each at the most: far less than a minute, and far less than Stripe's rate limit.
   */
  private static final int ROUND = 200;

  private static final int AT_ONCE = 8;

  private final Pool database;

  DueRows(Pool database) {
    this.database = database;
  }

  /**
   * @param table has {@code id} and {@code next_check_at}
   * @param settle puts the row's next check off by itself; a failure is logged, and the row is due
   *     again in minutes
   * @return how many rows were due
   */
  Uni<Integer> each(String table, LongFunction<Uni<?>> settle) {
    return claim(table)
        .flatMap(
            ids ->
                Multi.createFrom()
                    .iterable(ids)
                    .onItem()
                    .transformToUni(id -> guarded(table, id, settle))
                    .merge(AT_ONCE)
                    .collect()
                    .asList()
                    .map(List::size));
  }

  /** Puts the next check of what it takes off first, so that no other replica takes it too. */
  private Uni<List<Long>> claim(String table) {
    return database
        .preparedQuery(
            """
            update %1$s t set next_check_at = now() + interval '5 minutes'
            from (select id from %1$s where next_check_at <= now() order by next_check_at limit $1
                  for no key update skip locked) due
            where t.id = due.id
            returning t.id
            """
                .formatted(table))
        .execute(Tuple.of(ROUND))
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false)
                    .map(row -> row.getLong("id"))
                    .toList());
  }

  private static Uni<Boolean> guarded(String table, long id, LongFunction<Uni<?>> settle) {
    return Uni.createFrom()
        .deferred(() -> settle.apply(id))
        .replaceWith(true)
        .onFailure()
        .invoke(failure -> LOG.errorf(failure, "The %s %d could not be settled", table, id))
        .onFailure()
        .recoverWithItem(false);
  }
}
