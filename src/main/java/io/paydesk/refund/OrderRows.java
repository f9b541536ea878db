package io.paydesk.refund;

import io.paydesk.order.Order;
import io.paydesk.order.OrderProblems;
import io.paydesk.order.OrderStatus;
import io.paydesk.order.Resolution;
import io.paydesk.payment.Payment;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import java.util.List;

/** An order with all its payments and refunds, locked in the one order that all writers keep. */
record OrderRows(Order order, List<Payment> payments, List<Refund> refunds) {

  static Uni<OrderRows> lock(long orderId) {
    return Order.lock(List.of(orderId))
        .invoke(
            orders -> {
              if (orders.isEmpty()) {
                throw OrderProblems.notFound(orderId);
              }
            })
        .flatMap(
            orders ->
                ids("Payment", orderId)
                    .flatMap(OrderRows::payments)
                    .flatMap(
                        payments ->
                            ids("Refund", orderId)
                                .flatMap(OrderRows::refunds)
                                .map(refunds -> new OrderRows(orders.get(0), payments, refunds))));
  }

  private static Uni<List<Long>> ids(String entity, long orderId) {
    return Panache.getSession()
        .flatMap(
            session ->
                session
                    .createQuery(
                        "select x.id from " + entity + " x where x.orderId = :order", Long.class)
                    .setParameter("order", orderId)
                    .getResultList());
  }

  private static Uni<List<Payment>> payments(List<Long> ids) {
    return ids.isEmpty() ? Uni.createFrom().item(List.of()) : Payment.lock(ids);
  }

  private static Uni<List<Refund>> refunds(List<Long> ids) {
    return ids.isEmpty() ? Uni.createFrom().item(List.of()) : Refund.lock(ids);
  }

  Refund refund(long id) {
    return refunds.stream().filter(refund -> refund.id == id).findFirst().orElseThrow();
  }

  /** Minor units that can still go back: what came, without what went or is on its way. */
  long remaining(Payment payment) {
    return payment.amountReceived
        - refunds.stream()
            .filter(refund -> refund.paymentId == payment.id && refund.status.holdsMoney())
            .mapToLong(refund -> refund.amount)
            .sum();
  }

  /** The payments that put the order in review, and whose money came. */
  List<Payment> questioned() {
    return payments.stream()
        .filter(payment -> payment.reviewReason != null && payment.status.isSettled())
        .toList();
  }

  private long returned(Payment payment) {
    return refunds.stream()
        .filter(refund -> refund.paymentId == payment.id && refund.status == RefundStatus.SUCCEEDED)
        .mapToLong(refund -> refund.amount)
        .sum();
  }

  /**
   * Recomputes what follows from the refunds, from their sum each time, as a refund may fail after
   * it succeeded.
   */
  void deriveFromRefunds() {
    payments.stream()
        .filter(payment -> payment.status.isSettled())
        .forEach(p -> p.showRefunded(returned(p)));
    if (order.status == OrderStatus.REVIEW) {
      endReview();
    } else if (order.resolution == Resolution.REFUND && !allQuestionedIsBack()) {
      order.review("refund-failed");
    } else if (order.status.isPaid()) {
      order.showRefunds(fromPayments());
    }
  }

  /**
   * A review that is to end by refunding ends when the money of every questioned payment is back.
   */
  private void endReview() {
    if (order.resolution != Resolution.REFUND) {
      return;
    }
    if (allQuestionedIsBack()) {
      order.resolve(Resolution.REFUND, order.resolvedBy, fromPayments());
    } else if (questioned().stream().anyMatch(payment -> remaining(payment) > 0)) {
      // A refund was refused or failed, so this attempt is over and a person decides anew.
      order.dropResolution();
    }
  }

  private boolean allQuestionedIsBack() {
    return questioned().stream().allMatch(payment -> returned(payment) >= payment.amountReceived);
  }

  /** What the order is by the money that came for it and went back. */
  OrderStatus fromPayments() {
    var settled = payments.stream().filter(payment -> payment.status.isSettled()).toList();
    boolean oneIsWhole = settled.stream().anyMatch(payment -> returned(payment) == 0);
    boolean allAreBack =
        settled.stream().allMatch(payment -> returned(payment) >= payment.amountReceived);
    if (allAreBack) {
      return OrderStatus.REFUNDED;
    }
    return oneIsWhole ? OrderStatus.PAID : OrderStatus.PARTIALLY_REFUNDED;
  }
}
