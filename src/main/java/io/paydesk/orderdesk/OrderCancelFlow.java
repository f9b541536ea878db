package io.paydesk.orderdesk;

import io.paydesk.idempotency.ApiAnswer;
import io.paydesk.idempotency.Claim;
import io.paydesk.order.LockedOrders;
import io.paydesk.order.Order;
import io.paydesk.order.OrderProblems;
import io.paydesk.order.OrderRecorder;
import io.paydesk.order.OrderStatus;
import io.paydesk.order.OrderView;
import io.paydesk.payment.LostPayments;
import io.paydesk.payment.Payment;
import io.paydesk.payment.PaymentProblems;
import io.paydesk.payment.PaymentReconciler;
import io.paydesk.payment.PaymentReconciler.Reconciled;
import io.paydesk.recurring.InvoiceReconciler;
import io.paydesk.recurring.RecurringChange;
import io.paydesk.recurring.RecurringPayment;
import io.paydesk.recurring.RecurringReconciler;
import io.paydesk.transaction.Transactions;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Cancels an order, because somebody asks for it or because its time is over. One transaction
 * records that the order, its live payment and its begun subscription are to end, so this happens
 * even if the process dies. Then Stripe is asked. The recorders cancel the order once Stripe has
 * ended every way to pay it. An order whose subscription runs, or whose money is being captured, is
 * refused, as money may have come.
 */
@Singleton
class OrderCancelFlow {

  private final Transactions transactions;
  private final RecurringReconciler subscriptions;
  private final InvoiceReconciler invoices;
  private final PaymentReconciler payments;
  private final LostPayments lost;
  private final OrderRecorder recorder;

  OrderCancelFlow(
      Transactions transactions,
      RecurringReconciler subscriptions,
      InvoiceReconciler invoices,
      PaymentReconciler payments,
      LostPayments lost,
      OrderRecorder recorder) {
    this.transactions = transactions;
    this.subscriptions = subscriptions;
    this.invoices = invoices;
    this.payments = payments;
    this.lost = lost;
    this.recorder = recorder;
  }

  Uni<ApiAnswer> cancel(long id, Claim claim) {
    return learn(id)
        .flatMap(
            known ->
                transactions.write(
                    () ->
                        request(id, LiveRows::mustNotRun, Order::requestCancel)
                            .call(() -> claim.made(id))))
        .flatMap(requested -> now(id));
  }

  /**
   * Begins the end of an order that nobody has paid in time, and asks Stripe for it. Nothing
   * happens while a bank decides on its payment or holds its money, or while its subscription runs:
   * then it may be paid yet.
   */
  Uni<Void> expire(long id) {
    return learn(id)
        .flatMap(known -> learnOfHold(id))
        .flatMap(
            known ->
                transactions.write(() -> request(id, live -> !live.maybePaidYet(), Order::expire)))
        .flatMap(requested -> carryOut(id));
  }

  /** First whether a subscription has started or was paid: then it must not be canceled. */
  private Uni<Void> learn(long id) {
    return eachSubscription(id, row -> row.status.isLive() || row.nextCheckAt != null, this::learn)
        .flatMap(known -> lost.learn(id));
  }

  /**
   * Stripe lets go what a bank holds as willingly as it cancels what nobody has confirmed. So
   * nothing ends while Stripe does not say which of the two it is.
   */
  private Uni<Void> learnOfHold(long id) {
    return transactions
        .read(() -> livePayment(id))
        .flatMap(
            live ->
                live == null || !live.isCapturedLater()
                    ? Uni.createFrom().<Reconciled>nullItem()
                    : payments.reconcile(live.id).invoke(OrderCancelFlow::mustBeAnswered))
        .replaceWithVoid();
  }

  private static void mustBeAnswered(Reconciled reconciled) {
    if (!reconciled.answered()) {
      throw PaymentProblems.stripeSilent(reconciled.payment());
    }
  }

  private Uni<?> learn(RecurringPayment row) {
    boolean unasked = row.subscriptionId == null && !row.awaitsItsSession();
    return unasked || row.change != null || !row.status.isLive()
        ? invoices.reconcile(row.id)
        : reconcile(row);
  }

  /**
   * After this commit nobody can begin to pay the order.
   *
   * @param mayEnd asked of a pending order's live rows
   * @param move of the order
   */
  private Uni<Void> request(long id, Predicate<LiveRows> mayEnd, Consumer<Order> move) {
    return LockedOrders.of(id)
        .withAll(Payment.TABLE)
        .withAll(RecurringPayment.TABLE)
        .lock()
        .invoke(
            locked -> {
              var order = locked.order(id);
              if (order.status == OrderStatus.PENDING) {
                var live = LiveRows.of(locked, order);
                if (mayEnd.test(live)) {
                  request(live, move);
                }
              }
            })
        .replaceWithVoid();
  }

  private void request(LiveRows live, Consumer<Order> move) {
    move.accept(live.order());
    live.payments().forEach(Payment::requestCancel);
    live.subscriptions().forEach(OrderCancelFlow::requestEnd);
    if (live.payments().isEmpty() && live.subscriptions().isEmpty()) {
      recorder.cancel(live.order());
    }
  }

  /** Stripe cancels even what was paid a moment ago, and then nothing of the order may end. */
  private static void requestEnd(RecurringPayment row) {
    var end =
        row.subscriptionId == null && !row.awaitsItsSession()
            ? RecurringChange.CANCEL_NOW
            : RecurringChange.END_IF_INCOMPLETE;
    boolean endsAnyway = row.change == RecurringChange.CANCEL_NOW && !row.awaitsItsSession();
    if (!endsAnyway && row.change != end) {
      row.request(end);
    }
  }

  /** Carries out a requested cancel, and answers how it stands. */
  Uni<ApiAnswer> now(long id) {
    return carryOut(id)
        .flatMap(ended -> transactions.read(() -> Order.<Order>findById(id)))
        // Nothing refers to it, so somebody may have deleted it meanwhile.
        .onItem()
        .ifNull()
        .failWith(() -> OrderProblems.notFound(id))
        .call(order -> transactions.read(() -> mustNotRun(order)))
        .map(OrderCancelFlow::answer);
  }

  /** A payer who completes a checkout session may have been faster. */
  private static Uni<Boolean> mustNotRun(Order order) {
    return order.status != OrderStatus.PENDING
        ? Uni.createFrom().item(true)
        : RecurringPayment.<RecurringPayment>list("orderId", order.id)
            .map(rows -> LiveRows.of(order, List.of(), rows).mustNotRun());
  }

  private Uni<Void> carryOut(long id) {
    return eachSubscription(id, row -> row.status.isLive(), this::reconcile)
        .flatMap(ended -> transactions.read(() -> livePayment(id)))
        .flatMap(
            live ->
                live == null || live.cancelRequestedAt == null
                    ? Uni.createFrom().voidItem()
                    : payments.reconcile(live.id).replaceWithVoid());
  }

  private Uni<?> reconcile(RecurringPayment row) {
    return subscriptions.reconcile(row.id).flatMap(reconciled -> invoices.reconcile(row.id));
  }

  private static Uni<Payment> livePayment(long orderId) {
    return Payment.<Payment>list("orderId", orderId)
        .map(
            all ->
                all.stream()
                    .filter(payment -> payment.isOneTime() && payment.status.isLive())
                    .findFirst()
                    .orElse(null));
  }

  private Uni<Void> eachSubscription(
      long orderId, Predicate<RecurringPayment> which, Function<RecurringPayment, Uni<?>> work) {
    return transactions
        .read(() -> RecurringPayment.<RecurringPayment>list("orderId", orderId))
        .onItem()
        .transformToMulti(rows -> Multi.createFrom().iterable(rows))
        .filter(which)
        .onItem()
        .transformToUniAndConcatenate(row -> work.apply(row).replaceWith(row))
        .collect()
        .asList()
        .replaceWithVoid();
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
