package io.paydesk.recurring;

import static java.util.Objects.requireNonNull;

import io.paydesk.method.MethodProblems;
import io.paydesk.method.MethodRequests;
import io.paydesk.method.PaymentMethodView;
import io.paydesk.method.SavedMethods;
import io.paydesk.stripe.StripeOutcome;
import io.paydesk.stripe.StripeOutcome.Done;
import io.paydesk.stripe.StripeOutcome.Refused;
import io.paydesk.stripe.SubscriptionGateway;
import io.paydesk.stripe.SubscriptionSnapshot;
import io.paydesk.transaction.Transactions;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Lets a user's running subscriptions renew with one saved method. Each has a method of its own at
 * Stripe, the one that paid first, so the user's default alone would not change them.
 */
@Singleton
class RenewalMethods {

  private static final List<RecurringPaymentStatus> RUNNING =
      List.of(
          RecurringPaymentStatus.TRIALING,
          RecurringPaymentStatus.ACTIVE,
          RecurringPaymentStatus.PAST_DUE,
          RecurringPaymentStatus.UNPAID,
          RecurringPaymentStatus.PAUSED);

  private final Transactions transactions;
  private final SavedMethods methods;
  private final MethodRequests requests;
  private final SubscriptionGateway stripe;

  RenewalMethods(
      Transactions transactions,
      SavedMethods methods,
      MethodRequests requests,
      SubscriptionGateway stripe) {
    this.transactions = transactions;
    this.methods = methods;
    this.requests = requests;
    this.stripe = stripe;
  }

  /**
   * Makes it the default first, for what the user subscribes to later. Where Stripe does not answer
   * about one subscription, those before it are changed: the same request again does no harm.
   *
   * @throws io.paydesk.problem.Refusal {@code payment-method-not-found}, {@code stripe-unavailable}
   */
  Uni<RenewalMethodView> renewWith(String userId, String method) {
    return methods
        .makeDefault(userId, method)
        .flatMap(
            saved ->
                running(userId)
                    .flatMap(
                        rows ->
                            Multi.createFrom()
                                .iterable(rows)
                                .onItem()
                                .transformToUniAndConcatenate(row -> tell(userId, row, method))
                                .collect()
                                .asList())
                    .map(told -> new RenewalMethodView(saved, told)));
  }

  /** What a request that was answered once would show now; nothing is changed again. */
  Uni<RenewalMethodView> now(String userId, String method) {
    return methods.get(userId, method).flatMap(saved -> unchanged(userId, saved));
  }

  private Uni<RenewalMethodView> unchanged(String userId, PaymentMethodView saved) {
    return running(userId)
        .map(
            rows ->
                new RenewalMethodView(
                    saved, rows.stream().map(RenewalMethodView.Renewed::of).toList()));
  }

  private Uni<List<RecurringPayment>> running(String userId) {
    return transactions.read(
        () ->
            RecurringPayment.list(
                "userId = ?1 and status in ?2 and subscriptionId is not null order by id",
                userId,
                RUNNING));
  }

  private Uni<RenewalMethodView.Renewed> tell(String userId, RecurringPayment row, String method) {
    return requests
        .<SubscriptionSnapshot>toRenewWith(
            userId,
            row.id,
            method,
            key -> stripe.renewWith(requireNonNull(row.subscriptionId), method, key))
        .invoke(RenewalMethods::mustBeAnswered)
        .map(answered -> RenewalMethodView.Renewed.of(row));
  }

  /** One that has ended at Stripe meanwhile renews with nothing: that is no failure. */
  private static void mustBeAnswered(StripeOutcome<SubscriptionSnapshot> outcome) {
    boolean hasEnded =
        outcome instanceof Refused<SubscriptionSnapshot> refused && refused.saysThatItIsMissing();
    if (outcome instanceof Done || hasEnded) {
      return;
    }
    if (outcome instanceof Refused<SubscriptionSnapshot> refused) {
      throw MethodProblems.refusedByStripe(refused.code(), refused.message());
    }
    throw MethodProblems.stripeSilent();
  }
}
