package io.paydesk.stripe;

import com.stripe.StripeClient;
import com.stripe.param.radar.EarlyFraudWarningListParams;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;

/** Asks Stripe about early fraud warnings, like {@link PaymentIntentGateway}. */
@Singleton
public class FraudWarningGateway {

  private final StripeClient stripe;
  private final StripeWorkers workers;

  FraudWarningGateway(StripeClient stripe, StripeWorkers workers) {
    this.stripe = stripe;
    this.workers = workers;
  }

  /** All warnings of an intent. A restricted key may not be allowed to read them. */
  public Uni<StripeOutcome<List<FraudWarningSnapshot>>> list(String paymentIntent) {
    return workers.call(
        "early_fraud_warnings.list",
        () ->
            StripeListing.all(
                after ->
                    stripe
                        .v1()
                        .radar()
                        .earlyFraudWarnings()
                        .list(
                            EarlyFraudWarningListParams.builder()
                                .setPaymentIntent(paymentIntent)
                                .setLimit(StripeListing.PAGE)
                                .setStartingAfter(after)
                                .build())
                        .getLastResponse(),
                FraudWarningSnapshot::of,
                any -> true));
  }
}
