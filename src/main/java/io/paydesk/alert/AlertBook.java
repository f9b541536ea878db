package io.paydesk.alert;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Updates the table of alerts to what a rule finds. */
@Singleton
class AlertBook {

  /**
   * The most new alerts of one kind per look, the greatest first. Somebody who tries thousands of
   * cards fills neither the log nor the table at once; the next look raises the next ones.
   */
  static final int MOST_AT_ONCE = 100;

  /** One lock for all replicas: the one that gets it looks, the others skip this look. */
  private static final String TURN =
      "select pg_try_advisory_xact_lock(hashtext('paydesk.alert'), hashtext($1)) as mine, now() as"
          + " now";

  private static final String BRING_TO =
      """
      with found as materialized (select subject, observed from (%s) rule where $3 > 0::bigint),
      ended as (
        update alert set ended_at = now()
        where kind = $4 and ended_at is null and subject not in (select subject from found)
        returning id, subject, observed),
      seen as (
        update alert set observed = found.observed, threshold = $3, window_seconds = $5, last_seen_at = now()
        from found
        where kind = $4 and ended_at is null and alert.subject = found.subject),
      raised as (
        insert into alert (kind, subject, observed, threshold, window_seconds)
        select $4, subject, observed, $3, $5 from found
        where not exists (
          select from alert where kind = $4 and ended_at is null and alert.subject = found.subject)
        order by observed desc, subject limit %d
        on conflict do nothing
        returning id, subject, observed)
      select true as raised, * from raised union all select false, * from ended
      """;

  private final Pool database;

  AlertBook(Pool database) {
    this.database = database;
  }

  /**
   * @param raised false where it ended
   */
  record Change(boolean raised, long id, String subject, long observed) {
    private static Change of(Row row) {
      return new Change(
          row.getBoolean("raised"),
          row.getLong("id"),
          row.getString("subject"),
          row.getLong("observed"));
    }
  }

  /**
   * Looks at the window that ends now, unless another replica is doing so.
   *
   * @return alerts that began or ended since the last look
   */
  Uni<List<Change>> look(AlertRule rule) {
    return look(rule, null);
  }

  /**
   * @param until the window's end; null is now, by the clock that all replicas share
   */
  Uni<List<Change>> look(AlertRule rule, @Nullable OffsetDateTime until) {
    return database.withTransaction(
        connection ->
            connection
                .preparedQuery(TURN)
                .execute(Tuple.of(rule.kind().text()))
                .map(rows -> rows.iterator().next())
                .flatMap(
                    turn ->
                        turn.getBoolean("mine")
                            ? reconcile(
                                connection,
                                rule,
                                until == null ? turn.getOffsetDateTime("now") : until)
                            : Uni.createFrom().item(List.of())));
  }

  private static Uni<List<Change>> reconcile(
      SqlConnection connection, AlertRule rule, OffsetDateTime until) {
    return connection
        .preparedQuery(BRING_TO.formatted(rule.sql(), MOST_AT_ONCE))
        .execute(
            Tuple.of(
                until.minus(rule.window()),
                until,
                rule.threshold(),
                rule.kind().text(),
                rule.window().toSeconds()))
        .map(rows -> StreamSupport.stream(rows.spliterator(), false).map(Change::of).toList());
  }
}
