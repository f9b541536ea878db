package io.paydesk.dispute;

import io.paydesk.order.LockedOrders;
import io.paydesk.payment.Payment;
import io.paydesk.stripe.AskLimit;
import io.paydesk.stripe.StripeOutcome;
import io.paydesk.stripe.StripeOutcome.Done;
import io.paydesk.transaction.DatabaseClock;
import io.paydesk.transaction.Transactions;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;

/**
 * Asks Stripe for all that banks report of a payment, of one kind, and has it recorded.
 *
 * @param <T> a report as Stripe shows it
 */
public abstract class ReportReconciler<T> {

  private final Transactions transactions;
  private final AskLimit limit;

  ReportReconciler(Transactions transactions, AskLimit limit) {
    this.transactions = transactions;
    this.limit = limit;
  }

  private record Look(Payment payment, Instant askedAt) {}

  /** It is done only if the listing is complete. */
  abstract Uni<StripeOutcome<List<T>>> list(String paymentIntentId);

  /**
   * @param payment locked, its order before
   * @param all one or more
   */
  abstract Uni<Void> record(Payment payment, List<T> all, Instant askedAt);

  /**
   * @param paymentId of a payment that exists
   * @return whether Stripe answered, or did not need to be asked
   * @throws io.paydesk.problem.Refusal {@code too-many-requests}
   */
  public Uni<Boolean> reconcile(long paymentId) {
    return limit.within(paymentId, () -> ask(paymentId));
  }

  private Uni<Boolean> ask(long paymentId) {
    return transactions
        .read(
            () ->
                DatabaseClock.now()
                    .flatMap(
                        now ->
                            Payment.<Payment>findById(paymentId)
                                .map(payment -> new Look(payment, now))))
        .flatMap(
            look ->
                look.payment.status.hasMoney() && look.payment.paymentIntentId != null
                    ? list(look.payment.paymentIntentId)
                        .flatMap(
                            outcome ->
                                outcome instanceof Done<List<T>> done
                                    ? write(look, done.value())
                                    : Uni.createFrom().item(false))
                    : Uni.createFrom().item(true));
  }

  private Uni<Boolean> write(Look look, List<T> all) {
    if (all.isEmpty()) {
      return Uni.createFrom().item(true);
    }
    return transactions
        .write(
            () ->
                LockedOrders.of(look.payment.orderId)
                    .with(Payment.TABLE, look.payment.id)
                    .lock()
                    .flatMap(locked -> record(locked.row(Payment.TABLE), all, look.askedAt)))
        .replaceWith(true);
  }
}
