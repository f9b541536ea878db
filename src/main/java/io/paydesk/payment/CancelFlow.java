package io.paydesk.payment;

import io.paydesk.caller.Caller;
import io.paydesk.idempotency.ApiAnswer;
import io.paydesk.idempotency.Claim;
import io.paydesk.order.LockedOrders;
import io.paydesk.transaction.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/**
 * Cancels a payment. The request to cancel is committed first, then Stripe is asked. The row
 * becomes canceled only when Stripe says so. A committed request is carried out even if this
 * process dies.
 */
@Singleton
class CancelFlow {

  private final Transactions transactions;
  private final PaymentReader payments;
  private final PaymentReconciler reconciler;

  CancelFlow(Transactions transactions, PaymentReader payments, PaymentReconciler reconciler) {
    this.transactions = transactions;
    this.payments = payments;
    this.reconciler = reconciler;
  }

  Uni<ApiAnswer> cancelPayment(long id, Caller caller, Claim claim) {
    return payments
        .get(id, caller)
        .flatMap(
            seen ->
                transactions.write(
                    () -> requestCancel(seen.orderId(), id, caller).call(() -> claim.made(id))))
        .flatMap(ignored -> paymentNow(id));
  }

  /** Carries out a requested cancel, and answers how it stands. */
  Uni<ApiAnswer> paymentNow(long id) {
    return reconciler
        .reconcile(id)
        .map(
            reconciled -> {
              var payment = reconciled.payment();
              if (payment.status == PaymentStatus.CANCELED
                  || payment.status == PaymentStatus.FAILED) {
                return new ApiAnswer(200, PaymentView.of(payment), id);
              }
              if (payment.status.hasMoney() || payment.cancelRequestedAt == null) {
                throw PaymentProblems.notCancelable(payment);
              }
              return new ApiAnswer(202, PaymentView.of(payment), id);
            });
  }

  /** What a bank holds, the shop may have delivered for: then the payer cannot take it back. */
  private Uni<Void> requestCancel(long orderId, long paymentId, Caller caller) {
    return LockedOrders.of(orderId)
        .with(Payment.TABLE, paymentId)
        .lock()
        .map(locked -> locked.row(Payment.TABLE))
        .invoke(
            payment -> {
              boolean isTheShops =
                  payment.status == PaymentStatus.AUTHORIZED && payment.cancelRequestedAt == null;
              if (payment.isBeingCaptured() || isTheShops && !caller.seesAll()) {
                throw PaymentProblems.notCancelable(payment);
              }
              if (payment.isOneTime() && payment.status.isLive()) {
                payment.requestCancel();
              }
            })
        .replaceWithVoid();
  }
}
