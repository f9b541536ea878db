package io.paydesk.payment;

import static java.util.Objects.requireNonNull;

import io.paydesk.caller.Caller;
import io.paydesk.idempotency.ApiAnswer;
import io.paydesk.idempotency.Claim;
import io.paydesk.order.LockedOrders;
import io.paydesk.order.Order;
import io.paydesk.payment.RequestedPayment.CaptureRequest;
import io.paydesk.transaction.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
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
        .flatMap(seen -> transactions.write(() -> request(seen.orderId(), id, amount, claim)))
        .flatMap(requestedAt -> now(id, requestedAt));
  }

  /** The event that the bank holds the money may be under way. */
  private static boolean mayBeLate(PaymentStatus status) {
    return status.isLive() && status != PaymentStatus.AUTHORIZED;
  }

  private static Uni<?> nothing() {
    return Uni.createFrom().voidItem();
  }

  /**
   * @return when it was asked for, which tells it from a later capture of the payment
   */
  private static Uni<Instant> request(long orderId, long id, @Nullable Long amount, Claim claim) {
    return LockedOrders.of(orderId)
        .with(Payment.TABLE, id)
        .lock()
        .map(locked -> request(locked.order(orderId), locked.row(Payment.TABLE), amount))
        .map(CaptureRequest::captureRequestedAt)
        .call(requestedAt -> claim.made(id, requestedAt));
  }

  private static CaptureRequest request(Order order, Payment payment, @Nullable Long amount) {
    long captured = CapturePolicy.amountOf(new CapturePolicy.Case(order, payment, amount));
    return payment.isBeingCaptured()
        ? requireNonNull(payment.captureRequest)
        : payment.requestCapture(captured);
  }

  /**
   * Carries out a requested capture, and answers what became of it.
   *
   * @param requestedAt null for a request to a release that did not keep it
   */
  Uni<ApiAnswer> now(long id, @Nullable Instant requestedAt) {
    return reconciler.reconcile(id).map(reconciled -> answer(reconciled.payment(), requestedAt));
  }

  /** After Stripe refused one capture, the payment may show another one, or somebody else's. */
  private static ApiAnswer answer(Payment payment, @Nullable Instant requestedAt) {
    boolean isAnothers = requestedAt != null && !payment.showsCaptureOf(requestedAt);
    if (payment.status.hasMoney()) {
      if (isAnothers || !payment.isAskedFor(payment.amountReceived, payment.amount)) {
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
    if (isAnothers) {
      throw CaptureProblems.underWay(payment);
    }
    return new ApiAnswer(202, PaymentView.of(payment), payment.id);
  }
}
