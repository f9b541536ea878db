package io.paydesk.payment;

import io.paydesk.caller.Caller;
import io.paydesk.customer.CustomerFlow;
import io.paydesk.idempotency.ApiAnswer;
import io.paydesk.idempotency.Claim;
import io.paydesk.order.LockedOrders;
import io.paydesk.order.Order;
import io.paydesk.order.OrderProblems;
import io.paydesk.payment.PaymentReconciler.Reconciled;
import io.paydesk.problem.Refusal;
import io.paydesk.stripe.AppMetadata;
import io.paydesk.stripe.Installation;
import io.paydesk.stripe.PaymentIntentRequest;
import io.paydesk.stripe.StripeAccountConfig;
import io.paydesk.stripe.StripeOutcome;
import io.paydesk.stripe.StripeOutcome.Done;
import io.paydesk.stripe.StripeOutcome.Refused;
import io.paydesk.trace.LogId;
import io.paydesk.transaction.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** Begins to pay an order, or returns the payment that has begun already. */
@Singleton
public class PaymentFlow {

  /**
   * A payment that has begun already may turn out to be canceled; then a new one begins, at most
   * this often.
   */
  private static final int TRIES = 3;

  private final Transactions transactions;
  private final CustomerFlow customers;
  private final PaymentReconciler reconciler;
  private final LostPayments lost;
  private final PaymentDeadline deadline;
  private final Installation installation;
  private final StripeAccountConfig account;

  PaymentFlow(
      Transactions transactions,
      CustomerFlow customers,
      PaymentReconciler reconciler,
      LostPayments lost,
      PaymentDeadline deadline,
      Installation installation,
      StripeAccountConfig account) {
    this.transactions = transactions;
    this.customers = customers;
    this.reconciler = reconciler;
    this.lost = lost;
    this.deadline = deadline;
    this.installation = installation;
    this.account = account;
  }

  private record Begun(long paymentId, boolean isNew) {}

  Uni<ApiAnswer> start(StartPayment request, Caller caller, Claim claim) {
    LogId.ORDER.record(request.orderId());
    return transactions
        .read(() -> asked(request.orderId()))
        .invoke(asked -> caller.mustSee(asked.order.userId, "order", asked.order.id))
        // First without a lock, so that Stripe gets no customer for an order that cannot be paid;
        // again under the order's lock.
        .invoke(
            asked -> {
              if (asked.isPast) {
                throw OrderProblems.expired(asked.order);
              }
              check(request, asked.order);
            })
        .call(asked -> lost.learn(asked.lost))
        .flatMap(asked -> start(request, asked.order, claim, TRIES));
  }

  private record Asked(Order order, List<Payment> lost, boolean isPast) {}

  private Uni<Asked> asked(long orderId) {
    return Order.<Order>findById(orderId)
        .onItem()
        .ifNull()
        .failWith(() -> OrderProblems.notFound(orderId))
        .flatMap(
            order ->
                OrderPayments.lost(orderId)
                    .flatMap(
                        lost -> deadline.isPast(order).map(past -> new Asked(order, lost, past))));
  }

  private Uni<ApiAnswer> start(StartPayment request, Order asked, Claim claim, int tries) {
    var payer = asked.userId;
    return customers
        .ensure(payer, asked.payer())
        .map(PaymentFlow::customerOf)
        .flatMap(
            customer ->
                transactions.write(() -> begin(request, customer, installation.id(), claim)))
        .flatMap(
            begun ->
                reconciler
                    .reconcile(begun.paymentId)
                    .flatMap(
                        reconciled ->
                            tries > 1 && isToBeginAnew(begun, reconciled.payment())
                                ? renewCustomer(payer, reconciled.payment())
                                    .flatMap(x -> start(request, asked, claim, tries - 1))
                                : Uni.createFrom()
                                    .item(() -> answer(reconciled, begun.isNew ? 201 : 200))));
  }

  private static String customerOf(StripeOutcome<String> outcome) {
    if (outcome instanceof Done<String> done) {
      return done.value();
    }
    if (outcome instanceof Refused<String> refused) {
      throw PaymentProblems.refusedByStripe(refused.code(), refused.message());
    }
    throw PaymentProblems.stripeSilent();
  }

  /**
   * The payment that had begun already is over, or Stripe no longer knows the customer, for example
   * after a clean-up there.
   */
  private static boolean isToBeginAnew(Begun begun, Payment payment) {
    return isOver(payment) && (!begun.isNew || payment.isRefusedAsMissing());
  }

  private Uni<Void> renewCustomer(String payer, Payment over) {
    return over.isRefusedAsMissing()
        ? customers.forget(payer, over.customerId)
        : Uni.createFrom().voidItem();
  }

  private static boolean isOver(Payment payment) {
    return payment.status == PaymentStatus.CANCELED || payment.status == PaymentStatus.FAILED;
  }

  /**
   * Under the order's lock: a second request waits here, and then finds the payment of the first.
   */
  private Uni<Begun> begin(
      StartPayment request, String customer, UUID installationId, Claim claim) {
    return LockedOrders.of(request.orderId())
        .lock()
        .map(locked -> locked.order(request.orderId()))
        .invoke(order -> check(request, order))
        .flatMap(
            order ->
                OrderPayments.live(order.id)
                    .call(live -> deadline.mustNotBePast(order, live))
                    .flatMap(
                        live ->
                            live == null
                                ? insert(order, customer, installationId)
                                    .map(made -> new Begun(made.id, true))
                                : Uni.createFrom().item(new Begun(live.id, false))))
        .call(begun -> claim.made(begun.paymentId));
  }

  private static void check(StartPayment request, Order order) {
    if (order.status.isPaid()) {
      throw OrderProblems.alreadyPaid(order);
    }
    if (!order.isPayable() || order.isForSubscription()) {
      throw OrderProblems.notPayable(order);
    }
    if (request.currency() != null
        && !request.currency().toLowerCase(Locale.ROOT).equals(order.currency)) {
      throw PaymentProblems.currencyMismatch(order);
    }
    if (request.amount() != null && request.amount() != order.amount) {
      throw PaymentProblems.amountMismatch(order, request.amount());
    }
  }

  private static Uni<Payment> insert(Order order, String customer, UUID installationId) {
    var payment = new Payment();
    payment.orderId = order.id;
    payment.userId = order.userId;
    payment.uuid = UUID.randomUUID();
    payment.origin = PaymentOrigin.ONE_TIME;
    payment.amount = order.amount;
    payment.currency = order.currency;
    payment.customerId = customer;
    payment.capture = order.capture;
    payment.renewKey();
    var ids = Map.of("paydesk_order", Long.toString(order.id));
    payment.stripeRequest =
        new PaymentIntentRequest(
                order.amount,
                order.currency,
                customer,
                order.description,
                AppMetadata.with(
                    Installation.metadata(installationId, payment.uuid, ids), order.metadata),
                order.statementDescriptorSuffix,
                payment.isCapturedLater() ? true : null)
            .stored();
    return payment.persistAndFlush();
  }

  /** Answers for the payment that an earlier request with the same key began. */
  Uni<ApiAnswer> again(long paymentId) {
    return reconciler.reconcile(paymentId).map(reconciled -> answer(reconciled, 201));
  }

  private ApiAnswer answer(Reconciled reconciled, int status) {
    var payment = reconciled.payment();
    if (payment.status == PaymentStatus.FAILED) {
      throw PaymentProblems.refusedByStripe(payment);
    }
    if (payment.status.hasMoney() && status == 200) {
      throw endedAlready(reconciled.order());
    }
    boolean known = !payment.status.isNotConfirmedByStripe();
    if (known && payment.status.isLive() && reconciled.clientSecret() == null) {
      throw PaymentProblems.stripeSilent(payment);
    }
    return new ApiAnswer(
        known ? status : 202,
        StartedPaymentView.of(payment, reconciled.clientSecret(), account.publishableKey()),
        payment.id);
  }

  private static Refusal endedAlready(Order order) {
    return order.status.isPaid()
        ? OrderProblems.alreadyPaid(order)
        : OrderProblems.notPayable(order);
  }
}
