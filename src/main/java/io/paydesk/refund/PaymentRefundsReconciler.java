package io.paydesk.refund;

import static java.util.Objects.requireNonNull;

import io.paydesk.payment.Payment;
import io.paydesk.stripe.AskLimit;
import io.paydesk.stripe.Installation;
import io.paydesk.stripe.RefundGateway;
import io.paydesk.stripe.RefundSnapshot;
import io.paydesk.stripe.StripeOutcome.Done;
import io.paydesk.trace.LogId;
import io.paydesk.trace.Trail;
import io.paydesk.transaction.Transactions;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Reconciles refunds of payments with Stripe's, including those made in its dashboard. */
@Singleton
public class PaymentRefundsReconciler {

  private final Transactions transactions;
  private final RefundGateway stripe;
  private final Installation installation;
  private final RefundRecorder recorder;
  private final AskLimit limit;

  PaymentRefundsReconciler(
      Transactions transactions,
      RefundGateway stripe,
      Installation installation,
      RefundRecorder recorder,
      AskLimit limit) {
    this.transactions = transactions;
    this.stripe = stripe;
    this.installation = installation;
    this.recorder = recorder;
    this.limit = limit;
  }

  /**
   * Asks Stripe for all refunds of a payment and records them.
   *
   * @param paymentId of a payment that exists
   * @return whether Stripe answered, or did not need to be asked, and all of it is recorded
   * @throws io.paydesk.problem.Refusal {@code too-many-requests}
   */
  public Uni<Boolean> reconcile(long paymentId) {
    return limit.within(paymentId, () -> ask(paymentId));
  }

  private Uni<Boolean> ask(long paymentId) {
    return transactions
        .read(() -> Payment.<Payment>findById(paymentId))
        .flatMap(
            payment ->
                payment.status.hasMoney() && payment.paymentIntentId != null
                    ? stripe
                        .list(payment.paymentIntentId)
                        .flatMap(
                            outcome ->
                                outcome instanceof Done<List<RefundSnapshot>> done
                                    ? write(payment, done.value())
                                    : Uni.createFrom().item(false))
                    : Uni.createFrom().item(true));
  }

  private Uni<Boolean> write(Payment payment, List<RefundSnapshot> all) {
    if (all.isEmpty()) {
      return Uni.createFrom().item(true);
    }
    var news = Map.of(payment.id, new RefundNews(all, true, Trail.here()));
    return transactions
        .write(() -> take(Map.of(payment.id, payment.orderId), news))
        .map(Set::isEmpty);
  }

  /**
   * Records Stripe's news about refunds of some payments. Call it in a transaction that has locked
   * nothing of them yet.
   *
   * @param orderIds by payment id
   * @param news by payment id
   * @return the payments whose news were not recorded, because only a listing of all refunds can
   *     decide
   */
  public Uni<Set<Long>> take(Map<Long, Long> orderIds, Map<Long, RefundNews> news) {
    return OrderRows.lock(orderIds.values())
        .flatMap(orders -> take(orders, orderIds, news, installation.id()));
  }

  private Uni<Set<Long>> take(
      Map<Long, OrderRows> orders,
      Map<Long, Long> orderIds,
      Map<Long, RefundNews> news,
      UUID installationId) {
    Set<Long> left = new HashSet<>();
    news.forEach(
        (paymentId, itsNews) -> {
          long orderId = requireNonNull(orderIds.get(paymentId));
          var rows = requireNonNull(orders.get(orderId));
          itsNews
              .trail()
              .during(
                  () -> {
                    LogId.PAYMENT.record(paymentId);
                    LogId.ORDER.record(orderId);
                    if (!recorder.take(rows, rows.payment(paymentId), itsNews, installationId)) {
                      left.add(paymentId);
                    }
                  });
        });
    var made =
        orders.values().stream()
            .flatMap(rows -> rows.refunds().stream())
            .filter(refund -> refund.id == null)
            .toArray();
    return Panache.getSession().flatMap(session -> session.persistAll(made)).replaceWith(left);
  }

  /** Applies refunds that were reported before their payment's money was. */
  public Uni<Void> derive(Collection<Long> orderIds) {
    return ofThoseWithRefunds(orderIds)
        .flatMap(OrderRows::lock)
        .invoke(orders -> orders.values().forEach(recorder::derive))
        .replaceWithVoid();
  }

  private static Uni<List<Long>> ofThoseWithRefunds(Collection<Long> orderIds) {
    if (orderIds.isEmpty()) {
      return Uni.createFrom().item(List.of());
    }
    return Panache.getSession()
        .flatMap(
            session ->
                session
                    .createQuery(
                        "select distinct r.orderId from Refund r where r.orderId in :orders",
                        Long.class)
                    .setParameter("orders", new HashSet<>(orderIds))
                    .getResultList());
  }
}
