package io.paydesk.refund;

import io.paydesk.order.Order;
import io.paydesk.order.OrderProblems;
import io.paydesk.order.OrderStatus;
import io.paydesk.order.Resolution;
import io.paydesk.payment.Payment;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** An order with all its payments and refunds, locked in the one order that all writers keep. */
record OrderRows(Order order, List<Payment> payments, List<Refund> refunds) {

  static Uni<OrderRows> lock(long orderId) {
    return lock(List.of(orderId))
        .map(
            found -> {
              if (found.isEmpty()) {
                throw OrderProblems.notFound(orderId);
              }
              return found.get(orderId);
            });
  }

  /**
   * @return by order id; an order that is not there is not in it
   */
  static Uni<Map<Long, OrderRows>> lock(Collection<Long> orderIds) {
    return lock(orderIds, () -> Uni.createFrom().voidItem());
  }

  /**
   * @param between locks what comes after payments and before refunds
   */
  static Uni<Map<Long, OrderRows>> lock(Collection<Long> orderIds, Supplier<Uni<Void>> between) {
    var ids = new TreeSet<>(orderIds);
    if (ids.isEmpty()) {
      return Uni.createFrom().item(Map.of());
    }
    return Order.lock(ids)
        .flatMap(
            orders ->
                ids("Payment", ids)
                    .flatMap(
                        found -> found.isEmpty() ? OrderRows.<Payment>none() : Payment.lock(found))
                    .call(payments -> between.get())
                    .flatMap(
                        payments ->
                            ids("Refund", ids)
                                .flatMap(
                                    found ->
                                        found.isEmpty()
                                            ? OrderRows.<Refund>none()
                                            : Refund.lock(found))
                                .map(refunds -> byOrder(orders, payments, refunds))));
  }

  private static <T> Uni<List<T>> none() {
    return Uni.createFrom().item(List.of());
  }

  /**
   * Ids alone: an entity that was loaded before its lock would show what another transaction has
   * changed since.
   */
  private static Uni<List<Long>> ids(String entity, Collection<Long> orderIds) {
    return Panache.getSession()
        .flatMap(
            session ->
                session
                    .createQuery(
                        "select x.id from " + entity + " x where x.orderId in :orders", Long.class)
                    .setParameter("orders", orderIds)
                    .getResultList());
  }

  private static Map<Long, OrderRows> byOrder(
      List<Order> orders, List<Payment> payments, List<Refund> refunds) {
    return orders.stream()
        .map(
            order ->
                new OrderRows(
                    order,
                    payments.stream().filter(payment -> payment.orderId == order.id).toList(),
                    new ArrayList<>(
                        refunds.stream().filter(refund -> refund.orderId == order.id).toList())))
        .collect(Collectors.toMap(rows -> rows.order.id, Function.identity()));
  }

  Payment payment(long id) {
    return payments.stream().filter(payment -> payment.id == id).findFirst().orElseThrow();
  }

  Refund refund(long id) {
    return refunds.stream().filter(refund -> refund.id == id).findFirst().orElseThrow();
  }

  List<Refund> refundsOf(Payment payment) {
    return refunds.stream().filter(refund -> refund.paymentId == payment.id).toList();
  }

  Optional<Refund> refundOfStripe(String refundId) {
    return refunds.stream().filter(refund -> refundId.equals(refund.refundId)).findFirst();
  }

  RefundTotals totals(Payment payment) {
    long succeeded = 0;
    long pending = 0;
    for (var refund : refundsOf(payment)) {
      if (refund.status == RefundStatus.SUCCEEDED) {
        succeeded += refund.amount;
      } else if (refund.status.holdsMoney()) {
        pending += refund.amount;
      }
    }
    return new RefundTotals(payment.amountReceived, succeeded, pending);
  }

  /** The payments that put the order in review, and whose money came. */
  List<Payment> questioned() {
    return payments.stream()
        .filter(payment -> payment.reviewReason != null && payment.status.hasMoney())
        .toList();
  }

  /**
   * Recomputes what follows from the refunds, from their sum each time, as a refund may fail after
   * it succeeded.
   */
  void deriveFromRefunds() {
    payments.stream()
        .filter(payment -> payment.status.hasMoney())
        .forEach(payment -> payment.applyRefunded(returned(payment)));
    if (order.status == OrderStatus.REVIEW) {
      endReview();
    } else if (order.resolution == Resolution.REFUND && !allQuestionedIsBack()) {
      order.review("refund-failed");
    } else if (order.status.isPaid()) {
      order.applyRefunds(fromPayments());
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
    } else if (questioned().stream().anyMatch(payment -> totals(payment).remaining() > 0)) {
      // A refund was refused or failed, so this attempt is over and a person decides anew.
      order.dropResolution();
    }
  }

  private boolean allQuestionedIsBack() {
    return questioned().stream().allMatch(this::isBack);
  }

  /** Never more than what came: a refund that has failed since may still be counted. */
  private long returned(Payment payment) {
    return Math.min(totals(payment).succeeded(), payment.amountReceived);
  }

  private boolean isBack(Payment payment) {
    return totals(payment).succeeded() >= payment.amountReceived;
  }

  /** What the order is by the money that came for it and went back. */
  OrderStatus fromPayments() {
    var paid = payments.stream().filter(payment -> payment.status.hasMoney()).toList();
    // What was paid outside Stripe has no payment that could go back.
    if (paid.isEmpty()) {
      return OrderStatus.PAID;
    }
    if (paid.stream().allMatch(this::isBack)) {
      return OrderStatus.REFUNDED;
    }
    boolean isPaid =
        paid.stream().allMatch(this::isWhole)
            || paid.stream().anyMatch(payment -> isWhole(payment) && paysAlone(payment));
    return isPaid ? OrderStatus.PAID : OrderStatus.PARTIALLY_REFUNDED;
  }

  private boolean isWhole(Payment payment) {
    return totals(payment).succeeded() == 0;
  }

  /** What came twice is paid for by either; of an invoice that was paid in parts, by none. */
  private boolean paysAlone(Payment payment) {
    return payment.amountReceived >= order.due();
  }
}
