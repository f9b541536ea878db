package io.paydesk.dispute;

import static java.util.Objects.requireNonNull;

import io.paydesk.dispute.FraudWarningRecorder.News;
import io.paydesk.order.LockedOrders;
import io.paydesk.payment.AskLimit;
import io.paydesk.payment.Payment;
import io.paydesk.stripe.FraudWarningGateway;
import io.paydesk.stripe.FraudWarningSnapshot;
import io.paydesk.stripe.StripeOutcome.Done;
import io.paydesk.transaction.DatabaseClock;
import io.paydesk.transaction.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;

/**
 * Reconciles the fraud warnings of a payment with Stripe's, whether or not an event reported them.
 * A restricted key may not be allowed to read them; then they come by events only, and nothing
 * waits for this.
 */
@Singleton
public class FraudWarningReconciler {

  private final Transactions transactions;
  private final FraudWarningGateway stripe;
  private final FraudWarningRecorder recorder;
  private final AskLimit limit;

  FraudWarningReconciler(
      Transactions transactions,
      FraudWarningGateway stripe,
      FraudWarningRecorder recorder,
      AskLimit limit) {
    this.transactions = transactions;
    this.stripe = stripe;
    this.recorder = recorder;
    this.limit = limit;
  }

  private record Look(Payment payment, Instant askedAt) {}

  /**
   * @param paymentId of a payment that exists
   * @throws io.paydesk.problem.Refusal {@code too-many-requests}
   */
  public Uni<Void> reconcile(long paymentId) {
    return limit.within(paymentId, () -> ask(paymentId));
  }

  private Uni<Void> ask(long paymentId) {
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
                                outcome instanceof Done<List<FraudWarningSnapshot>> done
                                    ? write(look, done.value())
                                    : Uni.createFrom().voidItem())
                    : Uni.createFrom().voidItem());
  }

  private Uni<Void> write(Look look, List<FraudWarningSnapshot> all) {
    if (all.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    var news = all.stream().map(warning -> new News(warning, look.askedAt)).toList();
    return transactions.write(
        () ->
            LockedOrders.of(look.payment.orderId)
                .with(Payment.TABLE, look.payment.id)
                .lock()
                .flatMap(locked -> recorder.record(locked.row(Payment.TABLE), news)));
  }
}
