package io.paydesk.recurring;

import io.paydesk.idempotency.ApiAnswer;
import io.paydesk.idempotency.Claim;
import io.paydesk.order.Order;
import io.paydesk.order.OrderProblems;
import io.paydesk.order.OrderStatus;
import io.paydesk.order.OrderView;
import io.paydesk.payment.CancelFlow;
import io.paydesk.transaction.Transactions;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.function.Function;

/**
 * Calls an order off: its begun subscription ends first, then its payment, and then the order
 * itself. All of it is committed before Stripe is asked, so that it is carried out whatever becomes
 * of this process. An order whose subscription runs is not called off as if nothing had come.
 */
@Singleton
class OrderCancelFlow {

  private final Transactions transactions;
  private final RecurringReconciler reconciler;
  private final InvoiceReconciler invoices;
  private final CancelFlow payments;

  OrderCancelFlow(
      Transactions transactions,
      RecurringReconciler reconciler,
      InvoiceReconciler invoices,
      CancelFlow payments) {
    this.transactions = transactions;
    this.reconciler = reconciler;
    this.invoices = invoices;
    this.payments = payments;
  }

  Uni<ApiAnswer> cancel(long id, Claim claim) {
    // What runs or was paid already and not told yet must not be called off.
    return each(id, this::learn)
        .flatMap(complete -> transactions.write(() -> request(id).call(() -> claim.made(id))))
        .flatMap(ignored -> now(id));
  }

  private Uni<Boolean> learn(RecurringPayment row) {
    return row.subscriptionId == null || row.change != null
        ? invoices.reconcile(row.id)
        : reconciler.reconcile(row.id).flatMap(reconciled -> invoices.reconcile(row.id));
  }

  /** From then on nobody can begin to pay it, by whichever way. */
  private static Uni<Void> request(long id) {
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
                    ? rows(id).invoke(rows -> request(order, rows)).replaceWithVoid()
                    : Uni.createFrom().voidItem());
  }

  private static void request(Order order, List<RecurringPayment> rows) {
    if (order.cancelRequestedAt == null) {
      rows.stream()
          .filter(row -> row.status.isRunning())
          .findFirst()
          .ifPresent(
              row -> {
                throw RunningProblems.orderRuns(order, row);
              });
    }
    order.requestCancel();
    rows.stream()
        .filter(row -> row.status.isLive() && row.change != RecurringChange.CANCEL_NOW)
        .forEach(row -> row.request(RecurringChange.CANCEL_NOW, null));
  }

  /** Ids first: what was loaded before its lock would not show what has changed since. */
  private static Uni<List<RecurringPayment>> rows(long orderId) {
    return Panache.getSession()
        .flatMap(
            session ->
                session
                    .createQuery(
                        "select r.id from RecurringPayment r where r.orderId = :order", Long.class)
                    .setParameter("order", orderId)
                    .getResultList())
        .flatMap(
            ids ->
                ids.isEmpty()
                    ? Uni.createFrom().item(List.<RecurringPayment>of())
                    : RecurringPayment.lock(ids));
  }

  /** Finishes a cancel that was asked for, and tells how it stands. */
  Uni<ApiAnswer> now(long id) {
    return each(
            id,
            row -> reconciler.reconcile(row.id).flatMap(reconciled -> invoices.reconcile(row.id)))
        .flatMap(ignored -> live(id))
        .flatMap(live -> live.isEmpty() ? payments.cancelOrder(id, Claim.NONE) : stillLive(id));
  }

  private Uni<Void> each(long id, Function<RecurringPayment, Uni<?>> work) {
    return live(id)
        .onItem()
        .transformToMulti(rows -> Multi.createFrom().iterable(rows))
        .onItem()
        .transformToUniAndConcatenate(row -> work.apply(row).replaceWith(row))
        .collect()
        .asList()
        .replaceWithVoid();
  }

  private Uni<List<RecurringPayment>> live(long id) {
    return transactions
        .read(() -> RecurringPayment.<RecurringPayment>list("orderId", id))
        .map(all -> all.stream().filter(row -> row.status.isLive()).toList());
  }

  /** It waits for Stripe, or its money has come. */
  private Uni<ApiAnswer> stillLive(long id) {
    return transactions
        .read(() -> Order.<Order>findById(id))
        .flatMap(
            order ->
                order.status == OrderStatus.PENDING
                    ? Uni.createFrom().item(new ApiAnswer(202, OrderView.of(order), id))
                    : payments.cancelOrder(id, Claim.NONE));
  }
}
