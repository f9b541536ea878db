package io.paydesk.mail;

import io.paydesk.caller.Caller;
import io.paydesk.order.OrderReader;
import io.paydesk.order.OrderStatus;
import io.paydesk.order.OrderView;
import io.paydesk.problem.Refusal;
import io.paydesk.recurring.RecurringReader;
import io.paydesk.stripe.StripeClock;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** Whether an order takes a payment, so that its payer may be asked for one. */
@Singleton
class Owed {

  private final OrderReader orders;
  private final RecurringReader subscriptions;
  private final StripeClock clock;

  Owed(OrderReader orders, RecurringReader subscriptions, StripeClock clock) {
    this.orders = orders;
    this.subscriptions = subscriptions;
    this.clock = clock;
  }

  /**
   * @param behind whether a renewal of its subscription could not be charged
   */
  record Payable(OrderView order, boolean behind) {}

  /**
   * @throws Refusal {@code order-owes-nothing}, {@code not-found}
   */
  Uni<Payable> of(long orderId, Caller caller) {
    return orders
        .readForPayer(orderId, caller)
        .flatMap(
            order ->
                order.priceId() == null
                    ? Uni.createFrom().item(payable(order, false))
                    : isBehind(order, caller).map(behind -> payable(order, behind)));
  }

  private Uni<Boolean> isBehind(OrderView order, Caller caller) {
    return subscriptions
        .ofOrder(caller, order.id())
        .map(page -> page.data().stream().anyMatch(one -> one.status().isBehind()));
  }

  private Payable payable(OrderView order, boolean behind) {
    boolean waits =
        order.status() == OrderStatus.PENDING
            && order.cancelRequestedAt() == null
            && (order.expiresAt() == null || order.expiresAt().isAfter(clock.now()));
    if (!behind && !waits) {
      throw PayLinkMailProblems.nothingToPay(order);
    }
    return new Payable(order, behind);
  }
}
