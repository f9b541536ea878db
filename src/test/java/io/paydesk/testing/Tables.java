package io.paydesk.testing;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Reads the tables directly. */
public record Tables(String jdbcUrl) {

  /** The application name of these connections in PostgreSQL. */
  public static final String APPLICATION = "tables-of-the-tests";

  private static final int ANSWERS_WITHIN_SECONDS = 5;

  /** Tests read thousands of times, and PostgreSQL starts a process for each connection. */
  private static final Map<String, Queue<Connection>> IDLE = new ConcurrentHashMap<>();

  private static final Queue<Connection> NONE = new ConcurrentLinkedQueue<>();

  private interface Work<T> {
    T with(java.sql.PreparedStatement statement) throws SQLException;
  }

  /** The first column of the only row; null when there is no row. */
  public String text(String sql, Object... values) {
    return run(
        sql,
        values,
        statement -> {
          try (var rows = statement.executeQuery()) {
            return rows.next() ? rows.getString(1) : null;
          }
        });
  }

  public long number(String sql, Object... values) {
    return Long.parseLong(text(sql, values));
  }

  public int change(String sql, Object... values) {
    return run(sql, values, java.sql.PreparedStatement::executeUpdate);
  }

  private <T> T run(String sql, Object[] values, Work<T> work) {
    try {
      var connection = connection();
      try (var statement = connection.prepareStatement(sql)) {
        for (int i = 0; i < values.length; i++) {
          statement.setObject(i + 1, values[i]);
        }
        var result = work.with(statement);
        IDLE.computeIfAbsent(jdbcUrl, x -> new ConcurrentLinkedQueue<>()).add(connection);
        return result;
      } catch (SQLException e) {
        connection.close();
        throw e;
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A connection that an earlier read left, if its server still answers. */
  private Connection connection() throws SQLException {
    var idle = IDLE.getOrDefault(jdbcUrl, NONE).poll();
    if (idle != null) {
      if (idle.isValid(ANSWERS_WITHIN_SECONDS)) {
        return idle;
      }
      idle.close();
    }
    return DriverManager.getConnection(
        jdbcUrl + "?user=postgres&password=postgres&ApplicationName=" + APPLICATION);
  }
}
