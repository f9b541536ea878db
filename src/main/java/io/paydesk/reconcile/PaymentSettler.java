package io.paydesk.reconcile;

import io.paydesk.payment.Payment;
import io.paydesk.payment.PaymentSettlement;
import io.paydesk.reconcile.DueRows.Round;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/**
 * Asks Stripe again, every minute, about payments that nobody has told us the end of: those whose
 * first call was never answered, those whose webhook never came, those whose cancel was not
 * confirmed.
 */
@Singleton
public class PaymentSettler {

  private static final String OPEN = "status in ('created', 'unknown', 'pending', 'processing')";

  private static final String URGENT =
      "status in ('created', 'unknown') or cancel_requested_at is not null";

  private final DueRows due;
  private final PaymentSettlement settlement;
  private final PaymentLooks looks;

  PaymentSettler(DueRows due, PaymentSettlement settlement, PaymentLooks looks) {
    this.due = due;
    this.settlement = settlement;
    this.looks = looks;
  }

  @Scheduled(
      identity = "settle-payments",
      every = "60s",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> settleDue() {
    return settleRound().replaceWithVoid();
  }

  /**
   * @return how many payments were asked about
   */
  Uni<Integer> settleRound() {
    return due.each(
        Round.of("payment", OPEN, URGENT),
        id -> settlement.settle(id).flatMap(settled -> lookAfter(settled.payment())));
  }

  /** Where its success was not told, what became of the money since was not told either. */
  private Uni<Void> lookAfter(Payment payment) {
    return payment.status.isSettled() ? looks.look(payment.id) : Uni.createFrom().voidItem();
  }
}
