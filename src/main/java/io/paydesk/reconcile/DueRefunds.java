package io.paydesk.reconcile;

import io.paydesk.reconcile.DueRows.Round;
import io.paydesk.refund.RefundReconciler;
import io.paydesk.transaction.ScheduledRound;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** Asks Stripe again, every minute, about refunds without a known end. */
@Singleton
public class DueRefunds {

  private final DueRows due;
  private final RefundReconciler reconciler;

  DueRefunds(DueRows due, RefundReconciler reconciler) {
    this.due = due;
    this.reconciler = reconciler;
  }

  @ScheduledRound
  @Scheduled(
      identity = "reconcile-refunds",
      every = "60s",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> reconcileDue() {
    return reconcileRound().replaceWithVoid();
  }

  Uni<Integer> reconcileRound() {
    return due.each(Round.of("refund", "true", "true"), reconciler::reconcile);
  }
}
