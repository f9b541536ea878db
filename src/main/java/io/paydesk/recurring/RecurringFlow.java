package io.paydesk.recurring;

import io.paydesk.caller.Caller;
import io.paydesk.changed.Transactions;
import io.paydesk.customer.CustomerFlow;
import io.paydesk.idempotency.Answer;
import io.paydesk.idempotency.Claim;
import io.paydesk.order.OrderFlow;
import io.paydesk.order.OrderView;
import io.paydesk.recurring.Beginning.Begun;
import io.paydesk.recurring.RecurringSettlement.Settled;
import io.paydesk.stripe.Installation;
import io.paydesk.stripe.PriceSnapshot;
import io.paydesk.stripe.StripeAccountConfig;
import io.paydesk.stripe.StripeOutcome;
import io.paydesk.stripe.StripeOutcome.Done;
import io.paydesk.stripe.StripeOutcome.Refused;
import io.paydesk.stripe.SubscriptionGateway;
import io.paydesk.trace.LogId;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** Begins a subscription, or hands back the one that has begun already. */
@Singleton
class RecurringFlow {

  /** unique_violation: somebody else began one of the same user and price just now. */
  private static final String TAKEN = "23505";

  /** What is handed back may turn out to be over, and then a new one is begun; not for ever. */
  private static final int TRIES = 3;

  private final Transactions transactions;
  private final OrderFlow orders;
  private final CustomerFlow customers;
  private final SubscriptionGateway stripe;
  private final RecurringSettlement settlement;
  private final UnpaidBeginnings unpaid;
  private final DueInvoices due;
  private final Installation installation;
  private final StripeAccountConfig account;

  RecurringFlow(
      Transactions transactions,
      OrderFlow orders,
      CustomerFlow customers,
      SubscriptionGateway stripe,
      RecurringSettlement settlement,
      UnpaidBeginnings unpaid,
      DueInvoices due,
      Installation installation,
      StripeAccountConfig account) {
    this.transactions = transactions;
    this.orders = orders;
    this.customers = customers;
    this.stripe = stripe;
    this.settlement = settlement;
    this.unpaid = unpaid;
    this.due = due;
    this.installation = installation;
    this.account = account;
  }

  Uni<Answer> start(StartRecurringPayment request, Caller caller, Claim claim) {
    LogId.ORDER.note(request.orderId());
    return orders
        .get(request.orderId(), caller)
        .flatMap(order -> start(order, request, claim, TRIES));
  }

  private Uni<Answer> start(
      OrderView order, StartRecurringPayment request, Claim claim, int tries) {
    if (order.priceId() == null) {
      throw RecurringProblems.notASubscription(order.id());
    }
    // Its own is handed back whatever became of the price meanwhile, and costs no call for that.
    return transactions
        .write(() -> Beginning.own(request.orderId(), claim))
        .flatMap(
            own ->
                own.isPresent() ? Uni.createFrom().item(own.get()) : begin(order, request, claim))
        .flatMap(
            begun ->
                settlement
                    .settle(begun.id())
                    .flatMap(
                        settled ->
                            tries > 1 && isToBeginAnew(begun, settled.recurring())
                                ? renewCustomer(order.userId(), settled.recurring())
                                    .flatMap(x -> start(order, request, claim, tries - 1))
                                : Uni.createFrom()
                                    .deferred(() -> answer(settled, begun.isNew() ? 201 : 200))));
  }

  private Uni<Begun> begin(OrderView order, StartRecurringPayment request, Claim claim) {
    return price(order)
        .flatMap(
            price ->
                transactions
                    .read(() -> Beginning.check(request, price))
                    .flatMap(unpaid::end)
                    .flatMap(checked -> customers.ensure(order.userId()))
                    .map(RecurringFlow::customerOf)
                    .flatMap(customer -> begin(request, price, customer, claim)));
  }

  private Uni<PriceSnapshot> price(OrderView order) {
    return stripe
        .price(order.priceId())
        .map(
            outcome -> {
              if (outcome instanceof Done<PriceSnapshot> done) {
                return done.value();
              }
              throw outcome instanceof Refused<PriceSnapshot>
                  ? RecurringProblems.priceNotFound(order.priceId())
                  : RecurringProblems.stripeSilent();
            });
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
    return installation
        .id()
        .flatMap(
            here ->
                transactions
                    .write(() -> Beginning.insertOrFind(request, price, customer, here, claim))
                    .onFailure(failure -> TAKEN.equals(Transactions.sqlState(failure)))
                    .retry()
                    .atMost(1));
  }

  /** Answers for one that an earlier request with the same key began. */
  Uni<Answer> again(long id) {
    return settlement.settle(id).flatMap(settled -> answer(settled, 201));
  }

  private Uni<Answer> answer(Settled settled, int status) {
    var recurring = settled.recurring();
    if (recurring.isRefused()) {
      throw RecurringProblems.refusedByStripe(recurring);
    }
    boolean known = !recurring.status.isUnheardOf();
    if (known && recurring.status.isLive() && settled.seen() == null) {
      throw RecurringProblems.stripeSilent(recurring);
    }
    return view(settled).map(view -> new Answer(known ? status : 202, view, recurring.id));
  }

  /** Of one whose renewals failed, the latest invoice need not be the one that is due first. */
  private Uni<StartedRecurringPaymentView> view(Settled settled) {
    var recurring = settled.recurring();
    return recurring.status.isBehind()
        ? due(settled)
        : Uni.createFrom()
            .item(
                StartedRecurringPaymentView.of(
                    recurring, settled.seen(), account.publishableKey()));
  }

  private Uni<StartedRecurringPaymentView> due(Settled settled) {
    return due.of(settled.recurring(), settled.seen())
        .map(
            open ->
                StartedRecurringPaymentView.of(
                    settled.recurring(), settled.seen(), open, account.publishableKey()));
  }

  /** What the payer's browser needs to pay what is open, or to give a card. */
  Uni<Answer> pay(long id) {
    return settlement
        .settle(id)
        .flatMap(
            settled -> {
              var recurring = settled.recurring();
              if (!recurring.status.isLive()
                  || recurring.change != null && recurring.change.isEnd()) {
                throw RecurringProblems.nothingToPay(recurring);
              }
              if (settled.seen() == null) {
                throw RecurringProblems.stripeSilent(recurring);
              }
              return due(settled);
            })
        .map(
            view -> {
              if (view.clientSecretType() == ClientSecretType.NONE) {
                throw RecurringProblems.nothingToPay(view.recurringPayment());
              }
              return new Answer(200, view, id);
            });
  }
}
