package io.paydesk.testing;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.awaitility.Awaitility;

/**
 * Holds locks in an open transaction until it is closed. Whoever needs them waits, so a test meets
 * a process at a known point without guessing times.
 */
public final class HeldLock implements AutoCloseable {

  private static final String WAITERS =
      " from pg_stat_activity where backend_type = 'client backend' and ? = any(pg_blocking_pids(pid))";

  private final Tables tables;
  private final Connection connection;
  private final int pid;

  private HeldLock(Tables tables, Connection connection, int pid) {
    this.tables = tables;
    this.connection = connection;
    this.pid = pid;
  }

  /**
   * @param sql takes the locks
   */
  public static HeldLock take(Tables tables, String sql, Object... values) {
    try {
      var connection = DriverManager.getConnection(tables.jdbcUrl(), "postgres", "postgres");
      connection.setAutoCommit(false);
      try (var statement = connection.prepareStatement(sql)) {
        for (int i = 0; i < values.length; i++) {
          statement.setObject(i + 1, values[i]);
        }
        statement.execute();
      }
      try (var row = connection.createStatement().executeQuery("select pg_backend_pid()")) {
        row.next();
        return new HeldLock(tables, connection, row.getInt(1));
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns once somebody waits for these locks. */
  public void awaitWaiter() {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> tables.number("select count(*)" + WAITERS, pid) > 0);
  }

  /**
   * A waiting statement would be carried out even if its client is gone by then; these are ended.
   */
  public void endWaiters() {
    tables.number("select count(pg_terminate_backend(pid))" + WAITERS, pid);
  }

  @Override
  public void close() {
    try (connection) {
      connection.rollback();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
