package io.paydesk.reconcile;

import io.paydesk.trace.Spans;
import io.paydesk.transaction.OwnContext;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
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
   * Longer than all tries of all calls for one row; one that never ends must not end all later
   * rounds too.
   */
  private static final Duration LONGEST = Duration.ofMinutes(5);

  /**
   * What one round takes.
   *
   * @param table has {@code id}, {@code next_check_at} and {@code checks}
   * @param which tells in SQL which of its rows there are to be checked
   * @param urgent tells in SQL which of these cannot wait: they come first, and are asked about
   *     every hour at least
   * @param most rows in one round
   * @param atOnce rows at the same time
   */
  record Round(String table, String which, String urgent, int most, int atOnce) {

    /**
     * A few calls each at the most: far less than a minute, and far less than Stripe's rate limit.
     */
    static Round of(String table, String which, String urgent) {
      return new Round(table, which, urgent, 200, 8);
    }
  }

  private final Pool database;
  private final OwnContext contexts;
  private final Spans spans;

  DueRows(Pool database, OwnContext contexts, Spans spans) {
    this.database = database;
    this.contexts = contexts;
    this.spans = spans;
  }

  /**
   * @param reconcile a failure is logged, and the row is due again later
   * @return how many rows were due
   */
  Uni<Integer> each(Round round, LongFunction<Uni<?>> reconcile) {
    return claim(round)
        .flatMap(
            ids ->
                Multi.createFrom()
                    .iterable(ids)
                    .onItem()
                    .transformToUni(id -> guarded(round.table, id, reconcile))
                    .merge(round.atOnce)
                    .collect()
                    .asList()
                    .map(List::size));
  }

  /**
   * Puts the next check of what it takes off first, so that no other replica takes it too: 1, 2, 4
   * minutes and so on to an hour for what is urgent; 1, 2, 4 hours and so on to thirty days for
   * what only waits.
   */
  private Uni<List<Long>> claim(Round round) {
    return database
        .preparedQuery(
            """
            update %1$s t
            set checks = t.checks + 1,
                next_check_at = now() + case when due.urgent
                  then least(interval '1 minute' * power(2, least(t.checks, 10)), interval '1 hour')
                  else least(interval '1 hour' * power(2, least(t.checks, 10)), interval '30 days') end
            from (select id, (%2$s) as urgent from %1$s where next_check_at <= now() and %3$s
                  order by 2 desc, next_check_at limit $1
                  for no key update skip locked) due
            where t.id = due.id
            returning t.id
            """
                .formatted(round.table, round.urgent, round.which))
        .execute(Tuple.of(round.most))
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false)
                    .map(row -> row.getLong("id"))
                    .toList());
  }

  private Uni<Boolean> guarded(String table, long id, LongFunction<Uni<?>> reconcile) {
    var work = spans.work("reconcile " + table);
    return contexts
        .run(() -> work.trail().around(() -> reconcile.apply(id).replaceWith(true)))
        .ifNoItem()
        .after(LONGEST)
        .fail()
        .onFailure()
        .invoke(
            failure ->
                work.trail()
                    .during(
                        () -> LOG.errorf(failure, "The %s %d could not be reconciled", table, id)))
        .onItem()
        .invoke(reconciled -> work.end())
        .onFailure()
        .invoke(work::fail)
        .onFailure()
        .recoverWithItem(false);
  }
}
