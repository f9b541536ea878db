package io.paydesk.checkout;

import io.paydesk.brand.BrandConfig;
import io.paydesk.caller.Caller;
import io.paydesk.idempotency.ApiAnswer;
import io.paydesk.idempotency.Claim;
import io.paydesk.method.Consents;
import io.paydesk.order.OrderProblems;
import io.paydesk.order.OrderReader;
import io.paydesk.order.OrderView;
import io.paydesk.payment.BegunBefore;
import io.paydesk.payment.Payment;
import io.paydesk.payment.PaymentBeginning;
import io.paydesk.payment.PaymentBeginning.Begun;
import io.paydesk.payment.PaymentProblems;
import io.paydesk.payment.PaymentReconciler.Reconciled;
import io.paydesk.payment.PaymentStatus;
import io.paydesk.recurring.SubscribingByLink;
import io.paydesk.stripe.MethodConfiguration;
import io.paydesk.stripe.StripeAccountConfig;
import io.paydesk.stripe.StripeId;
import io.paydesk.surface.ReturnUrls;
import io.paydesk.surface.SessionMeter;
import io.paydesk.transaction.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/**
 * Begins to pay an order by a checkout session, or hands back the session that has begun already.
 */
@Singleton
class CheckoutFlow {

  private final Transactions transactions;
  private final OrderReader orders;
  private final SubscriptionCheckoutFlow subscriptions;
  private final SubscribingByLink byLink;
  private final PaymentBeginning beginning;
  private final BegunBefore before;
  private final RefusedSession refused;
  private final ReturnUrls urls;
  private final Consents consents;
  private final BrandConfig brand;
  private final MethodConfiguration methods;
  private final StripeAccountConfig account;
  private final SessionMeter meter;

  CheckoutFlow(
      Transactions transactions,
      OrderReader orders,
      SubscriptionCheckoutFlow subscriptions,
      SubscribingByLink byLink,
      PaymentBeginning beginning,
      BegunBefore before,
      RefusedSession refused,
      ReturnUrls urls,
      Consents consents,
      BrandConfig brand,
      MethodConfiguration methods,
      StripeAccountConfig account,
      SessionMeter meter) {
    this.transactions = transactions;
    this.orders = orders;
    this.subscriptions = subscriptions;
    this.byLink = byLink;
    this.beginning = beginning;
    this.before = before;
    this.refused = refused;
    this.urls = urls;
    this.consents = consents;
    this.brand = brand;
    this.methods = methods;
    this.account = account;
    this.meter = meter;
  }

  Uni<ApiAnswer> start(StartCheckoutSession request, Caller caller, Claim claim) {
    request.check(urls);
    if (request.saves()) {
      PaymentProblems.mustNotBeByLink(caller);
    }
    return orders
        .get(request.orderId(), caller)
        .call(order -> mustTouchNothingElse(order, caller))
        .flatMap(
            order ->
                order.priceId() == null
                    ? begin(request, caller, claim).flatMap(begun -> answer(request, begun))
                    : subscriptions.start(request, order, caller, claim));
  }

  /**
   * Stripe's page would show the owner's cards to whoever has the link, and beginning a
   * subscription ends what the owner has begun of the same price.
   */
  private Uni<Void> mustTouchNothingElse(OrderView order, Caller caller) {
    if (!caller.isAnybodyByLink()) {
      return Uni.createFrom().voidItem();
    }
    return consents
        .of(order.userId())
        .map(saved -> !saved.isEmpty())
        .flatMap(saved -> saved ? Uni.createFrom().item(true) : byLink.hasOther(order))
        .invoke(
            touches -> {
              if (touches) {
                throw PaymentProblems.linkPaysOnly();
              }
            })
        .chain(
            () ->
                order.priceId() == null
                    ? Uni.createFrom().voidItem()
                    : byLink.mayGiveCard(order.userId(), caller));
  }

  private Uni<Begun> begin(StartCheckoutSession request, Caller caller, Claim claim) {
    return beginning.begin(
        request.orderId(), caller, new ByCheckout(request, caller, brand.name(), methods), claim);
  }

  private Uni<ApiAnswer> answer(StartCheckoutSession request, Begun begun) {
    var order = begun.reconciled().order();
    if (begun.reconciled().payment().status == PaymentStatus.CANCELED) {
      throw order.isPayable()
          ? PaymentProblems.begunInAnotherWay(order.id)
          : OrderProblems.notPayable(order);
    }
    return answer(begun.reconciled(), begun.isNew() ? 201 : 200)
        .invoke(() -> meter.count(request.where(), begun.isNew()));
  }

  /**
   * Answers for the session that an earlier request with the same key began.
   *
   * @param id of its payment or its subscription
   */
  Uni<ApiAnswer> again(long id, StartCheckoutSession request, Caller caller) {
    return orders
        .get(request.orderId(), caller)
        .flatMap(
            order ->
                order.priceId() == null
                    ? before.now(id).flatMap(reconciled -> answer(reconciled, 201))
                    : subscriptions.again(order, id));
  }

  /** The same, where that request has got no answer that stays. */
  Uni<ApiAnswer> resume(long id, StartCheckoutSession request, Caller caller, Claim claim) {
    return orders
        .get(request.orderId(), caller)
        .flatMap(
            order ->
                order.priceId() == null
                    ? before
                        .orAnew(id, () -> begin(request, caller, claim))
                        .flatMap(begun -> answer(request, begun))
                    : subscriptions.resume(request, order, id, caller, claim));
  }

  private Uni<ApiAnswer> answer(Reconciled reconciled, int status) {
    var payment = reconciled.payment();
    if (payment.status == PaymentStatus.FAILED) {
      return refused
          .explain(
              OrderView.of(reconciled.order()),
              payment.stripeRequest,
              payment.failure,
              () -> PaymentProblems.refusedByStripe(reconciled.order(), payment))
          .flatMap(refusal -> Uni.createFrom().<ApiAnswer>failure(refusal));
    }
    var view = CheckoutSessionView.of(payment, reconciled.atStripe(), account.publishableKey());
    if (payment.status == PaymentStatus.PENDING && !view.leadsOn()) {
      throw PaymentProblems.stripeSilent(payment);
    }
    return Uni.createFrom()
        .item(
            new ApiAnswer(
                payment.status.isNotConfirmedByStripe() ? 202 : status, view, payment.id));
  }

  /** The session, if the caller may see it. Stripe is not asked. */
  Uni<CheckoutSessionView> get(String sessionId, Caller caller) {
    if (!sessionId.matches(StripeId.PATTERN)) {
      throw CheckoutProblems.notFound("of that id");
    }
    return transactions
        .read(() -> Payment.<Payment>find("checkout.checkoutSessionId", sessionId).firstResult())
        .flatMap(
            payment ->
                payment == null
                    ? subscriptions.get(sessionId, caller)
                    : Uni.createFrom().item(() -> view(payment, sessionId, caller)));
  }

  private CheckoutSessionView view(Payment payment, String sessionId, Caller caller) {
    caller.mustSee(payment.userId, payment.orderId, "checkoutSession", sessionId);
    return CheckoutSessionView.of(payment, null, account.publishableKey());
  }
}
