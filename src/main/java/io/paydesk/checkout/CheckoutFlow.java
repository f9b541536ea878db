package io.paydesk.checkout;

import io.micrometer.core.instrument.MeterRegistry;
import io.paydesk.brand.BrandConfig;
import io.paydesk.caller.Caller;
import io.paydesk.idempotency.ApiAnswer;
import io.paydesk.idempotency.Claim;
import io.paydesk.order.OrderProblems;
import io.paydesk.payment.Payment;
import io.paydesk.payment.PaymentBeginning;
import io.paydesk.payment.PaymentBeginning.Begun;
import io.paydesk.payment.PaymentProblems;
import io.paydesk.payment.PaymentReconciler;
import io.paydesk.payment.PaymentReconciler.Reconciled;
import io.paydesk.payment.PaymentStatus;
import io.paydesk.stripe.StripeAccountConfig;
import io.paydesk.stripe.StripeId;
import io.paydesk.transaction.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/**
 * Begins to pay an order by a checkout session, or hands back the session that has begun already.
 */
@Singleton
class CheckoutFlow {

  private final Transactions transactions;
  private final PaymentBeginning beginning;
  private final PaymentReconciler reconciler;
  private final ReturnUrls urls;
  private final BrandConfig brand;
  private final StripeAccountConfig account;
  private final MeterRegistry meters;

  CheckoutFlow(
      Transactions transactions,
      PaymentBeginning beginning,
      PaymentReconciler reconciler,
      ReturnUrls urls,
      BrandConfig brand,
      StripeAccountConfig account,
      MeterRegistry meters) {
    this.transactions = transactions;
    this.beginning = beginning;
    this.reconciler = reconciler;
    this.urls = urls;
    this.brand = brand;
    this.account = account;
    this.meters = meters;
  }

  Uni<ApiAnswer> start(StartCheckoutSession request, Caller caller, Claim claim) {
    request.check(urls);
    return beginning
        .begin(request.orderId(), caller, new ByCheckout(request, brand.name()), claim)
        .map(begun -> answer(request, begun));
  }

  private ApiAnswer answer(StartCheckoutSession request, Begun begun) {
    var order = begun.reconciled().order();
    if (begun.reconciled().payment().status == PaymentStatus.CANCELED) {
      throw order.isPayable()
          ? PaymentProblems.begunInAnotherWay(order.id)
          : OrderProblems.notPayable(order);
    }
    var answer = answer(begun.reconciled(), begun.isNew() ? 201 : 200);
    meters
        .counter(
            "paydesk.checkout.sessions",
            "surface",
            request.where().text(),
            "outcome",
            begun.isNew() ? "begun" : "handed_back")
        .increment();
    return answer;
  }

  /** Answers for the session that an earlier request with the same key began. */
  Uni<ApiAnswer> again(long paymentId) {
    return reconciler.reconcile(paymentId).map(reconciled -> answer(reconciled, 201));
  }

  private ApiAnswer answer(Reconciled reconciled, int status) {
    var payment = reconciled.payment();
    if (payment.status == PaymentStatus.FAILED) {
      if (CheckoutProblems.isAboutACode(reconciled.order(), payment)) {
        throw CheckoutProblems.promotionCodeRefused(reconciled.order(), payment);
      }
      throw PaymentProblems.refusedByStripe(payment);
    }
    var view = CheckoutSessionView.of(payment, reconciled.atStripe(), account.publishableKey());
    if (payment.status == PaymentStatus.PENDING && !view.leadsOn()) {
      throw PaymentProblems.stripeSilent(payment);
    }
    return new ApiAnswer(payment.status.isNotConfirmedByStripe() ? 202 : status, view, payment.id);
  }

  /** The session, if the caller may see it. Stripe is not asked. */
  Uni<CheckoutSessionView> get(String sessionId, Caller caller) {
    if (!sessionId.matches(StripeId.PATTERN)) {
      throw CheckoutProblems.notFound("of that id");
    }
    return transactions
        .read(() -> Payment.<Payment>find("checkout.checkoutSessionId", sessionId).firstResult())
        .onItem()
        .ifNull()
        .failWith(() -> CheckoutProblems.notFound(sessionId))
        .invoke(payment -> caller.mustSee(payment.userId, "checkoutSession", sessionId))
        .map(payment -> CheckoutSessionView.of(payment, null, account.publishableKey()));
  }
}
