package io.paydesk.dispute;

import io.paydesk.payment.Payment;
import io.paydesk.stripe.AskLimit;
import io.paydesk.stripe.DisputeGateway;
import io.paydesk.stripe.DisputeSnapshot;
import io.paydesk.stripe.Seen;
import io.paydesk.stripe.StripeOutcome;
import io.paydesk.transaction.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;

/** Reconciles the disputes of a payment with Stripe's, whether or not an event reported them. */
@Singleton
public class DisputeReconciler extends ReportReconciler<DisputeSnapshot> {

  private final DisputeGateway stripe;
  private final DisputeRecorder recorder;

  DisputeReconciler(
      Transactions transactions, DisputeGateway stripe, DisputeRecorder recorder, AskLimit limit) {
    super(transactions, limit);
    this.stripe = stripe;
    this.recorder = recorder;
  }

  @Override
  Uni<StripeOutcome<List<DisputeSnapshot>>> list(String paymentIntentId) {
    return stripe.list(paymentIntentId);
  }

  @Override
  Uni<Void> record(Payment payment, List<DisputeSnapshot> all, Instant askedAt) {
    return recorder.record(
        payment, all.stream().map(dispute -> Seen.asked(dispute, askedAt)).toList());
  }
}
