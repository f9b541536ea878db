package io.paydesk.recurring;

import static java.util.Objects.requireNonNull;

import io.paydesk.caller.Caller;
import io.paydesk.customer.CustomerFlow;
import io.paydesk.idempotency.ApiAnswer;
import io.paydesk.idempotency.Claim;
import io.paydesk.order.Order;
import io.paydesk.order.OrderDeadline;
import io.paydesk.order.OrderFlow;
import io.paydesk.order.OrderView;
import io.paydesk.order.ReceiptEmail;
import io.paydesk.recurring.Beginning.Begun;
import io.paydesk.recurring.RecurringReconciler.Reconciled;
import io.paydesk.stripe.CustomerDetails;
import io.paydesk.stripe.Installation;
import io.paydesk.stripe.PriceSnapshot;
import io.paydesk.stripe.StripeAccountConfig;
import io.paydesk.stripe.StripeOutcome;
import io.paydesk.stripe.StripeOutcome.Done;
import io.paydesk.stripe.StripeOutcome.Refused;
import io.paydesk.stripe.SubscriptionGateway;
import io.paydesk.trace.LogId;
import io.paydesk.transaction.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** Begins a subscription, or returns the one that has begun already. */
@Singleton
class RecurringFlow {

  /** unique_violation: another request has just begun one of the same user and price. */
  private static final String TAKEN = "23505";

  /**
   * A subscription that has begun already may turn out to be over; then a new one begins, at most
   * this often.
   */
  private static final int TRIES = 3;

  private final Transactions transactions;
  private final OrderFlow orders;
  private final OrderDeadline deadline;
  private final CustomerFlow customers;
  private final SubscriptionGateway stripe;
  private final RecurringReconciler reconciler;
  private final UnpaidBeginnings unpaid;
  private final EndedBeginnings ended;
  private final DueInvoices due;
  private final Installation installation;
  private final StripeAccountConfig account;

  RecurringFlow(
      Transactions transactions,
      OrderFlow orders,
      OrderDeadline deadline,
      CustomerFlow customers,
      SubscriptionGateway stripe,
      RecurringReconciler reconciler,
      UnpaidBeginnings unpaid,
      EndedBeginnings ended,
      DueInvoices due,
      Installation installation,
      StripeAccountConfig account) {
    this.transactions = transactions;
    this.orders = orders;
    this.deadline = deadline;
    this.customers = customers;
    this.stripe = stripe;
    this.reconciler = reconciler;
    this.unpaid = unpaid;
    this.ended = ended;
    this.due = due;
    this.installation = installation;
    this.account = account;
  }

  Uni<ApiAnswer> start(StartRecurringPayment request, Caller caller, Claim claim) {
    LogId.ORDER.record(request.orderId());
    return orders
        .get(request.orderId(), caller)
        .flatMap(order -> start(order, request, claim, TRIES));
  }

  private Uni<ApiAnswer> start(
      OrderView order, StartRecurringPayment request, Claim claim, int tries) {
    if (order.priceId() == null) {
      throw RecurringProblems.notASubscription(order.id());
    }
    // The order's own subscription is returned whatever happened to the price, and without asking
    // Stripe for it.
    return transactions
        .write(() -> Beginning.own(request.orderId(), deadline, claim))
        .flatMap(
            own ->
                own.isPresent() ? Uni.createFrom().item(own.get()) : begin(order, request, claim))
        .flatMap(
            begun ->
                reconciler
                    .reconcile(begun.id())
                    .flatMap(
                        reconciled ->
                            tries > 1 && isToBeginAnew(begun, reconciled.recurring())
                                ? renewCustomer(order.userId(), reconciled.recurring())
                                    .flatMap(x -> start(order, request, claim, tries - 1))
                                : Uni.createFrom()
                                    .deferred(
                                        () -> answer(reconciled, begun.isNew() ? 201 : 200))));
  }

  private Uni<Begun> begin(OrderView order, StartRecurringPayment request, Claim claim) {
    return price(order)
        .call(price -> ended.learn(order.id()))
        .flatMap(
            price ->
                transactions
                    .read(() -> Beginning.check(request, price, deadline))
                    .flatMap(unpaid::end)
                    .flatMap(checked -> customers.ensure(order.userId(), payer(order)))
                    .map(RecurringFlow::customerOf)
                    .flatMap(customer -> begin(request, price, customer, claim)));
  }

  private Uni<PriceSnapshot> price(OrderView order) {
    return stripe
        .price(requireNonNull(order.priceId()))
        .map(
            outcome -> {
              if (outcome instanceof Done<PriceSnapshot> done) {
                return done.value();
              }
              throw outcome instanceof Refused<PriceSnapshot>
                  ? RecurringProblems.priceNotFound(requireNonNull(order.priceId()))
                  : RecurringProblems.stripeSilent();
            });
  }

  private static CustomerDetails payer(OrderView order) {
    return ReceiptEmail.payer(order.receiptEmail(), order.payerName());
  }

  private static String customerOf(StripeOutcome<String> outcome) {
    if (outcome instanceof Done<String> done) {
      return done.value();
    }
    throw outcome instanceof Refused<String> refused
        ? RecurringProblems.refusedByStripe(refused.code(), refused.message())
        : RecurringProblems.stripeSilent();
  }

  private static boolean isToBeginAnew(Begun begun, RecurringPayment recurring) {
    return !recurring.status.isLive() && (!begun.isNew() || recurring.isRefusedAsMissing());
  }

  private Uni<Void> renewCustomer(String payer, RecurringPayment over) {
    return over.isRefusedAsMissing()
        ? customers.forget(payer, over.customerId)
        : Uni.createFrom().voidItem();
  }

  private Uni<Begun> begin(
      StartRecurringPayment request, PriceSnapshot price, String customer, Claim claim) {
    return transactions
        .write(
            () ->
                Beginning.insertOrFind(
                    request, price, customer, installation.id(), deadline, claim))
        .onFailure(failure -> TAKEN.equals(Transactions.sqlState(failure)))
        .retry()
        .atMost(1);
  }

  /** Answers for the subscription that an earlier request with the same key began. */
  Uni<ApiAnswer> again(long id) {
    return reconciler.reconcile(id).flatMap(reconciled -> answer(reconciled, 201));
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
