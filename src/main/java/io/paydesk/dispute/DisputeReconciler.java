package io.paydesk.dispute;

import static java.util.Objects.requireNonNull;

import io.paydesk.order.LockedOrders;
import io.paydesk.payment.AskLimit;
import io.paydesk.payment.Payment;
import io.paydesk.stripe.DisputeGateway;
import io.paydesk.stripe.DisputeSnapshot;
import io.paydesk.stripe.Seen;
import io.paydesk.stripe.StripeOutcome.Done;
import io.paydesk.transaction.DatabaseClock;
import io.paydesk.transaction.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;

/** Reconciles the disputes of a payment with Stripe's, whether or not an event reported them. */
@Singleton
public class DisputeReconciler {

  private final Transactions transactions;
  private final DisputeGateway stripe;
  private final DisputeRecorder recorder;
  private final AskLimit limit;

  DisputeReconciler(
      Transactions transactions, DisputeGateway stripe, DisputeRecorder recorder, AskLimit limit) {
    this.transactions = transactions;
    this.stripe = stripe;
    this.recorder = recorder;
    this.limit = limit;
  }

  private record Look(Payment payment, Instant askedAt) {}

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
                look.payment.status.hasMoney()
                    ? stripe
                        .list(requireNonNull(look.payment.paymentIntentId))
                        .flatMap(
                            outcome ->
                                outcome instanceof Done<List<DisputeSnapshot>> done
                                    ? write(look, done.value())
                                    : Uni.createFrom().item(false))
                    : Uni.createFrom().item(true));
  }

  private Uni<Boolean> write(Look look, List<DisputeSnapshot> all) {
    if (all.isEmpty()) {
      return Uni.createFrom().item(true);
    }
    var answers = all.stream().map(dispute -> new Seen<>(dispute, look.askedAt)).toList();
    return transactions
        .write(
            () ->
                LockedOrders.of(look.payment.orderId)
                    .with(Payment.TABLE, look.payment.id)
                    .lock()
                    .flatMap(locked -> recorder.record(locked.row(Payment.TABLE), answers)))
        .replaceWith(true);
  }
}
