package io.paydesk.payment;

import io.paydesk.order.Order;
import io.paydesk.transaction.Transactions;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Payments that failed though they had an intent, as Stripe did not know it any more. Stripe may
 * have the intents after all, or they are paid.
 */
@Singleton
public class LostPayments {

  private final Transactions transactions;
  private final PaymentReconciler reconciler;

  LostPayments(Transactions transactions, PaymentReconciler reconciler) {
    this.transactions = transactions;
    this.reconciler = reconciler;
  }

  /**
   * Before an order is canceled: the payer may still have the page of such an intent.
   *
   * @throws io.paydesk.problem.Refusal {@code stripe-unavailable} where Stripe does not answer
   */
  public Uni<Void> learn(long orderId) {
    return transactions
        .read(
            () ->
                Order.<Order>findById(orderId)
                    .flatMap(
                        order ->
                            order != null && order.isPayable()
                                ? OrderPayments.lost(orderId)
                                : Uni.createFrom().item(List.<Payment>of())))
        .flatMap(this::learn);
  }

  /**
   * Before another payment begins: the payer must not pay twice.
   *
   * @throws io.paydesk.problem.Refusal {@code stripe-unavailable} where Stripe does not answer
   */
  Uni<Void> learn(List<Payment> lost) {
    return Multi.createFrom()
        .iterable(lost)
        .onItem()
        .transformToUniAndConcatenate(payment -> reconciler.reconcile(payment.id))
        .invoke(
            reconciled -> {
              if (!reconciled.answered()) {
                throw PaymentProblems.stripeSilent(reconciled.payment());
              }
            })
        .collect()
        .asList()
        .replaceWithVoid();
  }
}
