package io.paydesk.recurring;

import static java.util.Objects.requireNonNull;

import io.paydesk.idempotency.Claim;
import io.paydesk.order.LockedOrders;
import io.paydesk.order.Order;
import io.paydesk.order.OrderDeadline;
import io.paydesk.order.OrderProblems;
import io.paydesk.payment.PaymentProblems;
import io.paydesk.recurring.WayToSubscribe.Asked;
import io.paydesk.stripe.AppMetadata;
import io.paydesk.stripe.Installation;
import io.paydesk.stripe.PriceSnapshot;
import io.paydesk.stripe.RowCheckout;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * The row that a subscription begins with. It is made under its order's lock: a second request
 * waits there, and then finds the row of the first. Call it in a transaction.
 */
final class Beginning {

  private Beginning() {}

  /** What the order's lock shows. */
  enum Found {
    /** Nothing: a new one began. */
    NOTHING,
    THIS_WAY,
    ANOTHER_WAY
  }

  record Begun(long id, Found found) {}

  /** The order's own live subscription, if it has one that has begun in this way. */
  static Uni<Optional<Begun>> own(
      long orderId, WayToSubscribe way, OrderDeadline deadline, Claim claim) {
    return LockedOrders.of(orderId)
        .lock()
        .map(locked -> locked.order(orderId))
        .flatMap(
            order ->
                known(order)
                    .call(all -> mustBeInTime(order, all, deadline))
                    .map(
                        all ->
                            own(order, all)
                                .filter(way::goesOnWith)
                                .map(row -> new Begun(row.id, Found.THIS_WAY))))
        .call(own -> own.isPresent() ? claim.made(own.get().id) : Uni.createFrom().voidItem());
  }

  /**
   * First without a lock, so that Stripe gets no customer for a subscription that cannot begin;
   * again under the order's lock.
   *
   * @return unpaid subscriptions that are in the way: of other orders, or begun in another way
   */
  static Uni<List<RecurringPayment>> check(
      WayToSubscribe way, PriceSnapshot price, OrderDeadline deadline) {
    long orderId = way.request().orderId();
    return Order.<Order>findById(orderId)
        .onItem()
        .ifNull()
        .failWith(() -> OrderProblems.notFound(orderId))
        .flatMap(
            order ->
                known(order)
                    .call(all -> mustBeInTime(order, all, deadline))
                    .map(
                        all -> {
                          // The order's own may have begun just now, and is returned then.
                          if (own(order, all).filter(way::goesOnWith).isPresent()) {
                            return List.<RecurringPayment>of();
                          }
                          var unpaid =
                              all.stream().filter(other -> isUnpaid(order, other)).toList();
                          var others =
                              all.stream().filter(other -> !unpaid.contains(other)).toList();
                          check(way, order, price, others);
                          mustEndNothingElse(way, order, unpaid);
                          return unpaid;
                        }));
  }

  private static void check(
      WayToSubscribe way, Order order, PriceSnapshot price, List<RecurringPayment> others) {
    RecurringPolicy.check(new RecurringPolicy.Case(order, way.request(), price, others));
    way.check(order);
  }

  /**
   * Whoever has the order's link ends only what it had begun itself in another way: for that the
   * link was made. What its owner began for another order, perhaps just now, stays.
   */
  private static void mustEndNothingElse(
      WayToSubscribe way, Order order, List<RecurringPayment> unpaid) {
    if (way.isByAnybody() && unpaid.stream().anyMatch(other -> other.orderId != order.id)) {
      throw PaymentProblems.linkPaysOnly();
    }
  }

  private static boolean isUnpaid(Order order, RecurringPayment other) {
    boolean ownInAnotherWay =
        other.orderId == order.id && other.status.isLive() && !other.status.isRunning();
    return ownInAnotherWay
        || other.status == RecurringPaymentStatus.INCOMPLETE
            && Objects.equals(order.priceId, other.priceId);
  }

  /** Subscriptions of the order's user and price that Stripe did not know any more. */
  static Uni<List<Long>> believedOver(long orderId) {
    return Order.<Order>findById(orderId)
        .onItem()
        .ifNull()
        .failWith(() -> OrderProblems.notFound(orderId))
        .flatMap(Beginning::known)
        .map(
            all ->
                all.stream()
                    .filter(row -> row.isKnownAtStripe() && row.isOnlyBelievedOver())
                    .map(row -> row.id)
                    .toList());
  }

  /** Subscriptions of an order that are over and still have a check due. */
  static Uni<List<Long>> over(long orderId) {
    return RecurringPayment.<RecurringPayment>list("orderId", orderId)
        .map(
            all ->
                all.stream()
                    .filter(row -> !row.status.isLive() && row.nextCheckAt != null)
                    .map(row -> row.id)
                    .toList());
  }

  static Uni<Begun> insertOrFind(
      WayToSubscribe way,
      PriceSnapshot price,
      String customer,
      UUID installation,
      OrderDeadline deadline,
      Claim claim) {
    long orderId = way.request().orderId();
    return LockedOrders.of(orderId)
        .lock()
        .map(locked -> locked.order(orderId))
        .flatMap(
            order ->
                known(order)
                    .call(all -> mustBeInTime(order, all, deadline))
                    .flatMap(
                        all ->
                            own(order, all)
                                .map(own -> Uni.createFrom().item(found(way, own)))
                                .orElseGet(
                                    () -> {
                                      check(way, order, price, all);
                                      return insert(way, order, customer, installation)
                                          .map(made -> new Begun(made.id, Found.NOTHING));
                                    })))
        .call(
            begun ->
                begun.found == Found.ANOTHER_WAY
                    ? Uni.createFrom().voidItem()
                    : claim.made(begun.id));
  }

  /** Including those whose price was changed at Stripe since they began. */
  private static Uni<List<RecurringPayment>> known(Order order) {
    return RecurringPayment.list(
        "userId = ?1 and (priceId = ?2 or trialPriceId = ?2 or orderId = ?3)",
        order.userId,
        order.priceId,
        order.id);
  }

  /** One that runs has been begun in time, and its payer may see it. */
  private static Uni<Void> mustBeInTime(
      Order order, List<RecurringPayment> all, OrderDeadline deadline) {
    boolean runs = all.stream().anyMatch(row -> row.orderId == order.id && row.status.isRunning());
    return runs ? Uni.createFrom().voidItem() : deadline.mustNotBePast(order);
  }

  private static Begun found(WayToSubscribe way, RecurringPayment own) {
    return new Begun(own.id, way.goesOnWith(own) ? Found.THIS_WAY : Found.ANOTHER_WAY);
  }

  private static Optional<RecurringPayment> own(Order order, List<RecurringPayment> all) {
    var own =
        all.stream().filter(row -> row.orderId == order.id && row.status.isLive()).findFirst();
    if (own.isPresent() && order.isCalledOff()) {
      throw RecurringProblems.orderNotOpen(order);
    }
    return own;
  }

  private static Uni<RecurringPayment> insert(
      WayToSubscribe way, Order order, String customer, UUID installation) {
    var recurring = new RecurringPayment();
    recurring.orderId = order.id;
    recurring.userId = order.userId;
    recurring.uuid = UUID.randomUUID();
    recurring.priceId = requireNonNull(order.priceId);
    recurring.quantity = RecurringPolicy.quantity(order);
    recurring.trialDays = order.trialDays;
    recurring.trialPriceId = RecurringPolicy.trialDays(order) > 0 ? order.priceId : null;
    recurring.customerId = customer;
    recurring.renewKey();
    var ids = Map.of("paydesk_order", Long.toString(order.id));
    var metadata =
        AppMetadata.with(Installation.metadata(installation, recurring.uuid, ids), order.metadata);
    var asked = way.ask(order, customer, metadata);
    if (asked instanceof Asked.Subscription subscription) {
      recurring.stripeRequest = subscription.request().stored();
    } else if (asked instanceof Asked.Session session) {
      recurring.checkout = new RowCheckout(session.request().surface(), null, null);
      recurring.stripeRequest = session.request().stored();
    }
    return recurring.persistAndFlush();
  }
}
