package io.paydesk.payment;

import io.paydesk.order.OrderProblems;
import io.paydesk.payment.PaymentBeginning.Begun;
import io.paydesk.payment.PaymentReconciler.Reconciled;
import io.paydesk.transaction.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.function.Supplier;

/**
 * Answers for the payment that an earlier request with the same key began. What the key was first
 * answered stays: it is about that payment, also when that is over by now. A request that nobody
 * was answered, or only that it is not known yet, is worked out anew where its payment is over.
 */
@Singleton
public class BegunBefore {

  private final Transactions transactions;
  private final PaymentReconciler reconciler;
  private final PaymentDeadline deadline;

  BegunBefore(Transactions transactions, PaymentReconciler reconciler, PaymentDeadline deadline) {
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
  public Uni<Reconciled> now(long paymentId) {
    return reconciler.reconcile(paymentId).call(this::mustBeOpen);
  }

  /**
   * @param anew begins to pay the order as if the earlier request had not been
   */
  public Uni<Begun> orAnew(long paymentId, Supplier<Uni<Begun>> anew) {
    return reconciler
        .reconcile(paymentId)
        .flatMap(
            reconciled ->
                isOver(reconciled.payment())
                    ? anew.get()
                    : mustBeOpen(reconciled).replaceWith(new Begun(reconciled, true)));
  }

  /**
   * What Stripe refused to begin was refused for good: that is the answer. A customer that Stripe
   * does not know any more is made anew.
   */
  private static boolean isOver(Payment payment) {
    return payment.status == PaymentStatus.CANCELED
        || payment.status == PaymentStatus.FAILED
            && (payment.isKnownAtStripe() || isWithoutCustomer(payment));
  }

  /** Stripe does not know the customer any more, for example after a clean-up there. */
  static boolean isWithoutCustomer(Payment payment) {
    return payment.status == PaymentStatus.FAILED
        && !payment.isKnownAtStripe()
        && payment.failure != null
        && payment.failure.saysThatIsMissing("customer");
  }

  private Uni<Void> mustBeOpen(Reconciled reconciled) {
    var order = reconciled.order();
    if (reconciled.payment().status != PaymentStatus.PENDING) {
      return Uni.createFrom().voidItem();
    }
    return transactions
        .read(() -> deadline.mustNotBePast(order, reconciled.payment()))
        .invoke(
            () -> {
              if (!order.isPayable()) {
                throw OrderProblems.notPayable(order);
              }
            });
  }
}
