package io.paydesk.stripe;

import com.stripe.StripeClient;
import com.stripe.param.DisputeListParams;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;

/** Asks Stripe about disputes, like {@link PaymentIntentGateway}. */
@Singleton
public class DisputeGateway {

  private final StripeClient stripe;
  private final StripeWorkers workers;

  DisputeGateway(StripeClient stripe, StripeWorkers workers) {
    this.stripe = stripe;
    this.workers = workers;
  }

  /** All disputes of an intent. */
  public Uni<StripeOutcome<List<DisputeSnapshot>>> list(String paymentIntent) {
    return workers.call(
        "disputes.list",
        () ->
            StripeListing.all(
                after ->
                    stripe
                        .v1()
                        .disputes()
                        .list(
                            DisputeListParams.builder()
                                .setPaymentIntent(paymentIntent)
                                .setLimit(StripeListing.PAGE)
                                .setStartingAfter(after)
                                .build())
                        .getLastResponse(),
                DisputeSnapshot::of,
                any -> true));
  }

  public Uni<StripeOutcome<DisputeSnapshot>> retrieve(String id) {
    return workers.call(
        "disputes.retrieve",
        () ->
            DisputeSnapshot.of(
                StripeJson.bodyOf(stripe.v1().disputes().retrieve(id).getLastResponse())));
  }
}
