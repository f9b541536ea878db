package io.paydesk.recurring;

import static java.util.Objects.requireNonNull;

import io.paydesk.customer.CustomerFlow;
import io.paydesk.idempotency.Claim;
import io.paydesk.order.OrderDeadline;
import io.paydesk.order.OrderView;
import io.paydesk.order.ReceiptEmail;
import io.paydesk.payment.PaymentProblems;
import io.paydesk.recurring.Beginning.Begun;
import io.paydesk.recurring.Beginning.Found;
import io.paydesk.recurring.RecurringReconciler.Reconciled;
import io.paydesk.stripe.CustomerDetails;
import io.paydesk.stripe.Installation;
import io.paydesk.stripe.PriceSnapshot;
import io.paydesk.stripe.StripeOutcome;
import io.paydesk.stripe.StripeOutcome.Done;
import io.paydesk.stripe.StripeOutcome.Refused;
import io.paydesk.stripe.SubscriptionGateway;
import io.paydesk.transaction.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/**
 * Begins an order's subscription in one way, or finds that this has begun. What has begun in
 * another way ends at Stripe first, so that nobody pays twice.
 */
@Singleton
public class RecurringBeginning {

  /** unique_violation: another request has just begun one of the same user and price. */
  private static final String TAKEN = "23505";

  /**
   * What has begun already may turn out to be over, or be in another way; then a new one begins, at
   * most this often.
   */
  private static final int TRIES = 3;

  private final Transactions transactions;
  private final OrderDeadline deadline;
  private final CustomerFlow customers;
  private final SubscriptionGateway stripe;
  private final RecurringReconciler reconciler;
  private final UnpaidBeginnings unpaid;
  private final EndedBeginnings ended;
  private final Installation installation;

  RecurringBeginning(
      Transactions transactions,
      OrderDeadline deadline,
      CustomerFlow customers,
      SubscriptionGateway stripe,
      RecurringReconciler reconciler,
      UnpaidBeginnings unpaid,
      EndedBeginnings ended,
      Installation installation) {
    this.transactions = transactions;
    this.deadline = deadline;
    this.customers = customers;
    this.stripe = stripe;
    this.reconciler = reconciler;
    this.unpaid = unpaid;
    this.ended = ended;
    this.installation = installation;
  }

  /**
   * A subscription after Stripe was asked.
   *
   * @param isNew whether it began now
   */
  public record Started(Reconciled reconciled, boolean isNew) {}

  /**
   * @param order that the caller may see
   * @throws io.paydesk.problem.Refusal where its subscription cannot begin, or not in this way or
   *     not now
   */
  public Uni<Started> begin(OrderView order, WayToSubscribe way, Claim claim) {
    return begin(order, way, claim, TRIES);
  }

  private Uni<Started> begin(OrderView order, WayToSubscribe way, Claim claim, int tries) {
    if (order.priceId() == null) {
      throw RecurringProblems.notASubscription(order.id());
    }
    // What has begun in this way is returned whatever happened to the price, and without asking
    // Stripe for it.
    return transactions
        .write(() -> Beginning.own(order.id(), way, deadline, claim))
        .flatMap(
            own -> own.isPresent() ? Uni.createFrom().item(own.get()) : make(order, way, claim))
        .flatMap(
            begun ->
                begun.found() == Found.ANOTHER_WAY
                    ? again(order, way, claim, tries)
                    : reconciler
                        .reconcile(begun.id())
                        .flatMap(reconciled -> goOn(order, way, claim, tries, begun, reconciled)));
  }

  /** Somebody has begun another way meanwhile, so the order is not without any. */
  private Uni<Started> again(OrderView order, WayToSubscribe way, Claim claim, int tries) {
    return tries > 1
        ? begin(order, way, claim, tries - 1)
        : Uni.createFrom().failure(PaymentProblems.begunInAnotherWay(order.id()));
  }

  private Uni<Started> goOn(
      OrderView order,
      WayToSubscribe way,
      Claim claim,
      int tries,
      Begun begun,
      Reconciled reconciled) {
    var row = reconciled.recurring();
    boolean isNew = begun.found() == Found.NOTHING;
    if (tries > 1 && !row.status.isLive() && (!isNew || row.isWithoutCustomer())) {
      return renewCustomer(order, row).flatMap(x -> begin(order, way, claim, tries - 1));
    }
    return Uni.createFrom().item(new Started(reconciled, isNew));
  }

  private Uni<Begun> make(OrderView order, WayToSubscribe way, Claim claim) {
    return price(order)
        .call(price -> ended.learn(order.id()))
        .flatMap(
            price ->
                transactions
                    .read(() -> Beginning.check(way, price, deadline))
                    .flatMap(unpaid::end)
                    .flatMap(checked -> customers.ensure(order.userId(), payer(order)))
                    .map(RecurringBeginning::customerOf)
                    .flatMap(customer -> insert(way, price, customer, claim)));
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

  private Uni<Begun> insert(WayToSubscribe way, PriceSnapshot price, String customer, Claim claim) {
    return transactions
        .write(
            () -> Beginning.insertOrFind(way, price, customer, installation.id(), deadline, claim))
        .onFailure(failure -> TAKEN.equals(Transactions.sqlState(failure)))
        .retry()
        .atMost(1);
  }

  private Uni<Void> renewCustomer(OrderView order, RecurringPayment over) {
    return over.isWithoutCustomer()
        ? customers.forget(order.userId(), over.customerId)
        : Uni.createFrom().voidItem();
  }
}
