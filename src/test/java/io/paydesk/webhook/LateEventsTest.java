package io.paydesk.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.testing.PaydeskTest;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Events whose reason to be ignored is gone. */
@QuarkusTest
class LateEventsTest extends PaydeskTest {

  @Test
  void anEventThatWaitedForItsPaymentIsRetriedAsLongAsAnyOther() throws SQLException {
    long payment = started(order()).getLong("id");
    var intent = "pi_" + UUID.randomUUID().toString().replace("-", "");
    try (var connection = DriverManager.getConnection(database.jdbcUrl(), "postgres", "postgres");
        var statement = connection.createStatement()) {
      // In a transaction that is rolled back, so that nobody else sees it.
      connection.setAutoCommit(false);
      statement.execute(
          """
          insert into stripe_event (id, type, livemode, created, body, status, reason, waits_for, finished_at,
            received_at, waiting_since)
          values ('evt_%1$s', 'refund.created', false, now(), '{}', 'ignored', 'unknown-payment', '%1$s', now(),
            now() - interval '10 days', now() - interval '10 days')
          """
              .formatted(intent));
      statement.execute(
          "update payment set payment_intent_id = '%s' where id = %d".formatted(intent, payment));

      try (var row =
          statement.executeQuery(
              "select status, waiting_since > now() - interval '1 minute' from stripe_event where id = 'evt_%s'"
                  .formatted(intent))) {
        row.next();
        assertThat(row.getString(1)).isEqualTo("waiting");
        assertThat(row.getBoolean(2)).isTrue();
      }
      connection.rollback();
    }
  }

  @Test
  void eventsWithoutACallbackAreFoundByIndexesOnly() throws SQLException {
    try (var connection = DriverManager.getConnection(database.jdbcUrl(), "postgres", "postgres");
        var statement = connection.createStatement()) {
      // The test's table is so small that PostgreSQL would read it all.
      statement.execute("set enable_seqscan = off");
      var plan = new StringBuilder();
      try (var rows =
          statement.executeQuery(
              "explain " + LateEvents.OF_NEW_CALLBACKS.replace("$1", "'{a,b}'::text[]"))) {
        while (rows.next()) {
          plan.append(rows.getString(1)).append('\n');
        }
      }

      assertThat(plan.toString())
          .contains("stripe_event_without_callback", "stripe_event_unhandled")
          .doesNotContain("Seq Scan", "stripe_event_by_status");
    }
  }
}
