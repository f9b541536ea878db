package io.paydesk.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.paydesk.testing.PaydeskTest;
import io.paydesk.testing.Receiver;
import io.paydesk.testing.StripeEvents;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * What each unit of work makes PostgreSQL write. A new index or trigger shows here, on any machine:
 * what is counted is bytes and statements, not time. It prints the table of
 * src/docs/operate/performance.md.
 */
@QuarkusTest
class WhatIsWrittenTest extends PaydeskTest {

  private static final int UNITS = 200;
  private static final int ROUNDS = 4;
  private static final int SENDERS = 16;
  private static final String CARD = "4242424242424242";
  private static final String ENDPOINTS = "/v1/actionflows/endpoints/";
  private static final String IGNORED = "an event that nobody takes";
  private static final String APPLIED = "an event that pays an order";
  private static final String FOLLOWED = "an event that pays an order and has a run";
  private static final String ORDER = "an order made";
  private static final String PAYMENT = "a payment begun";
  private static final Path FILE = Path.of("target", "written.md");

  /** Of a table, what its part of the bytes is called. */
  private static final Map<String, String> PARTS =
      Map.of(
          "stripe_event", "inbox",
          "payment", "payment",
          "orders", "order",
          "actionflow_run", "run",
          "history", "history",
          "audit", "audit");

  private final Map<String, Written> measured = new LinkedHashMap<>();
  private final String mark = UUID.randomUUID().toString().substring(0, 8);
  private int made;

  @Test
  void eachUnitOfWorkWritesNoMoreThanItNeeds() throws Exception {
    var template = paid();
    copies(template, 2 * ROUNDS * UNITS);
    try (var book = new WriteBook(tables())) {
      measure(book, IGNORED, unit -> deliver(unwanted(unit)));
      measure(book, APPLIED, unit -> deliver(next(template)));
      try (var receiver = new Receiver()) {
        var endpoint = register(receiver);
        measure(book, "an event that pays an order and has a run", unit -> deliver(next(template)));
        asAdmin().delete(ENDPOINTS + endpoint).then().statusCode(204);
      }
      measure(book, ORDER, unit -> order());
      var orders = new ArrayList<Long>();
      for (int i = 0; i < ROUNDS * UNITS; i++) {
        orders.add(order());
      }
      made = 0;
      sandbox.faults().dropEvents(true);
      measure(book, PAYMENT, unit -> started(orders.get(take())));
    }
    print();
    isAtMost(3.2, IGNORED, "stripe_event");
    isAtMost(4.2, APPLIED, "stripe_event");
    isAtMost(2.4, APPLIED, "payment");
    isAtMost(1.4, APPLIED, "orders");
    isAtMost(3.3, FOLLOWED, "actionflow_run");
    isAtMost(1.3, ORDER, "orders");
    isAtMost(4.1, PAYMENT, "payment");
    // Each was some 10 % less when it was written down: ids grow longer, and indexes deeper. One
    // new
    // index of a table is more than that.
    assertThat(measured.get(APPLIED).hot()).as("claims of events").isGreaterThan(0.9);
    assertThat(measured.get(FOLLOWED).hot()).as("claims of both").isGreaterThan(1.7);
  }

  private void isAtMost(double kilobytes, String unit, String table) {
    assertThat(measured.get(unit).of(table) / 1000)
        .as("kB that %s writes for %s", unit, table)
        .isPositive()
        .isLessThan(kilobytes);
  }

  private synchronized int take() {
    return made++;
  }

  private void measure(WriteBook book, String unit, IntConsumer work) {
    Written least = null;
    for (int round = 0; round < ROUNDS; round++) {
      var written = book.of(UNITS, () -> all(work));
      if (round > 0) {
        least = least == null ? written : Written.less(least, written);
      }
    }
    measured.put(unit, least);
  }

  private void all(IntConsumer work) {
    ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
    try {
      var sent = new ArrayList<Callable<Void>>();
      for (int i = 0; i < UNITS; i++) {
        int unit = i;
        sent.add(
            () -> {
              work.accept(unit);
              return null;
            });
      }
      for (Future<Void> one : senders.invokeAll(sent)) {
        one.get();
      }
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    } finally {
      senders.shutdown();
    }
    eventually(
        x ->
            assertThat(
                    tables()
                        .number(
                            """
                            select /* of_the_bench */
                              (select count(*) from stripe_event where status = 'waiting' and id like 'evt_' || ? || '%')
                              + (select count(*) from actionflow_run where status = 'waiting' and user_id = ?)
                            """,
                            mark, user))
                .isZero());
  }

  private record Template(long id, long orderId, JsonNode event) {}

  /** A payment, and Stripe's event that told that it succeeded. */
  private Template paid() {
    var order = order();
    var payment = started(order);
    var intent = payment.getString("paymentIntentId");
    sandbox.confirm(intent, CARD);
    eventuallyPaid(order);
    var event =
        sandbox
            .events(
                sent ->
                    sent.path("type").asText().equals("payment_intent.succeeded")
                        && sent.at("/data/object/id").asText().equals(intent))
            .get(0);
    return new Template(payment.getLong("id"), order, event);
  }

  private void copies(Template template, int count) {
    tables()
        .change(
            """
            with made as (
              insert into orders (user_id, amount, currency, status)
              select o.user_id, o.amount, o.currency, 'pending'
              from orders o, generate_series(1, ?) where o.id = ?
              returning id
            )
            insert into payment (order_id, uuid, payment_intent_id, next_check_at, status, stripe_status, user_id, origin,
              amount, currency, customer_id, stripe_request, idempotency_key, idempotency_key_since)
            select m.id, (? || '-0000-4000-8000-' || lpad(to_hex(m.n), 12, '0'))::uuid, 'pi_' || ? || '_' || m.n,
              now() + interval '1 day', 'pending', 'requires_payment_method', p.user_id, p.origin,
              p.amount, p.currency, p.customer_id, p.stripe_request, gen_random_uuid(), now()
            from (select id, row_number() over (order by id) n from made) m, payment p
            where p.id = ?
            """,
            count,
            template.orderId(),
            mark,
            mark,
            template.id());
  }

  private synchronized String next(Template template) {
    int n = ++made;
    var event = template.event();
    return event
        .toString()
        .replace(event.path("id").asText(), "evt_%s_%d".formatted(mark, n))
        .replace(event.at("/data/object/id").asText(), "pi_%s_%d".formatted(mark, n))
        .replace(
            event.at("/data/object/metadata/paydesk_uuid").asText(),
            "%s-0000-4000-8000-%012x".formatted(mark, n));
  }

  private String unwanted(int unit) {
    var object = sandbox.paymentIntents().get(0);
    return StripeEvents.event("payout.paid", object).toString();
  }

  private long register(Receiver receiver) {
    var body = Map.of("url", receiver.url(), "flows", List.of("payment"));
    return json(asAdmin().body(body).post(ENDPOINTS.replaceAll("/$", "")), 201)
        .getLong("endpoint.id");
  }

  private void print() throws IOException {
    var lines = new ArrayList<String>();
    lines.add(
        "| unit | kB of WAL | and of them | statements | transactions that write | row versions | of them HOT |");
    lines.add("|---|---|---|---|---|---|---|");
    measured.forEach(
        (unit, written) ->
            lines.add(
                String.format(
                    Locale.ROOT,
                    "| %s | %.1f | %s | %.1f | %.1f | %.1f | %.1f |",
                    unit,
                    written.bytes() / 1000,
                    parts(written),
                    written.statements(),
                    written.commits(),
                    written.updates(),
                    written.hot())));
    var text = String.join("\n", lines) + "\n";
    Files.writeString(FILE, text);
    System.out.println("\n" + text + "\nThis is also in " + FILE + ".\n");
  }

  private static String parts(Written written) {
    return written.tables().entrySet().stream()
        .filter(entry -> entry.getValue() >= 50)
        .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
        .map(
            entry ->
                String.format(
                    Locale.ROOT,
                    "%s %.1f",
                    PARTS.getOrDefault(entry.getKey(), entry.getKey()),
                    entry.getValue() / 1000))
        .collect(Collectors.joining(", "));
  }
}
