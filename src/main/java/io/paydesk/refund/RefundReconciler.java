package io.paydesk.refund;

import io.paydesk.stripe.AskLimit;
import io.paydesk.stripe.RefundSnapshot;
import io.paydesk.stripe.StripeOutcome;
import io.paydesk.stripe.StripeOutcome.Done;
import io.paydesk.stripe.StripeOutcome.Refused;
import io.paydesk.trace.LogId;
import io.paydesk.transaction.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/**
 * Brings a refund, with its payment and order, to what Stripe says. Anybody may call it at any
 * time.
 */
@Singleton
public class RefundReconciler {

  private static final Logger LOG = Logger.getLogger(RefundReconciler.class);

  private final Transactions transactions;
  private final RefundFinder finder;
  private final RefundRecorder recorder;
  private final PaymentRefundsReconciler refunds;
  private final AskLimit limit;

  RefundReconciler(
      Transactions transactions,
      RefundFinder finder,
      RefundRecorder recorder,
      PaymentRefundsReconciler refunds,
      AskLimit limit) {
    this.transactions = transactions;
    this.finder = finder;
    this.recorder = recorder;
    this.refunds = refunds;
    this.limit = limit;
  }

  /**
   * A refund after Stripe was asked.
   *
   * @param answered whether Stripe answered, yes or no
   */
  public record Reconciled(Refund refund, boolean answered) {}

  /**
   * @param id of a refund that exists
   */
  public Uni<Reconciled> reconcile(long id) {
    LogId.REFUND.record(id);
    return limit.within("refund", id, () -> ask(id));
  }

  /**
   * For the call that has just committed the refund, or continues it. It never fails, not even with
   * too-many-requests: a failure would read as if nothing had happened, and a request with a new
   * key would refund a second time.
   *
   * @param id of a refund that exists
   */
  public Uni<Reconciled> reconcileBegun(long id) {
    return reconcile(id)
        .onFailure()
        .recoverWithUni(
            failure -> {
              LOG.warnf(failure, "Refund %d could not be reconciled; it is tried again later", id);
              return transactions
                  .read(() -> Refund.<Refund>findById(id))
                  .map(refund -> new Reconciled(refund, false));
            });
  }

  private Uni<Reconciled> ask(long id) {
    return transactions
        .read(() -> Refund.<Refund>findById(id))
        .invoke(seen -> LogId.PAYMENT.record(seen.paymentId))
        .invoke(seen -> LogId.ORDER.record(seen.orderId))
        .flatMap(
            seen ->
                seen.needsReconciling()
                    ? finder.findOrMake(seen).flatMap(outcome -> record(seen, outcome))
                    : Uni.createFrom().item(new Reconciled(seen, true)));
  }

  /** With this refund more would have gone back than came: another one has failed unknown to us. */
  private static final class OutOfDate extends RuntimeException {
    OutOfDate() {
      super("refunds are out of date", null, false, false);
    }
  }

  private Uni<Reconciled> record(Refund seen, StripeOutcome<RefundSnapshot> outcome) {
    return transactions
        .write(() -> write(seen, outcome))
        .onFailure(OutOfDate.class)
        .recoverWithUni(
            () ->
                refunds
                    .reconcile(seen.paymentId)
                    .onFailure()
                    .invoke(
                        failure ->
                            LOG.warnf(
                                failure,
                                "The refunds of payment %d could not be listed; they are tried again later",
                                seen.paymentId))
                    .onFailure()
                    .recoverWithItem(false)
                    .flatMap(complete -> transactions.write(() -> afterAll(seen))));
  }

  /**
   * Stripe has made the refund. Unless the listing had it, only the next check can tell its status.
   */
  private static Uni<Reconciled> afterAll(Refund seen) {
    return OrderRows.lock(seen.orderId)
        .map(rows -> rows.refund(seen.id))
        .invoke(
            refund -> {
              if (refund.refundId == null) {
                refund.loseSight();
              }
            })
        .map(refund -> new Reconciled(refund, refund.refundId != null));
  }

  private Uni<Reconciled> write(Refund seen, StripeOutcome<RefundSnapshot> outcome) {
    return OrderRows.lock(seen.orderId)
        .map(
            rows -> {
              var refund = rows.refund(seen.id);
              var payment = rows.payment(refund.paymentId);
              var due = refund.nextCheckAt;
              boolean answered = take(refund, outcome);
              if (!payment.status.hasMoney()) {
                refund.keepCheck(due);
              } else if (refund.status != seen.status && rows.totals(payment).exceedsCaptured()) {
                throw new OutOfDate();
              }
              recorder.derive(rows);
              return new Reconciled(refund, answered);
            });
  }

  private boolean take(Refund refund, StripeOutcome<RefundSnapshot> outcome) {
    if (outcome instanceof Done<RefundSnapshot> done && refund.fits(done.value())) {
      recorder.apply(refund, done.value());
      return true;
    }
    if (outcome instanceof Refused<RefundSnapshot> refused && refund.mayBeRefused()) {
      recorder.refuse(refund, refused.code(), refused.message());
      return true;
    }
    LOG.warnf("Refund %d is not reconciled: %s", refund.id, outcome.getClass().getSimpleName());
    refund.loseSight();
    return false;
  }
}
