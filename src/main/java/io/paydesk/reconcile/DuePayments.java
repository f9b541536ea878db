package io.paydesk.reconcile;

import io.paydesk.payment.Payment;
import io.paydesk.payment.PaymentReconciler;
import io.paydesk.reconcile.DueRows.Round;
import io.paydesk.transaction.ScheduledRound;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/**
 * Asks Stripe again, every minute, about payments without a known end: the first call was not
 * answered, the webhook never came, or the cancel or capture was not confirmed.
 */
@Singleton
public class DuePayments {

  private static final String OPEN =
      "status in ('created', 'unknown', 'pending', 'processing', 'authorized')";

  private static final String URGENT =
      "status in ('created', 'unknown') or cancel_requested_at is not null"
          + " or capture_requested_at is not null or change_key is not null";

  private final DueRows due;
  private final PaymentReconciler reconciler;
  private final PaymentLooks looks;

  DuePayments(DueRows due, PaymentReconciler reconciler, PaymentLooks looks) {
    this.due = due;
    this.reconciler = reconciler;
    this.looks = looks;
  }

  @ScheduledRound
  @Scheduled(
      identity = "reconcile-payments",
      every = "60s",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> reconcileDue() {
    return reconcileRound().replaceWithVoid();
  }

  /**
   * @return how many payments Stripe was asked about
   */
  Uni<Integer> reconcileRound() {
    return due.each(
        Round.of("payment", OPEN, URGENT),
        id -> reconciler.reconcile(id).flatMap(reconciled -> lookAfter(reconciled.payment())));
  }

  /** If the event of its success was lost, those of refunds and disputes may be lost too. */
  private Uni<Void> lookAfter(Payment payment) {
    return payment.status.hasMoney() ? looks.look(payment.id) : Uni.createFrom().voidItem();
  }
}
