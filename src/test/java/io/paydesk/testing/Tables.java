package io.paydesk.testing;

import java.sql.DriverManager;
import java.sql.SQLException;

/** A look into the tables, past the service. */
public record Tables(String jdbcUrl) {

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
    try (var connection = DriverManager.getConnection(jdbcUrl, "postgres", "postgres");
        var statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      return work.with(statement);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
