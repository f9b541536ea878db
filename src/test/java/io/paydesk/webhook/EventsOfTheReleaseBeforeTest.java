package io.paydesk.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.testing.PaydeskTest;
import io.paydesk.testing.QueryPlan;
import io.paydesk.testing.StripeEvents;
import io.paydesk.testing.Tables;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;
import org.junit.jupiter.api.Test;

/**
 * The release before knows no {@code due_at}: it goes on beside this one while processes are
 * replaced, and again where somebody goes back.
 */
@QuarkusTest
class EventsOfTheReleaseBeforeTest extends PaydeskTest {

  /** As it claims. */
  private static final String CLAIM_OF_BEFORE =
      """
      update stripe_event e
      set attempts = e.attempts + 1, lost = case when e.claim is null then e.lost else e.lost + 1 end, claim = gen_random_uuid(),
          next_attempt_at = now() + interval '15 seconds'
      where e.status = 'waiting' and e.id = any(array(
        select id from stripe_event
        where status = 'waiting' and next_attempt_at <= now() and type = any(string_to_array(?, ','))
        order by next_attempt_at, seq limit 100
        for update skip locked))
      """;

  @Inject InboxWorker worker;

  private final String id = "evt_" + UUID.randomUUID().toString().replace("-", "");

  private String row(String column) {
    return tables().text("select " + column + " from stripe_event where id = ?", id);
  }

  /** Stored or put back as it does, to be tried at some time from now. */
  private void stored(String type, String when) {
    var body = StripeEvents.event(type, sandbox.paymentIntents().get(0)).put("id", id).toString();
    tables()
        .change(
            """
            insert into stripe_event (id, type, livemode, object_id, created, body, status, attempts, next_attempt_at)
            values (?, ?, false, 'pi_of_nobody', now(), ?, 'waiting', 1, now() + ?::interval)
            """,
            id,
            type,
            body,
            when);
  }

  @Test
  void whatItPutBackIsTriedWhenItIsDueAndNotEarlier() {
    started(order());
    stored("payment_intent.succeeded", "1 hour");
    worker.wake();
    workedOff();
    assertThat(row("status || attempts")).isEqualTo("waiting1");

    tables().change("update stripe_event set next_attempt_at = now() where id = ?", id);
    worker.wake();

    eventually(x -> assertThat(row("status")).isNotEqualTo("waiting"));
  }

  @Test
  void whatItPutsBackAfterAnAttemptOfThisReleaseIsTriedAtThatTime() {
    started(order());
    // No process of this build knows the type, so it is left alone.
    stored("of.another.release", "-1 second");
    tables()
        .change(
            "update stripe_event set claim = gen_random_uuid(), next_attempt_at = now() + interval '15 seconds' where id = ?",
            id);
    assertThat(row("due_at < now()")).as("a claim leaves it in its place").isEqualTo("t");

    tables()
        .change(
            "update stripe_event set claim = null, next_attempt_at = now() + interval '2 seconds' where id = ?",
            id);

    assertThat(row("due_at = next_attempt_at and due_at > now()")).isEqualTo("t");
    tables().change("delete from stripe_event where id = ?", id);
  }

  @Test
  void itClaimsWhatThisReleaseStored() {
    started(order());
    var type = "of.another.release." + id;
    stored(type, "-1 second");

    assertThat(tables().change(CLAIM_OF_BEFORE, type)).isEqualTo(1);

    assertThat(row("attempts")).isEqualTo("2");
    tables().change("delete from stripe_event where id = ?", id);
  }

  @Test
  void itReadsNoTableWholeForIt() {
    QueryPlan.of(
            database.jdbcUrl(),
            """
            select id from stripe_event
            where status = 'waiting' and next_attempt_at <= now() and type = any($1::text[])
            order by next_attempt_at, seq limit 100
            for update skip locked
            """,
            1)
        .goesByIndexes();
  }

  @Test
  void whatWaitsInADatabaseOfItsIsFoundByWhenItIsDue() {
    var name = "before_" + id.toLowerCase(java.util.Locale.ROOT);
    tables().change("create database " + name);
    var url = database.jdbcUrl().replaceAll("[^/]+$", name);
    try {
      migrate(url, "58.1");
      var there = new Tables(url);
      there.change(
          """
          insert into stripe_event (id, type, livemode, created, body, status, attempts, claim, next_attempt_at)
          select 'evt_' || n, 'invoice.paid', false, now(), '{}', case when n = 0 then 'done' else 'waiting' end, n,
            case when n = 3 then gen_random_uuid() end, now() + (n - 1) * interval '1 hour'
          from generate_series(0, 3) n
          """);

      migrate(url, "latest");

      assertThat(
              there.text(
                  "select string_agg(id || case when due_at > now() then ' at its time' else '' end, ', ' order by seq)"
                      + " from stripe_event where status = 'waiting'"))
          .as("due, put back, claimed")
          .isEqualTo("evt_1, evt_2 at its time, evt_3");
      assertThat(
              there.number(
                  "select count(*) from pg_index where indrelid = 'stripe_event'::regclass and not indisvalid"))
          .isZero();
    } finally {
      tables().change("drop database " + name + " with (force)");
    }
  }

  /** As the application migrates. */
  private static void migrate(String url, String target) {
    var settings =
        Flyway.configure()
            .dataSource(url, "postgres", "postgres")
            .locations("classpath:db/migration")
            .target(target);
    settings
        .getConfigurationExtension(PostgreSQLConfigurationExtension.class)
        .setTransactionalLock(false);
    settings.load().migrate();
  }
}
