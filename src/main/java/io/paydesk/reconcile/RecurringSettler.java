package io.paydesk.reconcile;

import io.paydesk.reconcile.DueRows.Round;
import io.paydesk.recurring.InvoiceSync;
import io.paydesk.recurring.RecurringSettlement;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/**
 * Asks Stripe again, every minute, about subscriptions that nobody has told us the end of, that
 * wait for a change, or whose period is over, and about their invoices.
 */
@Singleton
public class RecurringSettler {

  private static final String URGENT = "status in ('created', 'unknown') or change is not null";

  private final DueRows due;
  private final RecurringSettlement settlement;
  private final InvoiceSync invoices;

  RecurringSettler(DueRows due, RecurringSettlement settlement, InvoiceSync invoices) {
    this.due = due;
    this.settlement = settlement;
    this.invoices = invoices;
  }

  @Scheduled(
      identity = "settle-subscriptions",
      every = "60s",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> settleDue() {
    return settleRound().replaceWithVoid();
  }

  Uni<Integer> settleRound() {
    return due.each(
        Round.of("recurring_payment", "true", URGENT),
        id -> settlement.settle(id).flatMap(settled -> invoices.bring(id)));
  }
}
