package io.paydesk.reconcile;

import io.paydesk.payment.PaymentSettlement;
import io.paydesk.payment.PaymentSettlement.Settled;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/**
 * Asks Stripe again, every minute, about payments that nobody has told us the end of: those whose
 * first call was never answered, those whose webhook never came, those whose cancel was not
 * confirmed. And about refunds and disputes of invoices' payments that came to us late.
 */
@Singleton
public class PaymentSettler {

  private static final String URGENT =
      "status in ('created', 'unknown') or cancel_requested_at is not null";

  private final DueRows due;
  private final PaymentSettlement settlement;
  private final LatePayments late;

  PaymentSettler(DueRows due, PaymentSettlement settlement, LatePayments late) {
    this.due = due;
    this.settlement = settlement;
    this.late = late;
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
        "payment",
        URGENT,
        id ->
            settlement
                .settle(id)
                .map(Settled::payment)
                .flatMap(
                    payment ->
                        payment.isOneTime() ? Uni.createFrom().voidItem() : late.bring(payment)));
  }
}
