package io.paydesk.checkout;

import static java.util.Objects.requireNonNull;

import io.paydesk.caller.Caller;
import io.paydesk.idempotency.ApiAnswer;
import io.paydesk.idempotency.Claim;
import io.paydesk.order.OrderReader;
import io.paydesk.order.OrderView;
import io.paydesk.payment.PaymentProblems;
import io.paydesk.recurring.BegunSubscription;
import io.paydesk.recurring.RecurringBeginning;
import io.paydesk.recurring.RecurringBeginning.Started;
import io.paydesk.recurring.RecurringPayment;
import io.paydesk.recurring.RecurringProblems;
import io.paydesk.recurring.RecurringReconciler.Reconciled;
import io.paydesk.recurring.StartRecurringPayment;
import io.paydesk.stripe.MethodConfiguration;
import io.paydesk.stripe.StripeAccountConfig;
import io.paydesk.surface.SessionMeter;
import io.paydesk.trace.LogId;
import io.paydesk.transaction.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/**
 * Begins an order's subscription by a checkout session, or hands back the session that has begun
 * already.
 */
@Singleton
class SubscriptionCheckoutFlow {

  private final Transactions transactions;
  private final OrderReader orders;
  private final RecurringBeginning beginning;
  private final BegunSubscription before;
  private final RefusedSession refused;
  private final MethodConfiguration methods;
  private final StripeAccountConfig account;
  private final SessionMeter meter;

  SubscriptionCheckoutFlow(
      Transactions transactions,
      OrderReader orders,
      RecurringBeginning beginning,
      BegunSubscription before,
      RefusedSession refused,
      MethodConfiguration methods,
      StripeAccountConfig account,
      SessionMeter meter) {
    this.transactions = transactions;
    this.orders = orders;
    this.beginning = beginning;
    this.before = before;
    this.refused = refused;
    this.methods = methods;
    this.account = account;
    this.meter = meter;
  }

  /**
   * @param order for a subscription, that the caller may see
   */
  Uni<ApiAnswer> start(StartCheckoutSession request, OrderView order, Caller caller, Claim claim) {
    LogId.ORDER.record(order.id());
    var asOrdered =
        new StartRecurringPayment(order.id(), requireNonNull(order.priceId()), null, null);
    return beginning
        .begin(
            order,
            new SubscribingByCheckout(request, asOrdered, caller.isAnybodyByLink(), methods),
            claim)
        .flatMap(started -> answer(request, order, started));
  }

  private Uni<ApiAnswer> answer(StartCheckoutSession request, OrderView order, Started started) {
    var row = started.reconciled().recurring();
    if (row.isOverAfterItBegan()) {
      throw PaymentProblems.begunInAnotherWay(order.id());
    }
    return answer(order, started.reconciled(), started.isNew() ? 201 : 200)
        .invoke(() -> meter.count(request.where(), started.isNew()));
  }

  /** Answers for the session that an earlier request with the same key began. */
  Uni<ApiAnswer> again(OrderView order, long id) {
    return before.now(id).flatMap(reconciled -> answer(order, reconciled, 201));
  }

  /** The same, where that request has got no answer that stays. */
  Uni<ApiAnswer> resume(
      StartCheckoutSession request, OrderView order, long id, Caller caller, Claim claim) {
    return before.orAnew(
        id, begun -> answer(order, begun, 201), () -> start(request, order, caller, claim));
  }

  private Uni<ApiAnswer> answer(OrderView order, Reconciled reconciled, int status) {
    var row = reconciled.recurring();
    if (row.isRefused()) {
      return refused
          .explain(
              order, row.stripeRequest, row.failure, () -> RecurringProblems.refusedByStripe(row))
          .flatMap(refusal -> Uni.createFrom().<ApiAnswer>failure(refusal));
    }
    var view = CheckoutSessionView.of(row, order, reconciled.session(), account.publishableKey());
    boolean known = !row.status.isNotConfirmedByStripe();
    boolean waits = known && row.awaitsItsSession() && row.status.isLive();
    // Nobody is sent where Stripe is to end it.
    if (waits && row.isToEnd()) {
      throw RecurringProblems.sessionEnds(row);
    }
    if (waits && !view.leadsOn()) {
      throw RecurringProblems.stripeSilent(row);
    }
    return Uni.createFrom().item(new ApiAnswer(known ? status : 202, view, row.id));
  }

  /** The session, if the caller may see it. Stripe is not asked. */
  Uni<CheckoutSessionView> get(String sessionId, Caller caller) {
    return transactions
        .read(
            () ->
                RecurringPayment.<RecurringPayment>find("checkout.checkoutSessionId", sessionId)
                    .firstResult())
        .onItem()
        .ifNull()
        .failWith(() -> CheckoutProblems.notFound(sessionId))
        .invoke(row -> caller.mustSee(row.userId, row.orderId, "checkoutSession", sessionId))
        .flatMap(
            row ->
                orders
                    .get(row.orderId, caller)
                    .map(
                        order ->
                            CheckoutSessionView.of(row, order, null, account.publishableKey())));
  }
}
