package io.paydesk.stripe;

import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import com.stripe.model.PaymentIntent;
import com.stripe.net.RequestOptions;
import com.stripe.net.StripeResponse;
import com.stripe.param.PaymentIntentCaptureParams;
import com.stripe.param.PaymentIntentListParams;
import com.stripe.param.PaymentIntentRetrieveParams;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * Asks Stripe about <a href="https://docs.stripe.com/api/payment_intents">PaymentIntents</a>. As in
 * every gateway, each call runs on a worker thread and returns to the caller's Vert.x context with
 * an outcome; none fails. No transaction may be open around a call.
 */
@Singleton
public class PaymentIntentGateway {

  private final StripeClient stripe;
  private final StripeWorkers workers;

  PaymentIntentGateway(StripeClient stripe, StripeWorkers workers) {
    this.stripe = stripe;
    this.workers = workers;
  }

  /**
   * @param key committed with the request before this call; good for 24 hours
   */
  public Uni<StripeOutcome<PaymentIntentSnapshot>> create(PaymentIntentRequest request, UUID key) {
    return workers.call(
        "payment_intents.create",
        () -> current(stripe.v1().paymentIntents().create(request.params(), with(key))));
  }

  /** With its charge, which says how long the payer's bank holds the money. */
  public Uni<StripeOutcome<PaymentIntentSnapshot>> retrieve(String id) {
    return workers.call("payment_intents.retrieve", () -> intent(whole(id).getLastResponse()));
  }

  private PaymentIntent whole(String id) throws StripeException {
    return stripe
        .v1()
        .paymentIntents()
        .retrieve(id, PaymentIntentRetrieveParams.builder().addExpand("latest_charge").build());
  }

  /**
   * Takes what the payer's bank holds, and lets the rest go.
   *
   * @param amount minor units
   * @param key committed with the amount before this call
   * @see <a href="https://docs.stripe.com/api/payment_intents/capture">capture a PaymentIntent</a>
   */
  public Uni<StripeOutcome<PaymentIntentSnapshot>> capture(String id, long amount, UUID key) {
    return workers.call(
        "payment_intents.capture",
        () -> {
          var params = PaymentIntentCaptureParams.builder().setAmountToCapture(amount).build();
          return intent(
              stripe.v1().paymentIntents().capture(id, params, with(key)).getLastResponse());
        });
  }

  /**
   * @param key committed with the change before this call; good for 24 hours
   */
  public Uni<StripeOutcome<PaymentIntentSnapshot>> change(
      String id, PaymentIntentChange change, UUID key) {
    return change.confirms()
        ? workers.call(
            "payment_intents.confirm",
            () ->
                current(
                    stripe.v1().paymentIntents().confirm(id, change.confirmParams(), with(key))))
        : workers.call(
            "payment_intents.update",
            () ->
                current(stripe.v1().paymentIntents().update(id, change.updateParams(), with(key))));
  }

  /** A replayed answer shows the intent as it was then; and only its charge says all of a hold. */
  private PaymentIntentSnapshot current(PaymentIntent answered) throws StripeException {
    var shown = intent(answered.getLastResponse());
    boolean isAll = shown.hold() == null || shown.hold().isWhole();
    return StripeJson.replayed(answered.getLastResponse()) || !isAll
        ? intent(whole(answered.getId()).getLastResponse())
        : shown;
  }

  public Uni<StripeOutcome<PaymentIntentSnapshot>> cancel(String id, UUID key) {
    return workers.call(
        "payment_intents.cancel",
        () -> intent(stripe.v1().paymentIntents().cancel(id, with(key)).getLastResponse()));
  }

  /**
   * Finds an intent by a complete listing of the customer's since then: Stripe's search lags
   * behind.
   *
   * @return those that match; empty means that Stripe has none
   */
  public Uni<StripeOutcome<List<PaymentIntentSnapshot>>> find(
      String customer, Instant since, Predicate<PaymentIntentSnapshot> matches) {
    return workers.call(
        "payment_intents.list",
        () ->
            StripeListing.all(
                after ->
                    stripe
                        .v1()
                        .paymentIntents()
                        .list(
                            PaymentIntentListParams.builder()
                                .setCustomer(customer)
                                .setCreated(
                                    PaymentIntentListParams.Created.builder()
                                        .setGte(StripeListing.from(since))
                                        .build())
                                .setLimit(StripeListing.PAGE)
                                .setStartingAfter(after)
                                .build())
                        .getLastResponse(),
                PaymentIntentSnapshot::of,
                matches));
  }

  private static PaymentIntentSnapshot intent(StripeResponse response) {
    return PaymentIntentSnapshot.of(StripeJson.bodyOf(response));
  }

  private static RequestOptions with(UUID key) {
    return RequestOptions.builder().setIdempotencyKey(key.toString()).build();
  }
}
