package io.paydesk.payment;

import io.paydesk.caller.Caller;
import io.paydesk.idempotency.ApiAnswer;
import io.paydesk.idempotency.Claim;
import io.paydesk.order.LockedOrders;
import io.paydesk.transaction.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/**
 * Takes the money that a payer's bank holds, all or a part of it, once. The amount and the key of
 * the call are committed first, then Stripe is asked. A committed request is carried out even if
 * this process dies.
 */
@Singleton
class CaptureFlow {

  private final Transactions transactions;
  private final PaymentReader payments;
  private final PaymentReconciler reconciler;

  CaptureFlow(Transactions transactions, PaymentReader payments, PaymentReconciler reconciler) {
    this.transactions = transactions;
    this.payments = payments;
    this.reconciler = reconciler;
  }

  Uni<ApiAnswer> capture(long id, @Nullable Long amount, Caller caller, Claim claim) {
    return payments
        .get(id, caller)
        .call(seen -> mayBeLate(seen.status()) ? reconciler.reconcile(id) : nothing())
        .flatMap(
            seen ->
                transactions.write(
                    () -> request(seen.orderId(), id, amount).call(() -> claim.made(id))))
        .flatMap(requested -> paymentNow(id));
  }

  /** The event that the bank holds the money may be under way. */
  private static boolean mayBeLate(PaymentStatus status) {
    return status.isLive() && status != PaymentStatus.AUTHORIZED;
  }

  private static Uni<?> nothing() {
    return Uni.createFrom().voidItem();
  }

  private static Uni<Void> request(long orderId, long id, @Nullable Long amount) {
    return LockedOrders.of(orderId)
        .with(Payment.TABLE, id)
        .lock()
        .map(locked -> locked.row(Payment.TABLE))
        .invoke(
            payment -> {
              long captured = CapturePolicy.amountOf(new CapturePolicy.Case(payment, amount));
              if (!payment.isBeingCaptured()) {
                payment.requestCapture(captured);
              }
            })
        .replaceWithVoid();
  }

  /** Carries out a requested capture, and answers how it stands. */
  Uni<ApiAnswer> paymentNow(long id) {
    return reconciler.reconcile(id).map(reconciled -> answer(reconciled.payment()));
  }

  private static ApiAnswer answer(Payment payment) {
    if (payment.status.hasMoney()) {
      if (!payment.isCapturedAsAsked()) {
        throw CaptureProblems.alreadyCaptured(payment);
      }
      return new ApiAnswer(200, PaymentView.of(payment), payment.id);
    }
    if (payment.captureFailure != null) {
      throw CaptureProblems.refusedByStripe(payment);
    }
    if (!payment.isBeingCaptured()) {
      throw CaptureProblems.notCapturable(payment);
    }
    return new ApiAnswer(202, PaymentView.of(payment), payment.id);
  }
}
