package io.paydesk.stream;

import static java.util.Objects.requireNonNull;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Asks the tables which rows have changed. The rows themselves are read afterwards, and may then be
 * newer, never older.
 */
@Singleton
class ChangeReader {

  /** The most rows of one look; if there are more, each stream reads its own. */
  static final int MOST = 2_000;

  static final int PAGE = 200;

  /**
   * Identifies the database within which transaction numbers are comparable: the cluster, the
   * timeline and the database, with no crash in between. After a crash, numbers of uncommitted
   * transactions are given out again; it also resets the statistics, so their age shows it. The
   * name of the current WAL segment begins with the timeline. On a standby this fails, as it
   * should: a standby lags behind.
   */
  private static final String NOW =
      """
      select pg_current_snapshot()::text as snapshot,
        (select system_identifier from pg_control_system())
          || '-' || left(pg_walfile_name(pg_current_wal_lsn()), 8)
          || '-' || (select oid from pg_database where datname = current_database())
          || '-' || coalesce((extract(epoch from pg_stat_get_bgwriter_stat_reset_time()) * 1000)::bigint, 0) as cluster
      """;

  private static final String WITH_ROWS =
      """
      select s.snapshot, s.cluster, c.kind, c.id, c.user_id, c.changed_in::text as stamp
      from (%s) s left join (%s) c on true
      order by c.changed_in, c.kind, c.id
      """;

  private static final String CHANGED = select(Arrays.asList(StreamedTable.values()), "true");

  /**
   * Two probes, as one condition with an `or` would scan the table. Transactions that were open
   * then are looked up by number: from xmin on, one long transaction would make every look read
   * everything after it again.
   */
  static final String SINCE =
      WITH_ROWS.formatted(
          NOW,
          """
          select * from (%1$s) n where changed_in >= $1::text::xid8
          union all
          select * from (%1$s) o where changed_in = any($2::text::xid8[])
          limit %2$d
          """
              .formatted(CHANGED, MOST + 1));

  private final Pool database;
  private final int pageRows;

  @Inject
  ChangeReader(Pool database) {
    this(database, PAGE);
  }

  ChangeReader(Pool database, int pageRows) {
    this.database = database;
    this.pageRows = pageRows;
  }

  /** The size of a full page. */
  int pageRows() {
    return pageRows;
  }

  Uni<DatabaseSnapshot> now() {
    return database.query(NOW).execute().map(rows -> snapshot(rows.iterator().next()));
  }

  /**
   * @return {@link #MOST} rows and one more where there are too many
   */
  Uni<Reading> since(DatabaseSnapshot seen) {
    return database
        .preparedQuery(SINCE)
        .execute(Tuple.of(Long.toString(seen.xmax()), seen.open()))
        .map(ChangeReader::reading);
  }

  /**
   * The rows after this place, in the order of their change: a full page or the last one. Each
   * table is read in the order of its index, so a page costs the same however many rows follow.
   */
  Uni<Reading> page(Interest interest, Place after) {
    var values = new ArrayList<Object>(List.of(after.stamp()));
    var where = new StringBuilder();
    filter(where, values, "user_id", interest.userId());
    filter(where, values, "order_id", interest.orderId());
    filter(where, values, "of_payment", interest.paymentId());
    var pages =
        interest.tables().stream()
            .map(
                table -> {
                  values.add(after.idIn(table));
                  return "(select * from (%s) t order by changed_in, id limit %d)"
                      .formatted(
                          select(
                              List.of(table),
                              "(changed_in, id) > ($1::text::xid8, $%d)%s"
                                  .formatted(values.size(), where)),
                          pageRows);
                })
            .collect(Collectors.joining(" union all "));
    var page =
        "select * from (%s) p order by changed_in, kind, id limit %d".formatted(pages, pageRows);
    return database
        .preparedQuery(WITH_ROWS.formatted(NOW, page))
        .execute(Tuple.from(values))
        .map(ChangeReader::reading);
  }

  private static void filter(
      StringBuilder where, List<Object> values, String column, @Nullable Object value) {
    if (value != null) {
      values.add(value);
      where.append(" and ").append(column).append(" = $").append(values.size());
    }
  }

  private static String select(Collection<StreamedTable> tables, CharSequence where) {
    return tables.stream()
        .map(
            table ->
                "select '%1$s'::text as kind, id, user_id, changed_in from (select *, %2$s as of_payment from %1$s) t where %3$s"
                    .formatted(table.text(), table.paymentColumn, where))
        .collect(Collectors.joining(" union all "));
  }

  private static Reading reading(RowSet<Row> result) {
    DatabaseSnapshot snapshot = null;
    var rows = new ArrayList<Reading.Row>();
    for (var row : result) {
      snapshot = snapshot(row);
      if (row.getString("kind") != null) {
        var table = StreamedTable.of(row.getString("kind"));
        rows.add(
            new Reading.Row(
                new RowKey(table, row.getLong("id")),
                row.getString("user_id"),
                new Place(row.getString("stamp"), table.text(), row.getLong("id"))));
      }
    }
    return new Reading(requireNonNull(snapshot), rows);
  }

  private static DatabaseSnapshot snapshot(Row row) {
    return DatabaseSnapshot.of(row.getString("cluster"), row.getString("snapshot"));
  }
}
