package io.paydesk.recurring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.micrometer.core.instrument.MeterRegistry;
import io.paydesk.changed.Transactions;
import io.paydesk.order.Order;
import io.paydesk.stripe.InvoiceGateway.InvoiceWithPayments;
import io.paydesk.stripe.InvoiceSnapshot;
import io.paydesk.testing.SubscriptionTest;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.persistence.OptimisticLockException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Invoices that the pretend Stripe does not make, recorded as the callback does it. */
@QuarkusTest
class InvoiceRecorderTest extends SubscriptionTest {

  private static final Instant NOW = Instant.parse("2026-11-23T09:30:00Z");

  @Inject InvoiceRecorder recorder;
  @Inject Transactions transactions;
  @Inject MeterRegistry meters;

  private long order;
  private long id;

  @BeforeEach
  void begun() {
    order = monthly();
    id = subscribed(order).getLong("recurringPayment.id");
  }

  private InvoiceWithPayments invoice(String name, long paid, Instant created) {
    return invoice(name, paid, created, "subscription_cycle");
  }

  private InvoiceWithPayments invoice(String name, long paid, Instant created, String reason) {
    return new InvoiceWithPayments(
        new InvoiceSnapshot(
            "in_" + name + "_" + id,
            "paid",
            paid,
            "usd",
            reason,
            "cus_1",
            "sub_1",
            Map.of(),
            created),
        List.of());
  }

  private void record(List<InvoiceWithPayments> invoices) throws Throwable {
    VertxContextSupport.subscribeAndAwait(() -> transactions.write(() -> write(invoices)));
  }

  private Uni<Void> write(List<InvoiceWithPayments> invoices) {
    return Order.lock(List.of(order))
        .flatMap(
            orders ->
                RecurringPayment.lock(List.of(id))
                    .flatMap(rows -> recorder.record(orders.get(0), rows.get(0), invoices)));
  }

  @Test
  void invoicesOfOneSecondBecomeOrdersInTheOrderOfTheirIds() throws Throwable {
    var invoices =
        IntStream.range(10, 22)
            .mapToObj(i -> invoice(Integer.toString(i), 1500, NOW))
            .collect(Collectors.toList());
    var names = invoices.stream().map(one -> one.invoice().id()).toList();
    Collections.shuffle(invoices, new Random(7));

    record(invoices);

    var made =
        tables()
            .text(
                "select string_agg(invoice_id, ',' order by id) from orders where id = ? or renewal_of = ?",
                order,
                order);
    assertThat(Arrays.asList(made.split(","))).isEqualTo(names);
  }

  @Test
  void aTransactionThatIsMadeAgainCountsItsInvoicesOnce() throws Throwable {
    var counter = meters.counter("paydesk.invoices.paid", "reason", "manual");
    double before = counter.count();
    var invoice = invoice("one", 1500, NOW, "manual");
    var tries = new AtomicInteger();

    VertxContextSupport.subscribeAndAwait(
        () ->
            transactions.write(
                () ->
                    write(List.of(invoice))
                        .invoke(
                            () -> {
                              if (tries.incrementAndGet() == 1) {
                                throw new OptimisticLockException();
                              }
                            })));

    assertThat(tries).hasValue(2);
    assertThat(counter.count() - before).isEqualTo(1);
  }

  @Test
  void aFirstInvoiceThatACouponMadeSmallerIsACaseForReview() throws Throwable {
    record(List.of(invoice("coupon", 1200, NOW)));

    asUser()
        .get("/v1/orders/" + order)
        .then()
        .body("status", equalTo("review"))
        .body("reviewReason", equalTo("amount-mismatch"));
  }

  @Test
  void aRenewalThatACouponMadeSmallerIsAnOrderOfWhatWasPaid() throws Throwable {
    record(List.of(invoice("first", 1500, NOW), invoice("coupon", 1200, NOW.plusSeconds(60))));

    assertThat(orderStatus(order)).isEqualTo("paid");
    assertThat(
            tables()
                .number(
                    "select amount from orders where renewal_of = ? and status = 'paid'", order))
        .isEqualTo(1200);
  }
}
