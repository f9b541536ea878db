package io.paydesk.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

/** What the stream needs of the tables, and what may happen to them. */
@QuarkusTest
class StreamAndDatabaseTest extends StreamTest {

  @Inject WakeUpChannel channel;
  @Inject Restamp restamp;

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(database.jdbcUrl(), "postgres", "postgres");
  }

  @Test
  void aLongTransactionDelaysNobodyAndItsChangeIsSeenInTheEnd() throws SQLException {
    long slow = paid(order());
    long quick = paid(order());
    try (var connection = connect();
        var stream = follow(user, "")) {
      eventually(x -> assertThat(stream.lastId()).isNotEmpty());
      connection.setAutoCommit(false);
      connection
          .createStatement()
          .executeUpdate("update payment set review_reason = 'slow' where id = " + slow);
      for (int i = 0; i < 3; i++) {
        var mark = "quick " + i;
        tables().change("update payment set review_reason = ? where id = ?", mark, quick);
        eventually(x -> assertThat(stream.raw()).contains(mark));
      }
      try (var back = follow(user, "", stream.lastId())) {
        eventually(x -> assertThat(back.raw()).contains("quick 2"));
        assertThat(back.raw()).doesNotContain("slow");

        connection.commit();
        eventually(x -> assertThat(stream.raw()).contains("slow"));
        eventually(x -> assertThat(back.raw()).contains("slow"));
      }
    }
  }

  @Test
  void aReaderWhoWasAwayGetsTheChangeOfALongTransaction() throws SQLException {
    long slow = paid(order());
    long quick = paid(order());
    String id;
    try (var connection = connect()) {
      connection.setAutoCommit(false);
      connection
          .createStatement()
          .executeUpdate("update payment set review_reason = 'slow' where id = " + slow);
      try (var stream = follow(user, "")) {
        tables().change("update payment set review_reason = 'quick' where id = ?", quick);
        eventually(x -> assertThat(stream.raw()).contains("quick"));
        // The text comes before the end of its event.
        eventually(x -> assertThat(stream.lastId()).isNotEmpty());
        id = stream.lastId();
      }
      connection.commit();
    }

    try (var stream = follow(user, "", id)) {
      eventually(x -> assertThat(stream.raw()).contains("slow"));
    }
  }

  @Test
  void aKilledListenerComesBackAndNothingIsMissed() {
    long payment = paid(order());
    eventually(x -> assertThat(channel.isListening()).isTrue());
    try (var stream = follow(user, "")) {
      for (int i = 0; i < 3; i++) {
        var mark = "after cut " + i;
        tables()
            .text(
                "select count(pg_terminate_backend(pid)) from pg_stat_activity where query like 'listen %' or query like 'notify %'");
        tables().change("update payment set review_reason = ? where id = ?", mark, payment);
        eventually(x -> assertThat(stream.raw()).contains(mark));
      }
      eventually(x -> assertThat(channel.isListening()).isTrue());
    }
  }

  @Test
  void everyCommitIsAnnouncedToOtherProcesses() throws SQLException {
    eventually(x -> assertThat(channel.isListening()).isTrue());
    try (var connection = connect()) {
      connection.createStatement().execute("listen paydesk_changes");
      paid(order());

      var heard = connection.unwrap(PGConnection.class).getNotifications(60_000);
      assertThat(heard).isNotEmpty();
      assertThat(heard[0].getParameter()).doesNotContain("{").hasSize(36);
    }
  }

  @Test
  void aChangeByHandGetsAHigherVersionAndIsSeen() {
    long payment = paid(order());
    int version = payment(payment).getInt("version");
    try (var stream = follow(user, "")) {
      tables().change("update payment set review_reason = 'by hand' where id = ?", payment);

      eventually(
          x -> {
            assertThat(stream.raw()).contains("by hand");
            assertThat(stream.versions("payment", payment)).last().isEqualTo(version + 1);
          });
    }
  }

  @Test
  void aChangeByHandThatLowersTheVersionRaisesIt() {
    long payment = paid(order());
    int version = payment(payment).getInt("version");

    tables().change("update payment set version = 0, review_reason = 'x' where id = ?", payment);

    assertThat(payment(payment).getInt("version")).isEqualTo(version + 1);
  }

  @Test
  void anotherTimeOfTheNextCheckIsNoChange() {
    long payment = started(order()).getLong("id");
    workedOff();
    var before =
        tables().text("select version || ' ' || changed_in from payment where id = ?", payment);

    tables()
        .change(
            "update payment set checks = checks + 1, next_check_at = now() where id = ?", payment);

    assertThat(
            tables().text("select version || ' ' || changed_in from payment where id = ?", payment))
        .isEqualTo(before);
  }

  @Test
  void streamedRowsCannotBeDeletedNotEvenByAReplication() throws SQLException {
    paid(order());
    try (var connection = connect()) {
      connection.createStatement().execute("set session_replication_role = replica");
      for (var removal :
          new String[] {"delete from payment", "truncate payment cascade", "truncate refund"}) {
        assertThatThrownBy(() -> connection.createStatement().execute(removal))
            .hasMessageContaining("never removed");
      }
    }
  }

  @Test
  void rowsOfAnotherDatabaseAreStampedAnew() throws SQLException {
    long payment = paid(order());
    try (var connection = connect();
        var statement = connection.createStatement()) {
      statement.execute("alter table payment disable trigger stamp_change");
      statement.executeUpdate(
          "update payment set changed_in = '900000000000' where id = " + payment);
      statement.execute("alter table payment enable always trigger stamp_change");
    }

    restamp.check(null);

    assertThat(
            tables()
                .text(
                    "select changed_in < pg_snapshot_xmax(pg_current_snapshot()) from payment where id = ?",
                    payment))
        .isEqualTo("t");
  }

  @Test
  void theLookForChangesUsesOnlyIndexes() throws SQLException {
    try (var connection = connect();
        var statement = connection.createStatement()) {
      statement.execute("set enable_seqscan = off");
      var plan = new StringBuilder();
      var rows =
          statement.executeQuery(
              "explain " + ChangeReader.SINCE.replace("$1", "'5'").replace("$2", "'{3,4}'"));
      while (rows.next()) {
        plan.append(rows.getString(1)).append('\n');
      }
      assertThat(plan.toString())
          .contains("payment_by_change")
          .contains("refund_by_change")
          .doesNotContain("Seq Scan");
    }
  }
}
