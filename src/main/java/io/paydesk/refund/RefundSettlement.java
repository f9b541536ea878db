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
  private final RefundRecorder recorder;

  RefundSettlement(Transactions transactions, RefundInquiry inquiry, RefundRecorder recorder) {
    this.transactions = transactions;
    this.inquiry = inquiry;
    this.recorder = recorder;
  }

  /**
   * A refund after Stripe was asked.
   *
   * @param answered whether Stripe gave an answer, good or bad
   */
  public record Settled(Refund refund, boolean answered) {}

  /**
   * @param id of a refund that is there
   */
  public Uni<Settled> settle(long id) {
    return transactions
        .read(() -> Refund.<Refund>findById(id))
        .flatMap(
            seen ->
                seen.isToBeAsked()
                    ? inquiry
                        .ask(seen)
                        .flatMap(outcome -> transactions.write(() -> record(seen, outcome)))
                    : Uni.createFrom().item(new Settled(seen, true)));
  }

  private Uni<Settled> record(Refund seen, StripeOutcome<RefundSnapshot> outcome) {
    return OrderRows.lock(seen.orderId)
        .map(
            rows -> {
              var refund = rows.refund(seen.id);
              boolean answered = write(refund, outcome);
              if (!rows.payment(refund.paymentId).status.isSettled()) {
                refund.checkLater();
              }
              recorder.derive(rows);
              return new Settled(refund, answered);
            });
  }

  private boolean write(Refund refund, StripeOutcome<RefundSnapshot> outcome) {
    if (outcome instanceof Done<RefundSnapshot> done && refund.fits(done.value())) {
      recorder.show(refund, done.value());
      return true;
    }
    if (outcome instanceof Refused<RefundSnapshot> refused && refund.mayBeRefused()) {
      recorder.refuse(refund, refused.code(), refused.message());
      return true;
    }
    LOG.warnf("Refund %d is not settled: %s", refund.id, outcome.getClass().getSimpleName());
    refund.loseSight();
    return false;
  }
}
