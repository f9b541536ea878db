package io.paydesk.refund;

import io.paydesk.changed.Transactions;
import io.paydesk.stripe.RefundSnapshot;
import io.paydesk.stripe.StripeOutcome;
import io.paydesk.stripe.StripeOutcome.Done;
import io.paydesk.stripe.StripeOutcome.Refused;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/**
 * Brings a refund to what Stripe says of it, and its payment and order with it. Safe to call at any
 * time, by anybody.
 */
@Singleton
public class RefundSettlement {

  private static final Logger LOG = Logger.getLogger(RefundSettlement.class);

  private final Transactions transactions;
  private final RefundInquiry inquiry;

  RefundSettlement(Transactions transactions, RefundInquiry inquiry) {
    this.transactions = transactions;
    this.inquiry = inquiry;
  }

  /**
   * @param id of a refund that is there
   */
  public Uni<Refund> settle(long id) {
    return transactions
        .read(() -> Refund.<Refund>findById(id))
        .flatMap(
            seen ->
                seen.isToBeAsked()
                    ? inquiry
                        .ask(seen)
                        .flatMap(outcome -> transactions.write(() -> record(seen, outcome)))
                    : Uni.createFrom().item(seen));
  }

  private Uni<Refund> record(Refund seen, StripeOutcome<RefundSnapshot> outcome) {
    return OrderRows.lock(seen.orderId)
        .map(
            rows -> {
              var refund = rows.refund(seen.id);
              write(refund, outcome);
              rows.deriveFromRefunds();
              return refund;
            });
  }

  private static void write(Refund refund, StripeOutcome<RefundSnapshot> outcome) {
    if (outcome instanceof Done<RefundSnapshot> done) {
      refund.show(done.value());
      return;
    }
    if (outcome instanceof Refused<RefundSnapshot> refused && refund.mayBeRefused()) {
      refund.refuse(refused.code(), refused.message());
      return;
    }
    LOG.warnf("Refund %d is not settled: %s", refund.id, outcome.getClass().getSimpleName());
    refund.loseSight();
  }
}
