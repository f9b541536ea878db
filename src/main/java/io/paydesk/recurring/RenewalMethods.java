package io.paydesk.recurring;

import static java.util.Objects.requireNonNull;

import io.paydesk.method.MethodProblems;
import io.paydesk.method.MethodRequests;
import io.paydesk.method.PaymentMethodView;
import io.paydesk.method.SavedMethods;
import io.paydesk.stripe.StripeOutcome.Done;
import io.paydesk.stripe.StripeOutcome.Refused;
import io.paydesk.stripe.SubscriptionGateway;
import io.paydesk.stripe.SubscriptionSnapshot;
import io.paydesk.transaction.Transactions;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
  private final RecurringReconciler reconciler;

  RenewalMethods(
      Transactions transactions,
      SavedMethods methods,
      MethodRequests requests,
      SubscriptionGateway stripe,
      RecurringReconciler reconciler) {
    this.transactions = transactions;
    this.methods = methods;
    this.requests = requests;
    this.stripe = stripe;
    this.reconciler = reconciler;
  }

  /**
   * Makes it the default first, for what the user subscribes to later. Where Stripe does not answer
   * about one subscription, the others are changed: the same request again does no harm.
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
                    .map(told -> new RenewalMethodView(saved, shown(told))));
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
                    saved,
                    rows.stream().map(row -> RenewalMethodView.Renewed.of(row, null)).toList()));
  }

  private Uni<List<RecurringPayment>> running(String userId) {
    return transactions.read(
        () ->
            RecurringPayment.list(
                "userId = ?1 and status in ?2 and subscriptionId is not null order by id",
                userId,
                RUNNING));
  }

  private Uni<Told> tell(String userId, RecurringPayment row, String method) {
    return requests
        .<SubscriptionSnapshot>toRenewWith(
            userId,
            row.id,
            method,
            key -> stripe.renewWith(requireNonNull(row.subscriptionId), method, key))
        .flatMap(
            outcome ->
                outcome instanceof Refused<SubscriptionSnapshot> refused
                    ? whyNot(row, refused)
                    : Uni.createFrom().item(new Told(row, outcome instanceof Done, null)));
  }

  /** One that has ended at Stripe meanwhile renews with nothing, and that is no refusal. */
  private Uni<Told> whyNot(RecurringPayment row, Refused<SubscriptionSnapshot> refused) {
    return reconciler
        .reconcile(row.id)
        .map(
            now ->
                now.recurring().status.isRunning()
                    ? new Told(now.recurring(), false, refused)
                    : Told.ended(now.recurring()));
  }

  /**
   * What became of one.
   *
   * @param changed whether Stripe has confirmed it
   * @param refused null unless Stripe refused it
   */
  private record Told(
      RecurringPayment row, boolean changed, @Nullable Refused<SubscriptionSnapshot> refused) {

    static Told ended(RecurringPayment row) {
      return new Told(row, true, null);
    }

    boolean isInDoubt() {
      return !changed && refused == null;
    }
  }

  /** After all were asked, so that one in doubt, or one that is refused, holds up no other. */
  private static List<RenewalMethodView.Renewed> shown(List<Told> all) {
    if (all.stream().anyMatch(Told::isInDoubt)) {
      throw MethodProblems.stripeSilent();
    }
    return all.stream()
        .filter(told -> told.row.status.isRunning())
        .map(told -> RenewalMethodView.Renewed.of(told.row, told.changed))
        .toList();
  }
}
