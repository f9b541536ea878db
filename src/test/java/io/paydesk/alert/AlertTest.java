package io.paydesk.alert;

import io.paydesk.alert.AlertBook.Change;
import io.paydesk.testing.PaydeskTest;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * What tests of rules share. Each test has a time of its own, long before all other rows: nothing
 * else lies there.
 */
abstract class AlertTest extends PaydeskTest {

  private static final AtomicInteger ERAS = new AtomicInteger();

  @Inject AlertBook book;
  @Inject AlertRules rules;

  /** Farther from the next test's time than the longest window. */
  protected final OffsetDateTime now =
      OffsetDateTime.of(1980, 1, 1, 12, 0, 0, 0, ZoneOffset.UTC)
          .plusDays(100L * ERAS.getAndIncrement());

  protected static <T> T await(Supplier<Uni<T>> work) {
    try {
      return VertxContextSupport.subscribeAndAwait(work);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /** What a rule finds at this test's time. */
  protected List<Change> look(AlertKind kind) {
    return lookAt(kind, now);
  }

  protected List<Change> lookAt(AlertKind kind, OffsetDateTime when) {
    return await(() -> book.look(rules.of(kind), when));
  }

  protected OffsetDateTime ago(Duration time) {
    return now.minus(time);
  }

  protected void decline(String userId, String card, OffsetDateTime when) {
    tables()
        .change(
            """
            insert into payment_decline (id, payment_id, user_id, card_fingerprint, code, declined_at)
            values ('ch_' || gen_random_uuid(), ?, ?, ?, 'card_declined', ?)
            """,
            payments(1, "pending", when),
            userId,
            card,
            when);
  }

  protected void declines(int number, String userId, String card) {
    for (int i = 0; i < number; i++) {
      decline(userId, card, ago(Duration.ofMinutes(30)));
    }
  }

  /**
   * @return the last one's id
   */
  protected long payments(int number, String status, OffsetDateTime when) {
    return tables()
        .number(
            """
            with one as (
              insert into orders (user_id, amount, currency, status) values (?, 100, 'usd', 'paid') returning id),
            many as (
              insert into payment (order_id, user_id, uuid, origin, amount, amount_received, currency, status, created_at)
              select one.id, ?, gen_random_uuid(), 'invoice', 100, 100, 'usd', ?, ? from one, generate_series(1, ?)
              returning id)
            select max(id) from many
            """,
            user,
            user,
            status,
            when,
            number);
  }

  protected void refund(long payment, String status) {
    tables()
        .change(
            """
            insert into refund (payment_id, order_id, user_id, uuid, origin, amount, currency, status, created_at)
            select id, order_id, user_id, gen_random_uuid(), 'dashboard', 1, 'usd', ?, ? from payment where id = ?
            """,
            status,
            ago(Duration.ofHours(1)),
            payment);
  }

  protected void dispute(long payment, String status) {
    tables()
        .change(
            """
            insert into dispute (payment_id, order_id, user_id, dispute_id, amount, currency, status,
              is_charge_refundable, opened_at, created_at, observed_at)
            select id, order_id, user_id, 'dp_' || gen_random_uuid(), 1, 'usd', ?, false, ?, ?, now()
            from payment where id = ?
            """,
            status,
            ago(Duration.ofHours(1)),
            ago(Duration.ofHours(1)),
            payment);
  }

  protected long openAlerts(AlertKind kind, String subject) {
    return tables()
        .number(
            "select count(*) from alert where kind = ? and subject = ? and ended_at is null",
            kind.text(),
            subject);
  }
}
