package io.paydesk.recurring;

import io.paydesk.recurring.RecurringReconciler.Reconciled;
import io.paydesk.transaction.Transactions;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.function.Function;

/**
 * What came of a user's earlier subscriptions that are over here. Without an event, one may have
 * been paid, or Stripe has it after all: its payer must not pay twice.
 */
@Singleton
class EndedBeginnings {

  private final Transactions transactions;
  private final RecurringReconciler reconciler;
  private final InvoiceReconciler invoices;

  EndedBeginnings(
      Transactions transactions, RecurringReconciler reconciler, InvoiceReconciler invoices) {
    this.transactions = transactions;
    this.reconciler = reconciler;
    this.invoices = invoices;
  }

  /**
   * @throws io.paydesk.problem.Refusal {@code stripe-unavailable} where Stripe does not answer
   */
  Uni<Void> learn(long orderId) {
    return transactions
        .read(() -> Beginning.believedOver(orderId))
        .flatMap(ids -> each(ids, id -> reconciler.reconcile(id).map(Reconciled::answered)))
        .flatMap(known -> transactions.read(() -> Beginning.over(orderId)))
        .flatMap(ids -> each(ids, invoices::reconcile));
  }

  private static Uni<Void> each(List<Long> ids, Function<Long, Uni<Boolean>> ask) {
    return Multi.createFrom()
        .iterable(ids)
        .onItem()
        .transformToUniAndConcatenate(id -> ask.apply(id))
        .collect()
        .asList()
        .invoke(
            answered -> {
              if (answered.contains(false)) {
                throw RecurringProblems.stripeSilent();
              }
            })
        .replaceWithVoid();
  }
}
