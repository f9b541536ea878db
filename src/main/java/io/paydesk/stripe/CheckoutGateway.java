package io.paydesk.stripe;

import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import com.stripe.net.RequestOptions;
import com.stripe.net.StripeResponse;
import com.stripe.param.checkout.SessionListParams;
import com.stripe.param.checkout.SessionRetrieveParams;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * Asks Stripe about <a href="https://docs.stripe.com/api/checkout/sessions">Checkout Sessions</a>,
 * like {@link PaymentIntentGateway}.
 */
@Singleton
public class CheckoutGateway {

  private final StripeClient stripe;
  private final StripeWorkers workers;

  CheckoutGateway(StripeClient stripe, StripeWorkers workers) {
    this.stripe = stripe;
    this.workers = workers;
  }

  /**
   * @param key committed with the request before this call; good for 24 hours
   */
  public Uni<StripeOutcome<CheckoutSessionSnapshot>> create(
      CheckoutSessionRequest request, UUID key) {
    return workers.call(
        "checkout.sessions.create",
        () -> {
          var made = stripe.v1().checkout().sessions().create(request.params(), with(key));
          // A replayed answer shows the session as it was when it was made.
          return StripeJson.replayed(made.getLastResponse())
              ? current(made.getId())
              : session(made.getLastResponse());
        });
  }

  /** With the invoice of what was paid there, or the SetupIntent, if there is one. */
  public Uni<StripeOutcome<CheckoutSessionSnapshot>> retrieve(String id) {
    return workers.call("checkout.sessions.retrieve", () -> current(id));
  }

  private CheckoutSessionSnapshot current(String id) throws StripeException {
    var params =
        SessionRetrieveParams.builder().addExpand("invoice").addExpand(CheckoutSetup.INTENT);
    return session(
        stripe.v1().checkout().sessions().retrieve(id, params.build()).getLastResponse());
  }

  /**
   * Nobody can pay there any more. Stripe refuses it unless the session is open.
   *
   * @see <a href="https://docs.stripe.com/api/checkout/sessions/expire">expire a Session</a>
   */
  public Uni<StripeOutcome<CheckoutSessionSnapshot>> expire(String id, UUID key) {
    return workers.call(
        "checkout.sessions.expire",
        () -> session(stripe.v1().checkout().sessions().expire(id, with(key)).getLastResponse()));
  }

  /**
   * Finds a session by a complete listing of the customer's since then, with what each sells.
   *
   * @return those that match; empty means that Stripe has none
   */
  public Uni<StripeOutcome<List<CheckoutSessionSnapshot>>> find(
      String customer, Instant since, Predicate<CheckoutSessionSnapshot> matches) {
    var created = SessionListParams.Created.builder().setGte(StripeListing.from(since)).build();
    return list(
        SessionListParams.builder()
            .setCustomer(customer)
            .setCreated(created)
            .addExpand("data.line_items"),
        matches);
  }

  /**
   * Finds the session that made an intent.
   *
   * @return one at most; empty means that no session made it
   */
  public Uni<StripeOutcome<List<CheckoutSessionSnapshot>>> ofIntent(String paymentIntentId) {
    return list(
        SessionListParams.builder().setPaymentIntent(paymentIntentId),
        session -> paymentIntentId.equals(session.paymentIntentId()));
  }

  private Uni<StripeOutcome<List<CheckoutSessionSnapshot>>> list(
      SessionListParams.Builder which, Predicate<CheckoutSessionSnapshot> matches) {
    return workers.call(
        "checkout.sessions.list",
        () ->
            StripeListing.all(
                after ->
                    stripe
                        .v1()
                        .checkout()
                        .sessions()
                        .list(which.setLimit(StripeListing.PAGE).setStartingAfter(after).build())
                        .getLastResponse(),
                CheckoutSessionSnapshot::of,
                matches));
  }

  private static CheckoutSessionSnapshot session(StripeResponse response) {
    return CheckoutSessionSnapshot.of(StripeJson.bodyOf(response));
  }

  private static RequestOptions with(UUID key) {
    return RequestOptions.builder().setIdempotencyKey(key.toString()).build();
  }
}
