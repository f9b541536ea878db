package io.paydesk.dispute;

import io.micrometer.core.instrument.MeterRegistry;
import io.paydesk.changed.CallbackFlow;
import io.paydesk.changed.Transactions;
import io.paydesk.changed.Transition;
import io.paydesk.changed.Transitions;
import io.paydesk.order.Order;
import io.paydesk.payment.DisputePhase;
import io.paydesk.payment.Payment;
import io.paydesk.stripe.DisputeSnapshot;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Writes what Stripe answered about disputes into their rows, and into what their payment shows.
 * The payment must be locked, with its order before.
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

  /** A dispute, and when Stripe was asked for it. */
  public record Answer(DisputeSnapshot dispute, Instant askedAt) {}

  public Uni<Void> record(Payment payment, List<Answer> answers) {
    return Dispute.<Dispute>list("orderId", payment.orderId)
        .flatMap(
            ofOrder -> {
              answers.forEach(answer -> show(ofOrder, payment, answer));
              // What is disputed has come.
              payment.checkSoon();
              var all = ofOrder.stream().sorted(BY_AGE).toList();
              payment.showDisputes(
                  all.stream()
                      .filter(dispute -> dispute.paymentId == payment.id)
                      .map(Dispute::shown)
                      .toList());
              var made = all.stream().filter(dispute -> dispute.id == null).toArray();
              return Order.<Order>findById(payment.orderId)
                  .invoke(
                      order -> order.disputes = all.stream().map(Dispute::shownByOrder).toList())
                  .flatMap(order -> Panache.getSession())
                  .flatMap(session -> session.persistAll(made));
            });
  }

  private void show(List<Dispute> all, Payment payment, Answer answer) {
    var seen = answer.dispute();
    var dispute =
        all.stream()
            .filter(known -> known.disputeId.equals(seen.id()))
            .findFirst()
            .orElseGet(
                () -> {
                  var made = Dispute.of(payment, seen.id());
                  all.add(made);
                  return made;
                });
    var shown = dispute.show(seen, answer.askedAt());
    if (shown.moved()) {
      tell(dispute);
    }
    if (shown.transition() != null) {
      transitions.note(
          Transition.notice(
              CallbackFlow.PAYMENT,
              shown.transition(),
              dispute.occurrence(),
              payment,
              payment.orderId,
              payment.userId,
              dispute.reason));
    }
  }

  private void tell(Dispute dispute) {
    boolean known = DisputePhase.of(dispute.status) != DisputePhase.UNFAMILIAR;
    LOG.warnf(
        "Payment %d: dispute %s over %d %s is %s (%s)%s",
        dispute.paymentId,
        dispute.disputeId,
        dispute.amount,
        dispute.currency,
        dispute.status,
        dispute.reason,
        known ? "" : ", which is not known here");
    Transactions.afterCommit(
        meters.counter("paydesk.disputes", "status", known ? dispute.status : "unfamiliar")
            ::increment);
  }
}
