package io.paydesk.stripe;

import com.stripe.StripeClient;
import com.stripe.net.RequestOptions;
import com.stripe.net.StripeResponse;
import com.stripe.param.SetupIntentListParams;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * Asks Stripe about <a href="https://docs.stripe.com/api/setup_intents">SetupIntents</a>, like
 * {@link PaymentIntentGateway}.
 */
@Singleton
public class SetupIntentGateway {

  private final StripeClient stripe;
  private final StripeWorkers workers;

  SetupIntentGateway(StripeClient stripe, StripeWorkers workers) {
    this.stripe = stripe;
    this.workers = workers;
  }

  /**
   * @param key committed with the request before this call; good for 24 hours
   */
  public Uni<StripeOutcome<SetupIntentSnapshot>> create(SetupIntentRequest request, UUID key) {
    return workers.call(
        "setup_intents.create",
        () -> {
          var options = RequestOptions.builder().setIdempotencyKey(key.toString()).build();
          var made = stripe.v1().setupIntents().create(request.params(), options);
          // A replayed answer shows the intent as it was when it was made.
          return StripeJson.replayed(made.getLastResponse())
              ? setup(stripe.v1().setupIntents().retrieve(made.getId()).getLastResponse())
              : setup(made.getLastResponse());
        });
  }

  public Uni<StripeOutcome<SetupIntentSnapshot>> retrieve(String id) {
    return workers.call(
        "setup_intents.retrieve",
        () -> setup(stripe.v1().setupIntents().retrieve(id).getLastResponse()));
  }

  public Uni<StripeOutcome<SetupIntentSnapshot>> cancel(String id, UUID key) {
    return workers.call(
        "setup_intents.cancel",
        () -> {
          var options = RequestOptions.builder().setIdempotencyKey(key.toString()).build();
          return setup(stripe.v1().setupIntents().cancel(id, options).getLastResponse());
        });
  }

  /**
   * Finds a SetupIntent by a complete listing of the customer's since then.
   *
   * @return those that match; empty means that Stripe has none
   */
  public Uni<StripeOutcome<List<SetupIntentSnapshot>>> find(
      String customer, Instant since, Predicate<SetupIntentSnapshot> matches) {
    return workers.call(
        "setup_intents.list",
        () ->
            StripeListing.all(
                after ->
                    stripe
                        .v1()
                        .setupIntents()
                        .list(
                            SetupIntentListParams.builder()
                                .setCustomer(customer)
                                .setCreated(
                                    SetupIntentListParams.Created.builder()
                                        .setGte(StripeListing.from(since))
                                        .build())
                                .setLimit(StripeListing.PAGE)
                                .setStartingAfter(after)
                                .build())
                        .getLastResponse(),
                SetupIntentSnapshot::of,
                matches));
  }

  private static SetupIntentSnapshot setup(StripeResponse response) {
    return SetupIntentSnapshot.of(StripeJson.bodyOf(response));
  }
}
