package io.paydesk.dispute;

import io.paydesk.dispute.FraudWarningRecorder.News;
import io.paydesk.payment.Payment;
import io.paydesk.stripe.AskLimit;
import io.paydesk.stripe.FraudWarningGateway;
import io.paydesk.stripe.FraudWarningSnapshot;
import io.paydesk.stripe.StripeOutcome;
import io.paydesk.transaction.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;

/**
 * Reconciles the fraud warnings of a payment with Stripe's, whether or not an event reported them.
 * A restricted key may not be allowed to read them; then they come by events only, and nothing
 * waits for this.
 */
@Singleton
public class FraudWarningReconciler extends ReportReconciler<FraudWarningSnapshot> {

  private final FraudWarningGateway stripe;
  private final FraudWarningRecorder recorder;

  FraudWarningReconciler(
      Transactions transactions,
      FraudWarningGateway stripe,
      FraudWarningRecorder recorder,
      AskLimit limit) {
    super(transactions, limit);
    this.stripe = stripe;
    this.recorder = recorder;
  }

  @Override
  Uni<StripeOutcome<List<FraudWarningSnapshot>>> list(String paymentIntentId) {
    return stripe.list(paymentIntentId);
  }

  @Override
  Uni<Void> record(Payment payment, List<FraudWarningSnapshot> all, Instant askedAt) {
    return recorder.record(payment, all.stream().map(one -> new News(one, askedAt)).toList());
  }
}
