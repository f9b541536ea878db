package io.paydesk.checkout;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.MeterRegistry;
import io.paydesk.caller.Caller;
import io.paydesk.idempotency.ApiAnswer;
import io.paydesk.idempotency.Claim;
import io.paydesk.order.Order;
import io.paydesk.order.OrderDeadline;
import io.paydesk.order.OrderFlow;
import io.paydesk.order.OrderProblems;
import io.paydesk.order.OrderView;
import io.paydesk.payment.PaymentProblems;
import io.paydesk.recurring.RecurringBeginning;
import io.paydesk.recurring.RecurringBeginning.Started;
import io.paydesk.recurring.RecurringPayment;
import io.paydesk.recurring.RecurringPaymentStatus;
import io.paydesk.recurring.RecurringProblems;
import io.paydesk.recurring.RecurringReconciler;
import io.paydesk.recurring.RecurringReconciler.Reconciled;
import io.paydesk.recurring.StartRecurringPayment;
import io.paydesk.stripe.MethodConfiguration;
import io.paydesk.stripe.StripeAccountConfig;
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
  private final OrderFlow orders;
  private final RecurringBeginning beginning;
  private final RecurringReconciler reconciler;
  private final RefusedSession refused;
  private final OrderDeadline deadline;
  private final MethodConfiguration methods;
  private final StripeAccountConfig account;
  private final MeterRegistry meters;

  SubscriptionCheckoutFlow(
      Transactions transactions,
      OrderFlow orders,
      RecurringBeginning beginning,
      RecurringReconciler reconciler,
      RefusedSession refused,
      OrderDeadline deadline,
      MethodConfiguration methods,
      StripeAccountConfig account,
      MeterRegistry meters) {
    this.transactions = transactions;
    this.orders = orders;
    this.beginning = beginning;
    this.reconciler = reconciler;
    this.refused = refused;
    this.deadline = deadline;
    this.methods = methods;
    this.account = account;
    this.meters = meters;
  }

  /**
   * @param order for a subscription, that the caller may see
   */
  Uni<ApiAnswer> start(StartCheckoutSession request, OrderView order, Claim claim) {
    LogId.ORDER.record(order.id());
    var asOrdered =
        new StartRecurringPayment(order.id(), requireNonNull(order.priceId()), null, null);
    return beginning
        .begin(order, new SubscribingByCheckout(request, asOrdered, methods), claim)
        .flatMap(started -> answer(request, order, started));
  }

  private Uni<ApiAnswer> answer(StartCheckoutSession request, OrderView order, Started started) {
    var row = started.reconciled().recurring();
    if (isOver(row)) {
      throw PaymentProblems.begunInAnotherWay(order.id());
    }
    return answer(order, started.reconciled(), started.isNew() ? 201 : 200)
        .invoke(
            () ->
                meters
                    .counter(
                        "paydesk.checkout.sessions",
                        "surface",
                        request.where().text(),
                        "outcome",
                        started.isNew() ? "begun" : "handed_back")
                    .increment());
  }

  private static boolean isOver(RecurringPayment row) {
    return !row.status.isLive() && !row.isRefused();
  }

  /** Answers for the session that an earlier request with the same key began. */
  Uni<ApiAnswer> again(OrderView order, long id) {
    return reconciler
        .reconcile(id)
        .call(this::mustBeOpen)
        .flatMap(reconciled -> answer(order, reconciled, 201));
  }

  /** The same, where that request has got no answer that stays. */
  Uni<ApiAnswer> resume(StartCheckoutSession request, OrderView order, long id, Claim claim) {
    return reconciler
        .reconcile(id)
        .flatMap(
            reconciled ->
                isOver(reconciled.recurring())
                    ? start(request, order, claim)
                    : mustBeOpen(reconciled).flatMap(open -> answer(order, reconciled, 201)));
  }

  /** The payer could go on at Stripe, but the order may take no payment any more. */
  private Uni<Void> mustBeOpen(Reconciled reconciled) {
    var row = reconciled.recurring();
    return row.status == RecurringPaymentStatus.INCOMPLETE
        ? transactions.read(
            () ->
                Order.<Order>findById(row.orderId)
                    .invoke(
                        order -> {
                          if (order.isCalledOff()) {
                            throw OrderProblems.notPayable(order);
                          }
                        })
                    .flatMap(deadline::mustNotBePast))
        : Uni.createFrom().voidItem();
  }

  private Uni<ApiAnswer> answer(OrderView order, Reconciled reconciled, int status) {
    var row = reconciled.recurring();
    if (row.isRefused()) {
      return refused
          .explain(order, row.failure, () -> RecurringProblems.refusedByStripe(row))
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
        .invoke(row -> caller.mustSee(row.userId, "checkoutSession", sessionId))
        .flatMap(
            row ->
                orders
                    .get(row.orderId, caller)
                    .map(
                        order ->
                            CheckoutSessionView.of(row, order, null, account.publishableKey())));
  }
}
