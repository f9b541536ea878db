package io.paydesk.orderdesk;

import io.paydesk.order.LockedOrders;
import io.paydesk.order.Order;
import io.paydesk.payment.CaptureProblems;
import io.paydesk.payment.Payment;
import io.paydesk.recurring.RecurringPayment;
import io.paydesk.recurring.RunningProblems;
import java.util.List;

/** An order that is locked, with the rows by which it may yet be paid. */
record LiveRows(Order order, List<Payment> payments, List<RecurringPayment> subscriptions) {

  static LiveRows of(LockedOrders locked, Order order) {
    return of(order, locked.rows(Payment.TABLE), locked.rows(RecurringPayment.TABLE));
  }

  static LiveRows of(Order order, List<Payment> payments, List<RecurringPayment> subscriptions) {
    return new LiveRows(
        order,
        payments.stream()
            .filter(payment -> payment.isOneTime() && payment.status.isLive())
            .toList(),
        subscriptions.stream().filter(row -> row.status.isLive()).toList());
  }

  /**
   * Unless its end was asked for before: money may have come, or comes because the shop asked for
   * it.
   *
   * @return true
   */
  boolean mustNotRun() {
    if (order.cancelRequestedAt == null) {
      payments.stream()
          .filter(Payment::isBeingCaptured)
          .findFirst()
          .ifPresent(
              payment -> {
                throw CaptureProblems.keepsOrder(order, payment);
              });
      subscriptions.stream()
          .filter(row -> row.status.isRunning())
          .findFirst()
          .ifPresent(
              row -> {
                throw RunningProblems.orderRuns(order, row);
              });
    }
    return true;
  }

  /** Whether the payer has done their part, so that money may come without them. */
  boolean maybePaidYet() {
    return payments.stream().anyMatch(payment -> payment.status.isPastThePayer())
        || subscriptions.stream().anyMatch(row -> row.status.isRunning());
  }
}
