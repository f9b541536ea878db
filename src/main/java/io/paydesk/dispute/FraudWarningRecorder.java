package io.paydesk.dispute;

import io.micrometer.core.instrument.MeterRegistry;
import io.paydesk.payment.Payment;
import io.paydesk.stripe.FraudWarningSnapshot;
import io.paydesk.transaction.Transactions;
import io.paydesk.transaction.Transition;
import io.paydesk.transaction.Transitions;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Writes what Stripe said about fraud warnings into their rows, and into the summary on their
 * payment. The order and then the payment must be locked.
 */
@Singleton
public class FraudWarningRecorder {

  private static final Logger LOG = Logger.getLogger(FraudWarningRecorder.class);

  private final MeterRegistry meters;
  private final Transitions transitions;

  FraudWarningRecorder(MeterRegistry meters, Transitions transitions) {
    this.meters = meters;
    this.transitions = transitions;
  }

  /** A warning, and when Stripe said so. */
  public record News(FraudWarningSnapshot warning, Instant trueAt) {}

  public Uni<Void> record(Payment payment, List<News> news) {
    return FraudWarning.<FraudWarning>list("paymentId", payment.id)
        .flatMap(
            all -> {
              news.forEach(each -> apply(all, payment, each));
              payment.applyFraudWarnings(
                  all.stream()
                      .sorted(
                          Comparator.comparing((FraudWarning warning) -> warning.warnedAt)
                              .thenComparing(warning -> warning.warningId))
                      .map(FraudWarning::summary)
                      .toList());
              return ReportedRow.persistNew(all);
            });
  }

  private void apply(List<FraudWarning> all, Payment payment, News news) {
    var seen = news.warning();
    var warning = ReportedRow.known(all, seen.id(), () -> FraudWarning.of(payment, seen.id()));
    boolean isNew = warning.observedAt == null;
    var transition = warning.apply(seen, news.trueAt());
    if (transition == null) {
      return;
    }
    transitions.record(
        Transition.notice(
            transition,
            warning.occurrence(),
            payment,
            payment.orderId,
            payment.userId,
            warning.fraudType));
    if (isNew) {
      LOG.warnf(
          "Payment %d: the card's issuer warns of fraud, %s (%s)",
          payment.id, warning.warningId, warning.fraudType);
      Transactions.afterCommit(meters.counter("paydesk.fraud.warnings")::increment);
    }
  }
}
