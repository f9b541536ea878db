package io.paydesk.recurring;

import io.paydesk.order.Order;
import io.paydesk.order.OrderDeadline;
import io.paydesk.recurring.RecurringReconciler.Reconciled;
import io.paydesk.transaction.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Answers for the subscription that an earlier request with the same key began, like {@link
 * io.paydesk.payment.BegunBefore}.
 */
@Singleton
public class BegunSubscription {

  private final Transactions transactions;
  private final RecurringReconciler reconciler;
  private final OrderDeadline deadline;

  BegunSubscription(
      Transactions transactions, RecurringReconciler reconciler, OrderDeadline deadline) {
    this.transactions = transactions;
    this.reconciler = reconciler;
    this.deadline = deadline;
  }

  /**
   * As it is now.
   *
   * @throws io.paydesk.problem.Refusal {@code order-expired} or {@code order-not-payable} where the
   *     payer could go on at Stripe, and the order takes no payment any more
   */
  public Uni<Reconciled> now(long id) {
    return reconciler.reconcile(id).call(this::mustBeOpen);
  }

  /**
   * @param goOn with the one that has begun
   * @param anew begins the order's subscription as if the earlier request had not been
   */
  public <T> Uni<T> orAnew(long id, Function<Reconciled, Uni<T>> goOn, Supplier<Uni<T>> anew) {
    return reconciler
        .reconcile(id)
        .flatMap(
            reconciled ->
                isOver(reconciled.recurring())
                    ? anew.get()
                    : mustBeOpen(reconciled).flatMap(open -> goOn.apply(reconciled)));
  }

  /**
   * What Stripe refused to begin was refused for good: that is the answer. A customer that Stripe
   * does not know any more is made anew.
   */
  private static boolean isOver(RecurringPayment row) {
    return row.isOverAfterItBegan() || row.isWithoutCustomer();
  }

  private Uni<Void> mustBeOpen(Reconciled reconciled) {
    var row = reconciled.recurring();
    return row.status == RecurringPaymentStatus.INCOMPLETE
        ? transactions.read(
            () ->
                Order.<Order>findById(row.orderId)
                    .invoke(
                        order -> {
                          if (order.isCalledOff()) {
                            throw RecurringProblems.orderNotOpen(order);
                          }
                        })
                    .flatMap(deadline::mustNotBePast))
        : Uni.createFrom().voidItem();
  }
}
