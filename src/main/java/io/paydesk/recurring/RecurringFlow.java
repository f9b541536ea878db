package io.paydesk.recurring;

import static java.util.Objects.requireNonNull;

import io.paydesk.caller.Caller;
import io.paydesk.idempotency.ApiAnswer;
import io.paydesk.idempotency.Claim;
import io.paydesk.order.Order;
import io.paydesk.order.OrderDeadline;
import io.paydesk.order.OrderReader;
import io.paydesk.payment.PaymentProblems;
import io.paydesk.recurring.RecurringReconciler.Reconciled;
import io.paydesk.stripe.StripeAccountConfig;
import io.paydesk.trace.LogId;
import io.paydesk.transaction.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** Begins a subscription, or returns the one that has begun already. */
@Singleton
class RecurringFlow {

  private final Transactions transactions;
  private final OrderReader orders;
  private final OrderDeadline deadline;
  private final RecurringBeginning beginning;
  private final BegunSubscription before;
  private final RecurringReconciler reconciler;
  private final DueInvoices due;
  private final SubscribingByLink byLink;
  private final StripeAccountConfig account;

  RecurringFlow(
      Transactions transactions,
      OrderReader orders,
      OrderDeadline deadline,
      RecurringBeginning beginning,
      BegunSubscription before,
      RecurringReconciler reconciler,
      DueInvoices due,
      SubscribingByLink byLink,
      StripeAccountConfig account) {
    this.transactions = transactions;
    this.orders = orders;
    this.deadline = deadline;
    this.beginning = beginning;
    this.before = before;
    this.reconciler = reconciler;
    this.due = due;
    this.byLink = byLink;
    this.account = account;
  }

  Uni<ApiAnswer> start(StartRecurringPayment request, Caller caller, Claim claim) {
    LogId.ORDER.record(request.orderId());
    return orders
        .get(request.orderId(), caller)
        .call(order -> byLink.mustTouchNothingElse(order, caller))
        .flatMap(order -> beginning.begin(order, way(request, caller), claim))
        .invoke(started -> mustGoOn(started.reconciled().recurring()))
        .flatMap(started -> answer(started.reconciled(), started.isNew() ? 201 : 200));
  }

  private static WayToSubscribe way(StartRecurringPayment request, Caller caller) {
    return new ByRequest(request, caller.isAnybodyByLink());
  }

  private static void mustGoOn(RecurringPayment row) {
    if (row.isOverAfterItBegan()) {
      throw PaymentProblems.begunInAnotherWay(row.orderId);
    }
  }

  /** Answers for the subscription that an earlier request with the same key began. */
  Uni<ApiAnswer> again(long id) {
    return before.now(id).flatMap(reconciled -> answer(reconciled, 201));
  }

  /** The same, where that request has got no answer that stays. */
  Uni<ApiAnswer> resume(long id, StartRecurringPayment request, Caller caller, Claim claim) {
    return before.orAnew(id, begun -> answer(begun, 201), () -> start(request, caller, claim));
  }

  private Uni<ApiAnswer> answer(Reconciled reconciled, int status) {
    var recurring = reconciled.recurring();
    if (recurring.isRefused()) {
      throw RecurringProblems.refusedByStripe(recurring);
    }
    boolean known = !recurring.status.isNotConfirmedByStripe();
    if (known && recurring.status.isLive() && reconciled.seen() == null) {
      throw RecurringProblems.stripeSilent(recurring);
    }
    return view(reconciled).map(view -> new ApiAnswer(known ? status : 202, view, recurring.id));
  }

  /** After failed renewals, the latest invoice need not be the one to pay first. */
  private Uni<StartedRecurringPaymentView> view(Reconciled reconciled) {
    var recurring = reconciled.recurring();
    if (recurring.status.isBehind()) {
      return due(reconciled);
    }
    return Uni.createFrom()
        .item(
            StartedRecurringPaymentView.of(recurring, reconciled.seen(), account.publishableKey()));
  }

  private Uni<StartedRecurringPaymentView> due(Reconciled reconciled) {
    return due.of(reconciled.recurring(), requireNonNull(reconciled.seen()))
        .map(
            open ->
                StartedRecurringPaymentView.of(
                    reconciled.recurring(), reconciled.seen(), open, account.publishableKey()));
  }

  /** What the payer's browser needs to pay an open invoice, or to give a card. */
  Uni<ApiAnswer> pay(long id) {
    return reconciler
        .reconcile(id)
        .call(reconciled -> mustBeInTime(reconciled.recurring()))
        .flatMap(
            reconciled -> {
              var recurring = reconciled.recurring();
              if (!recurring.status.isLive()
                  || recurring.change != null && recurring.change.isEnd()) {
                throw RecurringProblems.nothingToPay(recurring);
              }
              if (reconciled.session() != null) {
                throw RecurringProblems.nothingToPay(recurring);
              }
              if (reconciled.seen() == null) {
                throw RecurringProblems.stripeSilent(recurring);
              }
              return due(reconciled);
            })
        .map(
            view -> {
              if (view.clientSecretType() == ClientSecretType.NONE) {
                throw RecurringProblems.nothingToPay(view.recurringPayment());
              }
              return new ApiAnswer(200, view, id);
            });
  }

  private Uni<Void> mustBeInTime(RecurringPayment row) {
    return row.status == RecurringPaymentStatus.INCOMPLETE
        ? transactions.read(
            () -> Order.<Order>findById(row.orderId).flatMap(deadline::mustNotBePast))
        : Uni.createFrom().voidItem();
  }
}
