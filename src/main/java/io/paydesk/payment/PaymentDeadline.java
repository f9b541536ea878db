package io.paydesk.payment;

import io.paydesk.order.Order;
import io.paydesk.order.OrderDeadline;
import io.paydesk.order.OrderProblems;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/**
 * Whether it is too late for an order's payment. While a bank decides, or holds the money, the
 * payer may still see the payment of an order whose time is over: it may yet be paid. Call it in a
 * session.
 */
@Singleton
class PaymentDeadline {

  private final OrderDeadline deadline;

  PaymentDeadline(OrderDeadline deadline) {
    this.deadline = deadline;
  }

  Uni<Boolean> isPast(Order order) {
    return order.expiresAt == null
        ? Uni.createFrom().item(false)
        : OrderPayments.live(order.id).flatMap(live -> isPast(order, live));
  }

  /**
   * @throws io.paydesk.problem.Refusal {@code order-expired}
   */
  Uni<Void> mustNotBePast(Order order, @Nullable Payment live) {
    return isPast(order, live)
        .invoke(
            past -> {
              if (past) {
                throw OrderProblems.expired(order);
              }
            })
        .replaceWithVoid();
  }

  private Uni<Boolean> isPast(Order order, @Nullable Payment live) {
    return live != null && live.status.isPastThePayer()
        ? Uni.createFrom().item(false)
        : deadline.isPast(order);
  }
}
