package io.paydesk.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** By what the tests of a busy service tell a fault from a machine without time. */
@QuarkusTest
class StandstillTest extends PaydeskTest {

  private Connection connection() throws SQLException {
    var connection = DriverManager.getConnection(database.jdbcUrl(), "postgres", "postgres");
    connection.setAutoCommit(false);
    return connection;
  }

  private static void execute(Connection connection, String sql) {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aTransactionThatDoesNothingWhileOthersWaitForItIsSeen() throws SQLException {
    var lock = "select from orders where id = " + order() + " for update";
    try (var holder = connection();
        var waiter = connection();
        var standstill = new Standstill(tables())) {
      execute(holder, lock);
      var waits = CompletableFuture.runAsync(() -> execute(waiter, lock));

      eventually(x -> assertThat(standstill.wasSeen()).isTrue());

      holder.rollback();
      waits.join();
      waiter.rollback();
    }
  }
}
