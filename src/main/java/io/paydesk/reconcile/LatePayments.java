package io.paydesk.reconcile;

import io.paydesk.changed.Transactions;
import io.paydesk.dispute.DisputeSync;
import io.paydesk.order.Order;
import io.paydesk.payment.Payment;
import io.paydesk.refund.RefundSync;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * What became of an invoice's payment before we knew of it. Events that came then are queued again
 * by its commit; this is for those that never came.
 */
@Singleton
class LatePayments {

  private final Transactions transactions;
  private final RefundSync refunds;
  private final DisputeSync disputes;

  LatePayments(Transactions transactions, RefundSync refunds, DisputeSync disputes) {
    this.transactions = transactions;
    this.refunds = refunds;
    this.disputes = disputes;
  }

  /** Once for all; without an answer of Stripe's it stays due. */
  Uni<Void> bring(Payment payment) {
    return refunds
        .bring(payment.id)
        .flatMap(brought -> disputes.bring(payment.id).map(both -> both && brought))
        .flatMap(
            brought ->
                brought
                    ? transactions.write(() -> rest(payment)).replaceWithVoid()
                    : Uni.createFrom().voidItem());
  }

  private static Uni<List<Payment>> rest(Payment payment) {
    return Order.lock(List.of(payment.orderId))
        .flatMap(orders -> Payment.lock(List.of(payment.id)))
        .invoke(payments -> payments.forEach(Payment::rest));
  }
}
