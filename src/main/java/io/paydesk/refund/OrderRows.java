package io.paydesk.refund;

import io.paydesk.order.LockedOrders;
import io.paydesk.order.Order;
import io.paydesk.order.OrderStatus;
import io.paydesk.order.Resolution;
import io.paydesk.payment.Payment;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** An order with all its payments and refunds, locked in the one order that all writers keep. */
public record OrderRows(Order order, List<Payment> payments, List<Refund> refunds) {

  /**
   * @throws io.paydesk.problem.Refusal {@code not-found}
   */
  static Uni<OrderRows> lock(long orderId) {
    return LockedOrders.of(orderId)
        .withAll(Payment.TABLE)
        .withAll(Refund.TABLE)
        .lock()
        .map(locked -> of(locked.order(orderId), locked));
  }

  /**
   * @return by order id; orders that do not exist are left out
   */
  static Uni<Map<Long, OrderRows>> lock(Collection<Long> orderIds) {
    return LockedOrders.of(orderIds)
        .withAll(Payment.TABLE)
        .withAll(Refund.TABLE)
        .lock()
        .map(
            locked ->
                locked.orders().values().stream()
                    .collect(Collectors.toMap(order -> order.id, order -> of(order, locked))));
  }

  /** As they are now, without a lock: for those who only look. */
  static Uni<OrderRows> read(long orderId) {
    return Order.<Order>findById(orderId)
        .flatMap(
            order ->
                Payment.<Payment>list("orderId", orderId)
                    .flatMap(
                        payments ->
                            Refund.<Refund>list("orderId", orderId)
                                .map(refunds -> new OrderRows(order, payments, refunds))));
  }

  static OrderRows of(Order order, LockedOrders locked) {
    return new OrderRows(
        order,
        locked.rows(Payment.TABLE).stream().filter(payment -> payment.orderId == order.id).toList(),
        new ArrayList<>(
            locked.rows(Refund.TABLE).stream()
                .filter(refund -> refund.orderId == order.id)
                .toList()));
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

  public RefundTotals totals(Payment payment) {
    return RefundTotals.of(payment.amountReceived, refundsOf(payment));
  }

  /** The payments that put the order in review, and whose money came. */
  public List<Payment> questioned() {
    return payments.stream()
        .filter(payment -> payment.reviewReason != null && payment.status.hasMoney())
        .toList();
  }

  /**
   * Recomputes what follows from the refunds. It starts from their sum each time, as a refund may
   * fail after it succeeded.
   */
  public void deriveFromRefunds() {
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
   * A review that was resolved by refund ends when the money of every questioned payment has gone
   * back.
   */
  private void endReview() {
    if (order.resolution != Resolution.REFUND) {
      return;
    }
    if (allQuestionedIsBack()) {
      order.resolve(Resolution.REFUND, order.resolvedBy, fromPayments());
    } else if (questioned().stream().anyMatch(payment -> totals(payment).remaining() > 0)) {
      // A refund was refused or failed, so this resolution is over and a person decides again.
      order.dropResolution();
    }
  }

  private boolean allQuestionedIsBack() {
    return questioned().stream().allMatch(this::isBack);
  }

  /** Never more than what came: the sum may include a refund that has failed since. */
  private long returned(Payment payment) {
    return Math.min(totals(payment).succeeded(), payment.amountReceived);
  }

  private boolean isBack(Payment payment) {
    return totals(payment).succeeded() >= payment.amountReceived;
  }

  /** The order's status, from the money that came and went back. */
  public OrderStatus fromPayments() {
    return fromPayments(payment -> totals(payment).succeeded());
  }

  /**
   * The order's status once another refund and those under way have come through.
   *
   * @param amount minor units
   */
  OrderStatus statusAfter(Payment refunded, long amount) {
    return order.status.isPaid()
        ? fromPayments(
            payment -> {
              var totals = totals(payment);
              return totals.succeeded()
                  + totals.pending()
                  + (payment.id.equals(refunded.id) ? amount : 0);
            })
        : order.status;
  }

  /**
   * @param back what went back of a payment
   */
  private OrderStatus fromPayments(ToLongFunction<Payment> back) {
    var free =
        payments.stream()
            .filter(payment -> payment.status.hasMoney() && payment.amountReceived == 0)
            .toList();
    if (free.stream().anyMatch(payment -> payment.reviewReason == null)) {
      return OrderStatus.PAID; // whatever came beside it and went back
    }
    var paid =
        payments.stream()
            .filter(payment -> payment.status.hasMoney() && payment.amountReceived > 0)
            .toList();
    if (paid.isEmpty()) {
      // What was paid outside Stripe has no payment. Of a code that covered everything nothing can
      // go back, so an admin's word takes the place of a refund.
      boolean isRejected = !free.isEmpty() && order.resolution == Resolution.REFUND;
      return isRejected ? OrderStatus.REFUNDED : OrderStatus.PAID;
    }
    if (paid.stream().allMatch(payment -> back.applyAsLong(payment) >= payment.amountReceived)) {
      return OrderStatus.REFUNDED;
    }
    var whole = paid.stream().filter(payment -> back.applyAsLong(payment) == 0).toList();
    boolean isPaid = whole.size() == paid.size() || whole.stream().anyMatch(this::paysAlone);
    return isPaid ? OrderStatus.PAID : OrderStatus.PARTIALLY_REFUNDED;
  }

  /**
   * If an order was paid twice, either payment pays it; if an invoice was paid in parts, none does
   * alone.
   */
  private boolean paysAlone(Payment payment) {
    return payment.amountReceived >= order.due();
  }
}
