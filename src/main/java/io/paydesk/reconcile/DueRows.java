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
 * The rows whose next check is due. Only one replica takes each, and a round takes a limited
 * number.
 */
@Singleton
class DueRows {

  private static final Logger LOG = Logger.getLogger(DueRows.class);

  /**
   * Longer than all attempts of all calls for one row. Without a limit, a check that never ends
   * would end all later rounds.
   */
  private static final Duration LONGEST = Duration.ofMinutes(5);

  /**
   * The rows of one round.
   *
   * @param table has {@code id}, {@code next_check_at} and {@code checks}
   * @param which an SQL condition: the rows that need checks
   * @param urgent an SQL condition: those that cannot wait; they come first, and are checked at
   *     least every hour
   * @param most rows in one round
   * @param atOnce rows at the same time
   */
  record Round(String table, String which, String urgent, int most, int atOnce) {

    /**
     * Each row takes a few calls at most: a round takes far less than a minute, and stays far below
     * Stripe's rate limit.
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
   * @param reconcile if it fails, that is logged, and the row is due again later
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
   * Moves the next check of the rows that it takes, so that no other replica takes them too. Urgent
   * rows wait 1, 2, 4 minutes and so on up to an hour; the others 1, 2, 4 hours and so on up to
   * thirty days.
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
