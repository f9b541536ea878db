package io.paydesk.dispute;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.MeterRegistry;
import io.paydesk.order.Order;
import io.paydesk.payment.DisputePhase;
import io.paydesk.payment.Payment;
import io.paydesk.stripe.DisputeSnapshot;
import io.paydesk.stripe.Seen;
import io.paydesk.transaction.Transactions;
import io.paydesk.transaction.Transition;
import io.paydesk.transaction.Transitions;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Writes Stripe's answers about disputes into their rows, and into the summary on their payment.
 * The order and then the payment must be locked.
 */
@Singleton
public class DisputeRecorder {

  private static final Logger LOG = Logger.getLogger(DisputeRecorder.class);

  private static final Comparator<Dispute> BY_AGE =
      Comparator.comparing((Dispute dispute) -> dispute.openedAt)
          .thenComparing(dispute -> dispute.disputeId);

  private final MeterRegistry meters;
  private final Transitions transitions;

  DisputeRecorder(MeterRegistry meters, Transitions transitions) {
    this.meters = meters;
    this.transitions = transitions;
  }

  public Uni<Void> record(Payment payment, List<Seen<DisputeSnapshot>> answers) {
    return Dispute.<Dispute>list("orderId", payment.orderId)
        .flatMap(
            ofOrder -> {
              answers.forEach(answer -> apply(ofOrder, payment, answer));
              // A dispute proves that the payment's money came.
              payment.checkSoon();
              var all = ofOrder.stream().sorted(BY_AGE).toList();
              payment.applyDisputes(
                  all.stream()
                      .filter(dispute -> dispute.paymentId == payment.id)
                      .map(Dispute::summary)
                      .toList());
              return Order.<Order>findById(payment.orderId)
                  .invoke(
                      order ->
                          order.applyDisputes(all.stream().map(Dispute::summaryForOrder).toList()))
                  .flatMap(order -> ReportedRow.persistNew(all));
            });
  }

  private void apply(List<Dispute> all, Payment payment, Seen<DisputeSnapshot> answer) {
    var seen = answer.value();
    var dispute = ReportedRow.known(all, seen.id(), () -> Dispute.of(payment, seen.id()));
    var applied = dispute.apply(seen, requireNonNull(answer.askedAt()));
    if (applied.moved()) {
      report(dispute);
    }
    if (applied.transition() != null) {
      transitions.record(
          Transition.notice(
              applied.transition(),
              dispute.occurrence(),
              payment,
              payment.orderId,
              payment.userId,
              dispute.reason));
    }
  }

  private void report(Dispute dispute) {
    boolean known = DisputePhase.of(dispute.status) != DisputePhase.UNFAMILIAR;
    LOG.warnf(
        "Payment %d: dispute %s over %d %s is %s (%s)%s",
        dispute.paymentId,
        dispute.disputeId,
        dispute.amount,
        dispute.currency,
        dispute.status,
        dispute.reason,
        known ? "" : ", a status that this version does not know");
    Transactions.afterCommit(
        meters.counter("paydesk.disputes", "status", known ? dispute.status : "unfamiliar")
            ::increment);
  }
}
