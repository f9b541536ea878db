package io.paydesk.reconcile;

import io.paydesk.reconcile.DueRows.Round;
import io.paydesk.recurring.InvoiceReconciler;
import io.paydesk.recurring.RecurringReconciler;
import io.paydesk.transaction.ScheduledRound;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/**
 * Asks Stripe again, every minute, about subscriptions without a known end, with a change under way
 * or past the end of their period, and about their invoices.
 */
@Singleton
public class DueRecurringPayments {

  private static final String URGENT = "status in ('created', 'unknown') or change is not null";

  private final DueRows due;
  private final RecurringReconciler reconciler;
  private final InvoiceReconciler invoices;

  DueRecurringPayments(DueRows due, RecurringReconciler reconciler, InvoiceReconciler invoices) {
    this.due = due;
    this.reconciler = reconciler;
    this.invoices = invoices;
  }

  @ScheduledRound
  @Scheduled(
      identity = "reconcile-subscriptions",
      every = "60s",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> reconcileDue() {
    return reconcileRound().replaceWithVoid();
  }

  Uni<Integer> reconcileRound() {
    return due.each(
        Round.of("recurring_payment", "true", URGENT),
        id -> reconciler.reconcile(id).flatMap(reconciled -> invoices.reconcile(id)));
  }
}
