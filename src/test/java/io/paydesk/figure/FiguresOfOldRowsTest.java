package io.paydesk.figure;

import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.testing.PaydeskTest;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What the migration makes of rows from before it. */
@QuarkusTest
class FiguresOfOldRowsTest extends PaydeskTest {

  private static final Path MIGRATION =
      Path.of("src/main/resources/db/migration/V57_1__figures_know_what_was_there.sql");

  /** As the release before left it: no trigger had written anything about it. */
  private long subscription(String status, String ended, String firstInvoice) {
    long order =
        tables()
            .number(
                "insert into orders (user_id, amount, currency, price_id, status) values (?, 100, 'pln', 'price_1', 'paid')"
                    + " returning id",
                user);
    long row =
        tables()
            .number(
                """
                insert into recurring_payment (order_id, user_id, uuid, price_id, status, created_at, ended_at, first_invoice_id)
                values (?, ?, gen_random_uuid(), ?, ?, now() - interval '40 days', now() - ?::interval, ?) returning id
                """,
                order,
                user,
                "price_" + UUID.randomUUID(),
                status,
                ended,
                firstInvoice);
    tables().change("delete from subscription_movement where recurring_payment_id = ?", row);
    return row;
  }

  private void migrate() throws IOException {
    Arrays.stream(
            Files.readString(MIGRATION)
                .replaceAll("(?m)^--.*$", "")
                .split(";\\s*(?=(do|insert|drop|create) |$)"))
        .map(String::strip)
        .filter(statement -> statement.startsWith("insert") || statement.startsWith("do"))
        .forEach(statement -> tables().change(statement));
  }

  private String movements(long row) {
    return tables()
        .text(
            "select string_agg(running || ' ' || (now()::date - moved_at::date), ', ' order by id)"
                + " from subscription_movement where recurring_payment_id = ?",
            row);
  }

  @Test
  void subscriptionsFromBeforeBeganAndEndedWhenTheirRowsSay() throws IOException {
    long runs = subscription("active", null, "in_1");
    long ended = subscription("canceled", "10 days", "in_2");
    long neverRan = subscription("incomplete_expired", "39 days", null);
    long refused = subscription("canceled", null, null);

    migrate();
    migrate(); // a migration that was cut off is run again

    assertThat(movements(runs)).isEqualTo("1 40");
    assertThat(movements(ended)).isEqualTo("1 40, -1 10");
    assertThat(movements(neverRan)).isNull();
    assertThat(movements(refused)).isNull();
  }

  @Test
  void oneThatHasMovedSinceKeepsWhatWasNoted() throws IOException {
    long row = subscription("trialing", null, null);
    tables().change("update recurring_payment set status = 'canceled' where id = ?", row);

    migrate();

    assertThat(
            tables()
                .number(
                    "select sum(running) from subscription_movement where recurring_payment_id = ?",
                    row))
        .isZero();
  }

  @Test
  void declinesFromBeforeHaveTheCurrencyOfTheirPayment() throws IOException {
    var id = "ch_" + UUID.randomUUID();
    tables()
        .change(
            """
            with o as (
              insert into orders (user_id, amount, currency, status) values (?, 100, 'pln', 'pending') returning id, user_id),
            p as (
              insert into payment (order_id, user_id, uuid, origin, amount, currency, status)
              select id, user_id, gen_random_uuid(), 'invoice', 100, 'pln', 'canceled' from o returning id, user_id)
            insert into payment_decline (id, payment_id, user_id, declined_at) select ?, id, user_id, now() from p
            """,
            user,
            id);
    assertThat(tables().text("select currency from payment_decline where id = ?", id))
        .as("by its trigger")
        .isEqualTo("pln");
    tables().change("update payment_decline set currency = null where id = ?", id);

    migrate();

    assertThat(tables().text("select currency from payment_decline where id = ?", id))
        .isEqualTo("pln");
  }
}
