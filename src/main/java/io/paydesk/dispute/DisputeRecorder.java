package io.paydesk.dispute;

import io.micrometer.core.instrument.MeterRegistry;
import io.paydesk.changed.Transactions;
import io.paydesk.payment.Payment;
import io.paydesk.stripe.DisputeSnapshot;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Writes what Stripe answered about disputes into their rows, and into what their payment shows.
 * The payment must be locked, with its order before.
 */
@Singleton
public class DisputeRecorder {

  private static final Logger LOG = Logger.getLogger(DisputeRecorder.class);

  /** Words of Stripe's that are counted by name: a label must not grow with what is sent. */
  private static final Set<String> KNOWN =
      Set.of(
          "needs_response",
          "under_review",
          "won",
          "lost",
          "prevented",
          "warning_needs_response",
          "warning_under_review",
          "warning_closed");

  private final MeterRegistry meters;

  DisputeRecorder(MeterRegistry meters) {
    this.meters = meters;
  }

  /** A dispute, and when Stripe was asked for it. */
  public record Answer(DisputeSnapshot dispute, Instant askedAt) {}

  public Uni<Void> record(Payment payment, List<Answer> answers) {
    return Dispute.<Dispute>list("paymentId", payment.id)
        .flatMap(
            all -> {
              answers.forEach(answer -> show(all, payment, answer));
              // What is disputed has come.
              payment.checkSoon();
              var made = all.stream().filter(dispute -> dispute.id == null).toList();
              payment.showDisputes(
                  all.stream()
                      .sorted(
                          Comparator.comparing((Dispute dispute) -> dispute.openedAt)
                              .thenComparing(dispute -> dispute.disputeId))
                      .map(Dispute::shown)
                      .toList());
              return Panache.getSession().flatMap(session -> session.persistAll(made.toArray()));
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
    if (dispute.show(seen, answer.askedAt())) {
      tell(dispute);
    }
  }

  private void tell(Dispute dispute) {
    boolean known = KNOWN.contains(dispute.status);
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
