package io.paydesk.recurring;

import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.order.Order;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which subscription an order's money belongs to, where several began with one order. */
class RunningSubscriptionsTest {

  private static final Instant BEGIN = Instant.parse("2026-11-01T00:00:00Z");

  private static RecurringPayment row(
      long id, RecurringPaymentStatus status, String firstInvoice, int day) {
    var row = new RecurringPayment();
    row.id = id;
    row.status = status;
    row.firstInvoiceId = firstInvoice;
    row.createdAt = BEGIN.plus(Duration.ofDays(day));
    return row;
  }

  private static final RecurringPayment OVER =
      row(1, RecurringPaymentStatus.CANCELED, "in_over", 0);
  private static final RecurringPayment RUNS = row(2, RecurringPaymentStatus.ACTIVE, "in_runs", 10);
  private static final List<RecurringPayment> BOTH = List.of(OVER, RUNS);

  private static Order order(String invoice, Long recurringPayment, Long renewalOf, int day) {
    var order = new Order();
    order.invoiceId = invoice;
    order.recurringPaymentId = recurringPayment;
    order.renewalOf = renewalOf;
    order.createdAt = BEGIN.plus(Duration.ofDays(day));
    return order;
  }

  @Test
  void theMoneyOfAnEndedSubscriptionIsNotTheRunningOnes() {
    assertThat(RunningSubscriptions.of(order("in_over", null, null, 0), BOTH)).isEmpty();
    assertThat(RunningSubscriptions.of(order("in_renewal", 1L, 7L, 20), BOTH)).isEmpty();
  }

  @Test
  void theMoneyOfARunningSubscriptionIsItsOwn() {
    assertThat(RunningSubscriptions.of(order("in_runs", null, null, 0), BOTH))
        .containsExactly(RUNS);
    assertThat(RunningSubscriptions.of(order("in_renewal", 2L, 7L, 20), BOTH))
        .containsExactly(RUNS);
  }

  @Test
  void anOlderRenewalWasNotPaidByASubscriptionThatBeganLater() {
    assertThat(RunningSubscriptions.of(order("in_renewal", null, 7L, 5), BOTH)).isEmpty();
    assertThat(RunningSubscriptions.of(order("in_renewal", null, 7L, 20), BOTH))
        .containsExactly(RUNS);
  }

  @Test
  void anOrderWithoutAnInvoiceMayBelongToAnyRunningSubscription() {
    assertThat(RunningSubscriptions.of(order(null, null, null, 0), BOTH)).containsExactly(RUNS);
  }
}
