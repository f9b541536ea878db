package io.paydesk.payment;

import io.paydesk.caller.Caller;
import io.paydesk.idempotency.ApiAnswer;
import io.paydesk.idempotency.Claim;
import io.paydesk.order.Order;
import io.paydesk.order.OrderProblems;
import io.paydesk.order.OrderStatus;
import io.paydesk.order.OrderView;
import io.paydesk.transaction.Transactions;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Calls a payment or a whole order off. The wish is committed first, then Stripe is asked; a row
 * becomes canceled only when Stripe says so, and a wish that was committed is carried out even if
 * this process does not live to see it.
 */
@Singleton
public class CancelFlow {

  private final Transactions transactions;
  private final PaymentReader payments;
  private final PaymentReconciler reconciler;

  CancelFlow(Transactions transactions, PaymentReader payments, PaymentReconciler reconciler) {
    this.transactions = transactions;
    this.payments = payments;
    this.reconciler = reconciler;
  }

  Uni<ApiAnswer> cancelPayment(long id, Caller caller, Claim claim) {
    return payments
        .get(id, caller)
        .flatMap(
            seen ->
                transactions.write(
                    () -> requestCancel(seen.orderId(), id).call(() -> claim.made(id))))
        .flatMap(ignored -> paymentNow(id));
  }

  /** Finishes a cancel that was asked for, and tells how it stands. */
  Uni<ApiAnswer> paymentNow(long id) {
    return reconciler
        .reconcile(id)
        .map(
            reconciled -> {
              var payment = reconciled.payment();
              if (payment.status == PaymentStatus.CANCELED
                  || payment.status == PaymentStatus.FAILED) {
                return new ApiAnswer(200, PaymentView.of(payment), id);
              }
              if (payment.status.hasMoney() || payment.cancelRequestedAt == null) {
                throw PaymentProblems.notCancelable(payment);
              }
              return new ApiAnswer(202, PaymentView.of(payment), id);
            });
  }

  private Uni<Void> requestCancel(long orderId, long paymentId) {
    return Order.lock(List.of(orderId))
        .flatMap(orders -> Payment.lock(List.of(paymentId)))
        .invoke(
            found -> {
              if (found.get(0).isOneTime() && found.get(0).status.isLive()) {
                found.get(0).requestCancel();
              }
            })
        .replaceWithVoid();
  }

  public Uni<ApiAnswer> cancelOrder(long id, Claim claim) {
    return transactions
        .write(() -> requestOrderCancel(id).call(() -> claim.made(id)))
        .flatMap(ignored -> orderNow(id));
  }

  private Uni<Void> requestOrderCancel(long id) {
    return Order.lock(List.of(id))
        .invoke(
            found -> {
              if (found.isEmpty()) {
                throw OrderProblems.notFound(id);
              }
            })
        .map(found -> found.get(0))
        .flatMap(
            order ->
                order.status == OrderStatus.PENDING
                    ? livePayments(id)
                        .invoke(
                            live -> {
                              order.requestCancel();
                              live.forEach(Payment::requestCancel);
                              if (live.isEmpty()) {
                                order.cancel();
                              }
                            })
                        .replaceWithVoid()
                    : Uni.createFrom().voidItem());
  }

  /** Ids first: what was loaded before its lock would not show what has changed since. */
  private static Uni<List<Payment>> livePayments(long orderId) {
    return Panache.getSession()
        .flatMap(
            session ->
                session
                    .createQuery(
                        "select p.id from Payment p where p.orderId = :order and p.origin = :origin",
                        Long.class)
                    .setParameter("order", orderId)
                    .setParameter("origin", PaymentOrigin.ONE_TIME)
                    .getResultList())
        .flatMap(
            ids -> ids.isEmpty() ? Uni.createFrom().item(List.<Payment>of()) : Payment.lock(ids))
        .map(payments -> payments.stream().filter(payment -> payment.status.isLive()).toList());
  }

  /** Finishes an order's cancel that was asked for, and tells how it stands. */
  Uni<ApiAnswer> orderNow(long id) {
    return transactions
        .read(() -> Payment.<Payment>list("orderId = ?1 and cancelRequestedAt is not null", id))
        .map(all -> all.stream().filter(payment -> payment.status.isLive()).findFirst())
        .flatMap(
            live ->
                live.isPresent()
                    ? reconciler.reconcile(live.get().id).replaceWithVoid()
                    : Uni.createFrom().voidItem())
        .flatMap(ignored -> transactions.read(() -> Order.<Order>findById(id)))
        // Nothing is linked to it, so somebody may have deleted it meanwhile.
        .onItem()
        .ifNull()
        .failWith(() -> OrderProblems.notFound(id))
        .map(CancelFlow::answer);
  }

  private static ApiAnswer answer(Order order) {
    if (order.status == OrderStatus.CANCELED) {
      return new ApiAnswer(200, OrderView.of(order), order.id);
    }
    if (order.status == OrderStatus.PENDING && order.cancelRequestedAt != null) {
      return new ApiAnswer(202, OrderView.of(order), order.id);
    }
    throw order.status.isPaid()
        ? OrderProblems.alreadyPaid(order)
        : OrderProblems.notCancelable(order);
  }
}
