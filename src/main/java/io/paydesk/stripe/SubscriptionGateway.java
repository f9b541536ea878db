package io.paydesk.stripe;

import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import com.stripe.net.RequestOptions;
import com.stripe.net.StripeResponse;
import com.stripe.param.SubscriptionItemListParams;
import com.stripe.param.SubscriptionListParams;
import com.stripe.param.SubscriptionRetrieveParams;
import com.stripe.param.SubscriptionUpdateParams;
import com.stripe.param.SubscriptionUpdateParams.PaymentBehavior;
import com.stripe.param.SubscriptionUpdateParams.ProrationBehavior;
import com.stripe.param.common.EmptyParam;
import io.paydesk.stripe.SubscriptionSnapshot.End;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Asks Stripe about prices and subscriptions, like {@link PaymentIntentGateway}. */
@Singleton
public class SubscriptionGateway {

  /** What the payer's browser needs; Stripe returns it only when it is expanded. */
  static final List<String> WITH_SECRETS =
      List.of("latest_invoice.confirmation_secret", "pending_setup_intent");

  private final StripeClient stripe;
  private final StripeWorkers workers;

  SubscriptionGateway(StripeClient stripe, StripeWorkers workers) {
    this.stripe = stripe;
    this.workers = workers;
  }

  public Uni<StripeOutcome<PriceSnapshot>> price(String id) {
    return workers.call(
        "prices.retrieve",
        () ->
            PriceSnapshot.of(
                StripeJson.bodyOf(stripe.v1().prices().retrieve(id).getLastResponse())));
  }

  /**
   * @param key committed with the request before this call; good for 24 hours
   */
  public Uni<StripeOutcome<SubscriptionSnapshot>> create(SubscriptionRequest request, UUID key) {
    return workers.call(
        "subscriptions.create",
        () -> {
          var made = stripe.v1().subscriptions().create(request.params(), with(key));
          // A replayed answer shows the subscription as it was when it was made.
          return StripeJson.replayed(made.getLastResponse())
              ? current(made.getId())
              : whole(made.getLastResponse());
        });
  }

  public Uni<StripeOutcome<SubscriptionSnapshot>> retrieve(String id) {
    return workers.call("subscriptions.retrieve", () -> current(id));
  }

  private SubscriptionSnapshot current(String id) throws StripeException {
    var params = SubscriptionRetrieveParams.builder().addAllExpand(WITH_SECRETS).build();
    return whole(stripe.v1().subscriptions().retrieve(id, params).getLastResponse());
  }

  /** Finds subscriptions by a complete listing of a customer's, including those that are over. */
  public Uni<StripeOutcome<List<SubscriptionSnapshot>>> find(
      String customer, Predicate<SubscriptionSnapshot> matches) {
    return workers.call(
        "subscriptions.list",
        () ->
            StripeListing.all(
                after ->
                    stripe
                        .v1()
                        .subscriptions()
                        .list(
                            SubscriptionListParams.builder()
                                .setCustomer(customer)
                                .setStatus(SubscriptionListParams.Status.ALL)
                                .setLimit(StripeListing.PAGE)
                                .setStartingAfter(after)
                                .build())
                        .getLastResponse(),
                SubscriptionSnapshot::of,
                matches));
  }

  /** At once and for good, so it does not matter what else the subscription sells. */
  public Uni<StripeOutcome<SubscriptionSnapshot>> cancel(String id, UUID key) {
    return workers.call(
        "subscriptions.cancel",
        () -> snapshot(stripe.v1().subscriptions().cancel(id, with(key)).getLastResponse()));
  }

  public Uni<StripeOutcome<SubscriptionSnapshot>> endWithPeriod(String id, UUID key) {
    return update(id, SubscriptionUpdateParams.builder().setCancelAtPeriodEnd(true), key);
  }

  /**
   * Withdraws a planned end. Stripe refuses a request with both parameters; the one that set the
   * end clears it.
   *
   * @param end as Stripe has just answered
   */
  public Uni<StripeOutcome<SubscriptionSnapshot>> goOn(String id, End end, UUID key) {
    var goesOn = SubscriptionUpdateParams.builder();
    return update(
        id,
        end.withPeriod()
            ? goesOn.setCancelAtPeriodEnd(false)
            : goesOn.setCancelAt(EmptyParam.EMPTY),
        key);
  }

  /**
   * Stripe invoices and collects the difference for the rest of the period at once; if that fails,
   * nothing changes.
   *
   * @param itemId the item to change; others stay
   * @param asOf the difference is that of this instant, as a preview said; null for now
   */
  public Uni<StripeOutcome<SubscriptionSnapshot>> changeQuantity(
      String id, String itemId, long quantity, @Nullable Instant asOf, UUID key) {
    var change =
        SubscriptionUpdateParams.builder()
            .addItem(
                SubscriptionUpdateParams.Item.builder().setId(itemId).setQuantity(quantity).build())
            .setProrationBehavior(ProrationBehavior.ALWAYS_INVOICE)
            .setPaymentBehavior(PaymentBehavior.PENDING_IF_INCOMPLETE);
    return update(id, asOf == null ? change : change.setProrationDate(asOf.getEpochSecond()), key);
  }

  /**
   * The way in which the payer pays an invoice is kept for the next ones. Stripe takes no such
   * parameter where a checkout session makes the subscription, and keeps only the first.
   */
  public Uni<StripeOutcome<SubscriptionSnapshot>> keepMethods(String id, UUID key) {
    return update(
        id,
        SubscriptionUpdateParams.builder()
            .setPaymentSettings(
                SubscriptionUpdateParams.PaymentSettings.builder()
                    .setSaveDefaultPaymentMethod(
                        SubscriptionUpdateParams.PaymentSettings.SaveDefaultPaymentMethod
                            .ON_SUBSCRIPTION)
                    .build()),
        key);
  }

  /**
   * Charges a saved method from the next invoice on; what is open stays as it is.
   *
   * @param method of the subscription's customer
   * @param key committed before this call
   * @see <a
   *     href="https://docs.stripe.com/api/subscriptions/update#update_subscription-default_payment_method">update
   *     a subscription</a>
   */
  public Uni<StripeOutcome<SubscriptionSnapshot>> renewWith(String id, String method, UUID key) {
    return update(id, SubscriptionUpdateParams.builder().setDefaultPaymentMethod(method), key);
  }

  /** What the payer's browser needs is in the answer too: nobody may look again at once. */
  private Uni<StripeOutcome<SubscriptionSnapshot>> update(
      String id, SubscriptionUpdateParams.Builder change, UUID key) {
    var params = change.addAllExpand(WITH_SECRETS).build();
    return workers.call(
        "subscriptions.update",
        () -> {
          var changed = stripe.v1().subscriptions().update(id, params, with(key));
          return StripeJson.replayed(changed.getLastResponse())
              ? current(id)
              : whole(changed.getLastResponse());
        });
  }

  /** Stripe includes only the first items in a subscription; a listing has them all. */
  private SubscriptionSnapshot whole(StripeResponse response) throws StripeException {
    var subscription = StripeJson.bodyOf(response);
    var seen = SubscriptionSnapshot.of(subscription);
    if (!seen.moreItems()) {
      return seen;
    }
    return seen.withItems(
        StripeListing.all(
            after ->
                stripe
                    .v1()
                    .subscriptionItems()
                    .list(
                        SubscriptionItemListParams.builder()
                            .setSubscription(seen.id())
                            .setLimit(StripeListing.PAGE)
                            .setStartingAfter(after)
                            .build())
                    .getLastResponse(),
            item -> SubscriptionSnapshot.item(item, subscription),
            item -> true));
  }

  private static SubscriptionSnapshot snapshot(StripeResponse response) {
    return SubscriptionSnapshot.of(StripeJson.bodyOf(response));
  }

  private static RequestOptions with(UUID key) {
    return RequestOptions.builder().setIdempotencyKey(key.toString()).build();
  }
}
