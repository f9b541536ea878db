package io.paydesk.recurring;

import io.paydesk.changed.Transactions;
import io.paydesk.idempotency.Answer;
import io.paydesk.idempotency.Claim;
import io.paydesk.order.Order;
import io.paydesk.order.OrderProblems;
import io.paydesk.order.OrderStatus;
import io.paydesk.order.OrderView;
import io.paydesk.payment.CancelFlow;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;

/** Calls an order off: its subscription ends first, then its payment, and then the order itself. */
@Singleton
class OrderCancelFlow {

  private final Transactions transactions;
  private final RecurringChangeFlow changes;
  private final CancelFlow payments;

  OrderCancelFlow(Transactions transactions, RecurringChangeFlow changes, CancelFlow payments) {
    this.transactions = transactions;
    this.changes = changes;
    this.payments = payments;
  }

  Uni<Answer> cancel(long id, Claim claim) {
    return transactions
        .write(() -> request(id).call(() -> claim.made(id)))
        .flatMap(ignored -> now(id));
  }

  /** From then on nobody can begin to pay it, by whichever way. */
  private static Uni<Void> request(long id) {
    return Order.lock(List.of(id))
        .invoke(
            found -> {
              if (found.isEmpty()) {
                throw OrderProblems.notFound(id);
              }
              if (found.get(0).status == OrderStatus.PENDING) {
                found.get(0).requestCancel();
              }
            })
        .replaceWithVoid();
  }

  /** Finishes a cancel that was asked for, and tells how it stands. */
  Uni<Answer> now(long id) {
    return transactions
        .read(() -> RecurringPayment.<RecurringPayment>list("orderId", id))
        .map(all -> all.stream().filter(row -> row.status.isLive()).findFirst())
        .flatMap(
            live ->
                live.isPresent() ? endFirst(id, live.get()) : payments.cancelOrder(id, Claim.NONE));
  }

  private Uni<Answer> endFirst(long id, RecurringPayment live) {
    return transactions
        .read(() -> Order.<Order>findById(id))
        .flatMap(
            order ->
                order.status == OrderStatus.PENDING
                    ? changes
                        .change(live.id, RecurringChange.CANCEL_NOW, null, Claim.NONE)
                        .flatMap(
                            ended ->
                                ended.status() == 200
                                    ? payments.cancelOrder(id, Claim.NONE)
                                    : waiting(id))
                    // Its money came: that goes back by a refund.
                    : payments.cancelOrder(id, Claim.NONE));
  }

  private Uni<Answer> waiting(long id) {
    return transactions
        .read(() -> Order.<Order>findById(id))
        .map(order -> new Answer(202, OrderView.of(order), id));
  }
}
