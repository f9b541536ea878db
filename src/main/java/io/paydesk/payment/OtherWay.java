package io.paydesk.payment;

import io.paydesk.order.LockedOrders;
import io.paydesk.problem.Refusal;
import io.paydesk.transaction.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** Ends at Stripe what an order has begun in another way than the one that is asked for now. */
@Singleton
class OtherWay {

  private final Transactions transactions;
  private final PaymentReconciler reconciler;

  OtherWay(Transactions transactions, PaymentReconciler reconciler) {
    this.transactions = transactions;
    this.reconciler = reconciler;
  }

  /**
   * First what became of it: the payer cannot take back what a bank already holds or decides on.
   * From the commit on it ends, even if this process dies; the next {@code reconcile} asks Stripe
   * for that.
   */
  Uni<Void> end(long orderId, long paymentId) {
    return reconciler
        .reconcile(paymentId)
        .flatMap(known -> transactions.write(() -> request(orderId, paymentId)));
  }

  private static Uni<Void> request(long orderId, long paymentId) {
    return LockedOrders.of(orderId)
        .with(Payment.TABLE, paymentId)
        .lock()
        .map(locked -> locked.row(Payment.TABLE))
        .invoke(
            payment -> {
              if (payment.status.isLive() && !payment.status.isPastThePayer()) {
                payment.requestCancel();
              }
            })
        .replaceWithVoid();
  }

  /** Why the way that is asked for cannot begin, after Stripe was asked to end the other one. */
  static Refusal notEnded(Payment payment) {
    if (!payment.status.isLive()) {
      return PaymentProblems.begunInAnotherWay(payment.orderId);
    }
    return payment.status.isPastThePayer()
        ? PaymentProblems.underWay(payment)
        : PaymentProblems.stripeSilent(payment);
  }
}
