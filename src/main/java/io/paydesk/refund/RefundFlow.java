package io.paydesk.refund;

import io.paydesk.dispute.DisputeReconciler;
import io.paydesk.idempotency.ApiAnswer;
import io.paydesk.idempotency.Claim;
import io.paydesk.order.LockedOrders;
import io.paydesk.payment.Payment;
import io.paydesk.payment.PaymentProblems;
import io.paydesk.refund.RefundReconciler.Reconciled;
import io.paydesk.stripe.Installation;
import io.paydesk.trace.LogId;
import io.paydesk.transaction.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Refunds a payment: the refund is committed with everything locked that it counts against, then
 * Stripe is asked.
 */
@Singleton
class RefundFlow {

  private static final Logger LOG = Logger.getLogger(RefundFlow.class);

  private final Transactions transactions;
  private final RefundReconciler reconciler;
  private final PaymentRefundsReconciler refunds;
  private final DisputeReconciler disputes;
  private final SubscriptionEnds ends;
  private final Installation installation;

  RefundFlow(
      Transactions transactions,
      RefundReconciler reconciler,
      PaymentRefundsReconciler refunds,
      DisputeReconciler disputes,
      SubscriptionEnds ends,
      Installation installation) {
    this.transactions = transactions;
    this.reconciler = reconciler;
    this.refunds = refunds;
    this.disputes = disputes;
    this.ends = ends;
    this.installation = installation;
  }

  Uni<ApiAnswer> refund(CreateRefund request, String who, Claim claim) {
    return refund(request, null, who, claim);
  }

  /**
   * @param shownBack minor units that had gone or were going back when the refund was previewed
   */
  Uni<ApiAnswer> refund(CreateRefund request, @Nullable Long shownBack, String who, Claim claim) {
    LogId.PAYMENT.record(request.paymentId());
    return transactions
        .read(() -> Payment.<Payment>findById(request.paymentId()))
        .onItem()
        .ifNull()
        .failWith(() -> PaymentProblems.notFound(request.paymentId()))
        .flatMap(payment -> begin(payment, request, shownBack, who, claim, installation.id()))
        .flatMap(
            begun ->
                ends.reconcile(begun.ends)
                    .flatMap(warnings -> warn(begun.refund.id, warnings))
                    .flatMap(warned -> reconcile(begun.refund.id)));
  }

  /**
   * @param ends the subscriptions that are to end with the refund
   */
  private record Begun(Refund refund, List<Long> ends) {}

  private Uni<Begun> begin(
      Payment seen,
      CreateRefund request,
      @Nullable Long shownBack,
      String who,
      Claim claim,
      UUID installationId) {
    return transactions.write(
        () ->
            SubscribedRows.lock(seen.orderId)
                .map(
                    locked ->
                        decide(
                            locked,
                            locked.rows().payment(seen.id),
                            request,
                            shownBack,
                            who,
                            installationId))
                .call(begun -> begun.refund.<Refund>persistAndFlush())
                .call(begun -> claim.made(begun.refund.id)));
  }

  private static Begun decide(
      SubscribedRows locked,
      Payment payment,
      CreateRefund request,
      @Nullable Long shownBack,
      String who,
      UUID installationId) {
    var wanted =
        new RefundPolicy.Case(
            payment,
            locked.rows().totals(payment),
            request.refundAmount(),
            request.currency(),
            shownBack,
            request.remaining());
    var refund =
        Refund.toAskFor(
            payment, RefundPolicy.amountOf(wanted), request.reason(), who, installationId);
    var end = EndSubscription.of(request.endSubscription());
    refund.warn(locked.warning(end));
    return new Begun(refund, locked.end(end));
  }

  /**
   * Records that the subscription goes on, for the admin who wanted it to end. The refund is made
   * in any case.
   */
  private Uni<Void> warn(long id, List<String> warnings) {
    if (warnings.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    return transactions
        .write(
            () ->
                LockedOrders.rowAlone(Refund.TABLE, id).invoke(row -> warnings.forEach(row::warn)))
        .replaceWithVoid()
        .onFailure()
        .invoke(failure -> LOG.warnf(failure, "The warning of refund %d could not be stored", id))
        .onFailure()
        .recoverWithNull();
  }

  private Uni<ApiAnswer> reconcile(long id) {
    return reconciler
        .reconcileBegun(id)
        .map(Reconciled::refund)
        .flatMap(refund -> refund.isRefused() ? learnWhy(refund) : Uni.createFrom().item(refund))
        .map(RefundFlow::answer);
  }

  /**
   * There may be refunds or disputes that we do not know of; the next request should see them. They
   * may include this very refund, so the row is read again.
   */
  private Uni<Refund> learnWhy(Refund refused) {
    return refunds
        .reconcile(refused.paymentId)
        .flatMap(complete -> disputes.reconcile(refused.paymentId))
        .onFailure()
        .invoke(
            failure ->
                LOG.warnf(
                    failure, "Payment %d could not be updated from Stripe", refused.paymentId))
        .onFailure()
        .recoverWithItem(false)
        .flatMap(complete -> transactions.read(() -> Refund.<Refund>findById(refused.id)));
  }

  /** Answers for the refund that an earlier request with the same key made. */
  Uni<ApiAnswer> again(long id) {
    return transactions
        .read(() -> Refund.<Refund>findById(id))
        .flatMap(
            refund ->
                refund.status.isOpen()
                    ? reconcile(id)
                    : Uni.createFrom().item(() -> answer(refund)));
  }

  private static ApiAnswer answer(Refund refund) {
    if (refund.isRefused()) {
      throw RefundProblems.refusedByStripe(refund);
    }
    boolean known = refund.refundId != null;
    return new ApiAnswer(known ? 201 : 202, RefundView.of(refund, true), refund.id);
  }
}
