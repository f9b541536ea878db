package io.paydesk.reconcile;

import io.paydesk.reconcile.DueRows.Round;
import io.paydesk.refund.RefundSettlement;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** Asks Stripe again, every minute, about refunds that nobody has told us the end of. */
@Singleton
public class RefundSettler {

  private final DueRows due;
  private final RefundSettlement settlement;

  RefundSettler(DueRows due, RefundSettlement settlement) {
    this.due = due;
    this.settlement = settlement;
  }

  @Scheduled(
      identity = "settle-refunds",
      every = "60s",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> settleDue() {
    return settleRound().replaceWithVoid();
  }

  Uni<Integer> settleRound() {
    return due.each(Round.of("refund", "true", "true"), settlement::settle);
  }
}
