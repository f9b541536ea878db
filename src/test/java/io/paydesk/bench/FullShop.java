package io.paydesk.bench;

import io.paydesk.testing.Tables;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * A database with orders, payments and events of years, and a shop that goes on to sell: in the
 * tables' words, as the release before the migrations writes.
 */
final class FullShop {

  private static final int WRITERS = 8;

  /** Orders that are made and paid in a second, each in three transactions. */
  static final int A_SECOND = 200;

  private static final int AT_ONCE = 50_000;

  private static final String ORDERS =
      """
      insert into orders (user_id, amount, currency, metadata, status, created_at, updated_at)
      select 'user-' || i %% 100000, 1000 + i %% 9000, 'usd', jsonb_build_object('cart', i),
        case when i %% 20 = 0 then 'pending' else 'paid' end, now() - (%2$d - i) * interval '30 seconds', now()
      from generate_series(%1$d + 1, %1$d + %3$d) i order by i
      """;

  private static final String PAYMENTS =
      """
      insert into payment (order_id, user_id, uuid, origin, amount, currency, amount_received, status, stripe_status,
        payment_intent_id, charge_id, stripe_request, idempotency_key, created_at, succeeded_at, next_check_at)
      select id, user_id, gen_random_uuid(), 'one_time', amount, currency,
        case status when 'paid' then amount else 0 end,
        case status when 'paid' then 'succeeded' else 'pending' end, 'succeeded', 'pi_' || id, 'ch_' || id,
        '{"amount": ' || amount || '}', gen_random_uuid(), created_at, created_at, now() + interval '1 hour'
      from orders where id > %1$d and id <= %1$d + %3$d order by id
      """;

  /** A body as long as Stripe's is once PostgreSQL has compressed it. */
  private static final String EVENTS =
      """
      insert into stripe_event (id, type, livemode, object_id, created, body, status, received_at, finished_at)
      select 'evt_' || i, 'payment_intent.succeeded', false, 'pi_' || i, now(),
        (select string_agg(md5(i || '.' || part), '') from generate_series(1, 25) part), 'done', now(), now()
      from generate_series(%1$d + 1, %1$d + %3$d) i order by i
      """;

  private static final String ORDER =
      "insert into orders (user_id, amount, currency, status) values ('user-1', 999, 'usd', 'pending') returning id";

  private static final String PAYMENT =
      """
      insert into payment (order_id, user_id, uuid, origin, amount, currency, status, payment_intent_id, stripe_request,
        idempotency_key) values (?, 'user-1', gen_random_uuid(), 'one_time', 999, 'usd', 'pending', 'pi_' || ?, '{}',
        gen_random_uuid())
      """;

  private static final String EVENT =
      """
      insert into stripe_event (id, type, livemode, object_id, created, body, status)
      values ('evt_' || ?, 'payment_intent.succeeded', false, 'pi_' || ?, now(), repeat('{"a": 1}', 250), 'waiting')
      """;

  private static final List<String> SUCCESS =
      List.of(
          "select from orders where id = ? for update",
          "update payment set status = 'succeeded', amount_received = amount, succeeded_at = now(),"
              + " version = version + 1 where order_id = ?",
          "update orders set status = 'paid', version = version + 1, updated_at = now() where id = ?",
          "update stripe_event set status = 'done', finished_at = now() where id = 'evt_' || ?");

  private record Write(Instant begin, Instant end) {
    Duration time() {
      return Duration.between(begin, end);
    }
  }

  private final Tables tables;
  private final int rows;
  private final AtomicLong due = new AtomicLong();
  private final List<Write> writes = new ArrayList<>();
  private final List<SQLException> failures = new CopyOnWriteArrayList<>();
  private final List<Thread> writers = new ArrayList<>();
  private volatile boolean closed;

  FullShop(Tables tables, int rows) {
    this.tables = tables;
    this.rows = rows;
  }

  void fill() {
    for (int done = 0; done < rows; done += AT_ONCE) {
      int more = Math.min(AT_ONCE, rows - done);
      for (var table : List.of(ORDERS, PAYMENTS, EVENTS)) {
        tables.change(table.formatted(done, rows, more));
      }
    }
    for (var table : List.of("orders", "payment", "stripe_event")) {
      tables.change("vacuum analyze " + table);
    }
  }

  /** Begins to sell. */
  void write() {
    due.set(System.nanoTime());
    for (int i = 0; i < WRITERS; i++) {
      var writer = new Thread(this::sell, "shop-" + i);
      writers.add(writer);
      writer.start();
    }
  }

  private void sell() {
    try (var connection = DriverManager.getConnection(tables.jdbcUrl(), "postgres", "postgres")) {
      connection.setAutoCommit(false);
      while (!closed) {
        // Sales come when they come: one that had to wait does not put the next off.
        long at = due.getAndAdd(TimeUnit.SECONDS.toNanos(1) / A_SECOND);
        LockSupport.parkNanos(at - System.nanoTime());
        sellOne(connection);
      }
    } catch (SQLException e) {
      failures.add(e);
    }
  }

  private void sellOne(Connection connection) throws SQLException {
    var id = new AtomicLong();
    timed(
        connection,
        () -> {
          try (var order = connection.prepareStatement(ORDER);
              var made = order.executeQuery()) {
            made.next();
            id.set(made.getLong(1));
          }
          change(connection, PAYMENT, id.get(), id.get());
        });
    timed(connection, () -> change(connection, EVENT, id.get(), id.get()));
    timed(
        connection,
        () -> {
          for (var sql : SUCCESS) {
            change(connection, sql, id.get());
          }
        });
  }

  private static void change(Connection connection, String sql, Object... values)
      throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      statement.execute();
    }
  }

  private interface Work {
    void run() throws SQLException;
  }

  private void timed(Connection connection, Work work) throws SQLException {
    var begin = Instant.now();
    work.run();
    connection.commit();
    synchronized (writes) {
      writes.add(new Write(begin, Instant.now()));
    }
  }

  /** Ends to sell, after the sales that are in hand. */
  void rest() throws InterruptedException {
    closed = true;
    for (var writer : writers) {
      writer.join();
    }
  }

  List<SQLException> failures() {
    return failures;
  }

  /** Of the writes that were in hand at some time between the two. */
  Duration longest(Instant begin, Instant end) {
    synchronized (writes) {
      return writes.stream()
          .filter(write -> write.begin.isBefore(end) && write.end.isAfter(begin))
          .map(Write::time)
          .max(Comparator.naturalOrder())
          .orElse(Duration.ZERO);
    }
  }
}
