package io.paydesk.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Looks again and again which locks a connection holds that those who write have to wait for. */
final class HeldLocks implements AutoCloseable {

  /** The application name of the connection that is watched. */
  static final String MIGRATION = "migration";

  private static final int PAUSE_MILLIS = 2;

  private static final String HELD =
      """
      select c.relname
      from pg_stat_activity a
      join pg_locks l using (pid)
      join pg_class c on c.oid = l.relation
      where a.application_name = ? and l.granted and c.relkind = 'r' and c.relname <> 'flyway_schema_history'
        and c.relnamespace = 'public'::regnamespace
        and l.mode in ('ShareLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock')
      """;

  /** A look that found a table locked, since the look before. */
  private record Seen(String table, Instant at, Duration since) {}

  private final List<Seen> seen = new ArrayList<>();
  private final Connection connection;
  private final String holder;
  private final Thread looks;
  private volatile boolean ended;

  private HeldLocks(Connection connection, String holder) {
    this.connection = connection;
    this.holder = holder;
    this.looks = new Thread(this::look, "looks-at-locks");
  }

  static HeldLocks watch(String jdbcUrl, String holder) throws SQLException {
    var watcher =
        new HeldLocks(DriverManager.getConnection(jdbcUrl, "postgres", "postgres"), holder);
    watcher.looks.start();
    return watcher;
  }

  private void look() {
    try (var statement = connection.prepareStatement(HELD)) {
      statement.setString(1, holder);
      var before = Instant.now();
      while (!ended) {
        var now = Instant.now();
        try (var rows = statement.executeQuery()) {
          while (rows.next()) {
            note(new Seen(rows.getString(1), now, Duration.between(before, now)));
          }
        }
        before = now;
        Thread.sleep(PAUSE_MILLIS);
      }
    } catch (SQLException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private synchronized void note(Seen one) {
    seen.add(one);
  }

  /** Each table with how long it was locked, to some milliseconds. */
  synchronized String between(Instant begin, Instant end) {
    Map<String, Duration> tables = new TreeMap<>();
    seen.stream()
        .filter(one -> !one.at.isBefore(begin) && !one.at.isAfter(end))
        .forEach(one -> tables.merge(one.table, one.since, Duration::plus));
    return tables.entrySet().stream()
        .map(
            table -> "`%s` %s".formatted(table.getKey(), MigrationMeasure.millis(table.getValue())))
        .collect(Collectors.joining(", "));
  }

  @Override
  public void close() throws SQLException, InterruptedException {
    ended = true;
    looks.join();
    connection.close();
  }
}
