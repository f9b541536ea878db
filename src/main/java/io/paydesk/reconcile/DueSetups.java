package io.paydesk.reconcile;

import io.paydesk.method.MethodSetupReconciler;
import io.paydesk.reconcile.DueRows.Round;
import io.paydesk.transaction.ScheduledRound;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** Asks Stripe again, every minute, about attempts to save a method without a known end. */
@Singleton
public class DueSetups {

  private static final String OPEN = "status in ('created', 'unknown', 'pending', 'processing')";

  private static final String URGENT = "status in ('created', 'unknown')";

  private final DueRows due;
  private final MethodSetupReconciler reconciler;

  DueSetups(DueRows due, MethodSetupReconciler reconciler) {
    this.due = due;
    this.reconciler = reconciler;
  }

  @ScheduledRound
  @Scheduled(
      identity = "reconcile-setup-intents",
      every = "60s",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> reconcileDue() {
    return reconcileRound().replaceWithVoid();
  }

  Uni<Integer> reconcileRound() {
    return due.each(Round.of("setup_intent", OPEN, URGENT), reconciler::reconcile);
  }
}
