package io.paydesk.payment;

import io.paydesk.caller.Caller;
import io.paydesk.caller.Guest;
import io.paydesk.customer.CustomerFlow;
import io.paydesk.idempotency.Claim;
import io.paydesk.order.LockedOrders;
import io.paydesk.order.Order;
import io.paydesk.order.OrderProblems;
import io.paydesk.payment.PaymentReconciler.Reconciled;
import io.paydesk.problem.Refusal;
import io.paydesk.stripe.Installation;
import io.paydesk.stripe.StripeOutcome;
import io.paydesk.stripe.StripeOutcome.Done;
import io.paydesk.stripe.StripeOutcome.Refused;
import io.paydesk.trace.LogId;
import io.paydesk.transaction.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/**
 * Begins to pay an order in one way, or finds that this has begun. What has begun in another way
 * ends at Stripe first: only when Stripe says that it is over does a new payment begin, so that
 * nobody pays twice.
 */
@Singleton
public class PaymentBeginning {

  /**
   * What has begun already may turn out to be over, or be in another way; then a new payment
   * begins, at most this often.
   */
  private static final int TRIES = 3;

  private final Transactions transactions;
  private final CustomerFlow customers;
  private final PaymentReconciler reconciler;
  private final LostPayments lost;
  private final OtherWay other;
  private final PaymentDeadline deadline;
  private final Installation installation;

  PaymentBeginning(
      Transactions transactions,
      CustomerFlow customers,
      PaymentReconciler reconciler,
      LostPayments lost,
      OtherWay other,
      PaymentDeadline deadline,
      Installation installation) {
    this.transactions = transactions;
    this.customers = customers;
    this.reconciler = reconciler;
    this.lost = lost;
    this.other = other;
    this.deadline = deadline;
    this.installation = installation;
  }

  /**
   * A payment after Stripe was asked.
   *
   * @param isNew whether it began now
   */
  public record Begun(Reconciled reconciled, boolean isNew) {}

  private record Wish(OrderToPay asked, WayToPay way, Claim claim) {

    long orderId() {
      return asked.order().id;
    }

    String payer() {
      return asked.order().userId;
    }
  }

  /** What the order's lock shows. */
  private enum Found {
    /** Nothing: a new payment began. */
    NOTHING,
    THIS_WAY,
    ANOTHER_WAY
  }

  /**
   * @param made what has begun now, as it is committed; null where something had begun
   */
  private record Start(long paymentId, Found found, @Nullable Payment made) {}

  /**
   * @throws Refusal where the order cannot be paid, or not in this way or not now
   */
  public Uni<Begun> begin(long orderId, Caller caller, WayToPay way, Claim claim) {
    LogId.ORDER.record(orderId);
    return transactions
        .read(() -> OrderToPay.read(orderId, deadline))
        .invoke(asked -> caller.mustSee(asked.order().userId, orderId, "order", orderId))
        // First without a lock, so that Stripe gets no customer for an order that cannot be paid;
        // again under the order's lock.
        .invoke(
            asked -> {
              if (asked.isPast()) {
                throw OrderProblems.expired(asked.order());
              }
              check(way, asked.order());
            })
        .call(asked -> lost.learn(asked.lost()))
        .flatMap(
            asked ->
                way.readyFor(asked.order())
                    .flatMap(ready -> begin(new Wish(asked, ready, claim), TRIES)));
  }

  private Uni<Begun> begin(Wish wish, int tries) {
    return customer(wish, tries)
        .map(PaymentBeginning::customerOf)
        .flatMap(customer -> transactions.write(() -> underLock(wish, customer)))
        .call(start -> endOther(wish, tries, start))
        .flatMap(
            start ->
                reconciled(wish, start)
                    .flatMap(reconciled -> goOn(wish, tries, start, reconciled)));
  }

  /** After the first try Stripe may not know the one that was seen. */
  private Uni<StripeOutcome<String>> customer(Wish wish, int tries) {
    var details = wish.asked.order().payer();
    return tries == TRIES
        ? customers.ensure(wish.payer(), details, wish.asked.customer())
        : customers.ensure(wish.payer(), details);
  }

  private Uni<Reconciled> reconciled(Wish wish, Start start) {
    return start.made == null
        ? reconciler.reconcile(start.paymentId)
        : reconciler.reconcileNew(start.made, wish.asked.at());
  }

  /**
   * Whoever ends another way begins this one, so that callers who take turns do not leave an order
   * without any: the last try ends nothing.
   */
  private Uni<Void> endOther(Wish wish, int tries, Start start) {
    if (start.found != Found.ANOTHER_WAY) {
      return Uni.createFrom().voidItem();
    }
    return tries > 1
        ? other.end(wish.orderId(), start.paymentId)
        : Uni.createFrom().failure(PaymentProblems.begunInAnotherWay(wish.orderId()));
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

  /** A second request waits here for the order's lock, and then finds the payment of the first. */
  private Uni<Start> underLock(Wish wish, String customer) {
    return LockedOrders.of(wish.orderId())
        .withAll(Payment.TABLE)
        .lock()
        .invoke(locked -> check(wish.way, locked.order(wish.orderId())))
        .flatMap(
            locked -> {
              var order = locked.order(wish.orderId());
              var live = OrderPayments.live(locked.rows(Payment.TABLE));
              return deadline
                  .mustNotBePast(order, live)
                  .flatMap(
                      inTime -> live == null ? insert(wish, order, customer) : found(wish, live));
            });
  }

  private static void check(WayToPay way, Order order) {
    if (order.status.isPaid()) {
      throw OrderProblems.alreadyPaid(order);
    }
    if (!order.isPayable() || order.isForSubscription()) {
      throw OrderProblems.notPayable(order);
    }
    if (way.saves() && Guest.is(order.userId)) {
      throw PaymentProblems.guestSavesNothing();
    }
    way.check(order);
  }

  private Uni<Start> insert(Wish wish, Order order, String customer) {
    return wish.way
        .newPayment(order, customer, installation.id())
        .<Payment>persistAndFlush()
        .map(made -> new Start(made.id, Found.NOTHING, made))
        .call(start -> wish.claim.made(start.paymentId));
  }

  private static Uni<Start> found(Wish wish, Payment live) {
    if (!wish.way.goesOnWith(live)) {
      return Uni.createFrom().item(new Start(live.id, Found.ANOTHER_WAY, null));
    }
    wish.way.goOn(live);
    return wish.claim.made(live.id).replaceWith(new Start(live.id, Found.THIS_WAY, null));
  }

  private Uni<Begun> goOn(Wish wish, int tries, Start start, Reconciled reconciled) {
    var payment = reconciled.payment();
    boolean again = start.found != Found.NOTHING || BegunBefore.isWithoutCustomer(payment);
    if (isOver(payment) && again && tries > 1) {
      return renewCustomer(wish.payer(), reconciled).flatMap(x -> begin(wish, tries - 1));
    }
    boolean asWished = start.found == Found.THIS_WAY && wish.way.paysAtOnce();
    if (payment.status.hasMoney() && start.found != Found.NOTHING && !asWished) {
      throw PaymentProblems.endedAlready(reconciled.order());
    }
    if (start.found == Found.ANOTHER_WAY) {
      throw OtherWay.notEnded(payment);
    }
    return Uni.createFrom().item(new Begun(reconciled, start.found == Found.NOTHING));
  }

  private static boolean isOver(Payment payment) {
    return payment.status == PaymentStatus.CANCELED || payment.status == PaymentStatus.FAILED;
  }

  private Uni<Void> renewCustomer(String payer, Reconciled over) {
    return BegunBefore.isWithoutCustomer(over.payment())
        ? customers.forget(payer, over.payment().customerId)
        : Uni.createFrom().voidItem();
  }
}
