package io.paydesk.orderdesk;

import io.paydesk.order.Order;
import io.paydesk.order.OrderStatus;
import io.paydesk.payment.Payment;
import io.paydesk.recurring.RecurringPayment;
import io.paydesk.trace.LogId;
import io.paydesk.transaction.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** Ends orders whose time is over and that nobody has paid. */
@Singleton
public class OrderExpiry {

  private final Transactions transactions;
  private final OrderCancelFlow cancels;

  OrderExpiry(Transactions transactions, OrderCancelFlow cancels) {
    this.transactions = transactions;
    this.cancels = cancels;
  }

  /**
   * Does nothing where the order is over, or may be paid yet without its payer; then Stripe is not
   * asked either. It is safe to call at any time after the order's end, and by several at once.
   *
   * @param id of an order whose time is over
   */
  public Uni<Void> expire(long id) {
    LogId.ORDER.record(id);
    return transactions
        .read(() -> mayEnd(id))
        .flatMap(may -> may ? cancels.expire(id) : Uni.createFrom().voidItem());
  }

  private static Uni<Boolean> mayEnd(long id) {
    return Order.<Order>findById(id)
        .flatMap(
            order ->
                order == null || order.status != OrderStatus.PENDING
                    ? Uni.createFrom().item(false)
                    : live(order).map(live -> !live.maybePaidYet()));
  }

  private static Uni<LiveRows> live(Order order) {
    return Payment.<Payment>list("orderId", order.id)
        .flatMap(
            payments ->
                RecurringPayment.<RecurringPayment>list("orderId", order.id)
                    .map(subscriptions -> LiveRows.of(order, payments, subscriptions)));
  }
}
