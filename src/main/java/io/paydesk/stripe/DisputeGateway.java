package io.paydesk.stripe;

import com.stripe.StripeClient;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** What Paydesk asks of Stripe about disputes, in the manner of {@link StripeGateway}. */
@Singleton
public class DisputeGateway {

  private final StripeClient stripe;
  private final StripeWorkers workers;

  DisputeGateway(StripeClient stripe, StripeWorkers workers) {
    this.stripe = stripe;
    this.workers = workers;
  }

  public Uni<StripeOutcome<DisputeSnapshot>> retrieve(String id) {
    return workers.call(
        "disputes.retrieve",
        () ->
            DisputeSnapshot.of(
                StripeJson.bodyOf(stripe.v1().disputes().retrieve(id).getLastResponse())));
  }
}
