package io.paydesk.stripe;

import com.stripe.StripeClient;
import com.stripe.net.RequestOptions;
import com.stripe.param.RefundListParams;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;

/** Asks Stripe about refunds, like {@link PaymentIntentGateway}. */
@Singleton
public class RefundGateway {

  private final StripeClient stripe;
  private final StripeWorkers workers;

  RefundGateway(StripeClient stripe, StripeWorkers workers) {
    this.stripe = stripe;
    this.workers = workers;
  }

  /**
   * @param key committed with the request before this call; good for 24 hours
   */
  public Uni<StripeOutcome<RefundSnapshot>> create(RefundRequest request, UUID key) {
    return workers.call(
        "refunds.create",
        () -> {
          var options = RequestOptions.builder().setIdempotencyKey(key.toString()).build();
          var made = stripe.v1().refunds().create(request.params(), options);
          // A replayed answer shows the refund as it was when it was made.
          var current =
              StripeJson.replayed(made.getLastResponse())
                  ? stripe.v1().refunds().retrieve(made.getId())
                  : made;
          return RefundSnapshot.of(StripeJson.bodyOf(current.getLastResponse()));
        });
  }

  public Uni<StripeOutcome<RefundSnapshot>> retrieve(String id) {
    return workers.call(
        "refunds.retrieve",
        () ->
            RefundSnapshot.of(
                StripeJson.bodyOf(stripe.v1().refunds().retrieve(id).getLastResponse())));
  }

  /** All refunds of an intent, whoever made them, with what is booked of their charges. */
  public Uni<StripeOutcome<List<RefundSnapshot>>> list(String paymentIntent) {
    return find(paymentIntent, any -> true);
  }

  /** Finds refunds by a complete listing of an intent's. */
  public Uni<StripeOutcome<List<RefundSnapshot>>> find(
      String paymentIntent, Predicate<RefundSnapshot> matches) {
    return workers.call(
        "refunds.list",
        () ->
            StripeListing.all(
                after ->
                    stripe
                        .v1()
                        .refunds()
                        .list(
                            RefundListParams.builder()
                                .setPaymentIntent(paymentIntent)
                                .addExpand("data.charge.balance_transaction")
                                .addExpand("data.balance_transaction")
                                .setLimit(StripeListing.PAGE)
                                .setStartingAfter(after)
                                .build())
                        .getLastResponse(),
                RefundSnapshot::of,
                matches));
  }
}
