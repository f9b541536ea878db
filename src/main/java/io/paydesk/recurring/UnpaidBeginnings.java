package io.paydesk.recurring;

import io.paydesk.order.LockedOrders;
import io.paydesk.order.Order;
import io.paydesk.order.OrderStatus;
import io.paydesk.recurring.RecurringReconciler.Reconciled;
import io.paydesk.stripe.InvoiceGateway;
import io.paydesk.stripe.InvoiceGateway.InvoiceWithPayments;
import io.paydesk.stripe.StripeOutcome;
import io.paydesk.stripe.StripeOutcome.Done;
import io.paydesk.transaction.Transactions;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Subscriptions that were begun and never paid, for example because the payer closed the page. They
 * must not keep their user from beginning again, but none may end while somebody pays it. Stripe
 * decides: it is asked before the end is committed, and {@link UnpaidEnd} carries it out so that
 * nobody can pay in between.
 */
@Singleton
class UnpaidBeginnings {

  private final Transactions transactions;
  private final RecurringReconciler reconciler;
  private final InvoiceReconciler invoices;
  private final InvoiceGateway stripe;

  UnpaidBeginnings(
      Transactions transactions,
      RecurringReconciler reconciler,
      InvoiceReconciler invoices,
      InvoiceGateway stripe) {
    this.transactions = transactions;
    this.reconciler = reconciler;
    this.invoices = invoices;
    this.stripe = stripe;
  }

  /**
   * Ends them at Stripe.
   *
   * @throws io.paydesk.problem.Refusal {@code subscription-exists} where one is paid or is being
   *     paid, {@code stripe-unavailable} where Stripe does not answer
   */
  Uni<Void> end(List<RecurringPayment> unpaid) {
    return Multi.createFrom()
        .iterable(unpaid)
        .onItem()
        .transformToUniAndConcatenate(row -> end(row.id).replaceWith(true))
        .collect()
        .asList()
        .replaceWithVoid();
  }

  private Uni<Void> end(long id) {
    return reconciler
        .reconcile(id)
        .call(this::payOrder)
        .flatMap(
            reconciled ->
                isUnpaid(reconciled)
                    ? nobodyPays(reconciled)
                        .flatMap(ok -> transactions.write(() -> request(reconciled.recurring())))
                        .flatMap(requested -> reconciler.reconcile(id))
                        .invoke(UnpaidBeginnings::mustBeOver)
                        .replaceWithVoid()
                    : Uni.createFrom().voidItem())
        // If it was paid in between, that is recorded before another begins.
        .flatMap(ended -> invoices.reconcile(id))
        .invoke(
            answered -> {
              if (!answered) {
                throw RecurringProblems.stripeSilent();
              }
            })
        .flatMap(complete -> transactions.read(() -> mustHaveCostNothing(id)));
  }

  /** Its payer was faster, and no event has said so yet. */
  private Uni<Void> payOrder(Reconciled known) {
    var row = known.recurring();
    return row.status.isRunning()
        ? invoices.reconcile(row.id).replaceWithVoid()
        : Uni.createFrom().voidItem();
  }

  private static boolean isUnpaid(Reconciled reconciled) {
    var row = reconciled.recurring();
    if (!row.status.isLive()) {
      return false;
    }
    if (!reconciled.isShown()) {
      throw RecurringProblems.stripeSilent(row);
    }
    if (row.status != RecurringPaymentStatus.INCOMPLETE) {
      throw RecurringProblems.exists(row);
    }
    return true;
  }

  private Uni<Boolean> nobodyPays(Reconciled reconciled) {
    var row = reconciled.recurring();
    // Nobody pays by a checkout session that Stripe lets expire.
    var first = reconciled.seen() == null ? null : reconciled.seen().latestInvoiceId();
    return first == null
        ? Uni.createFrom().item(true)
        : stripe.retrieve(first).map(invoice -> nobodyPays(row, invoice));
  }

  private static boolean nobodyPays(
      RecurringPayment row, StripeOutcome<InvoiceWithPayments> outcome) {
    if (!(outcome instanceof Done<InvoiceWithPayments> first)) {
      throw RecurringProblems.stripeSilent(row);
    }
    if (UnpaidEnd.isBeingPaid(first.value())) {
      throw RecurringProblems.exists(row);
    }
    return true;
  }

  private static Uni<Void> request(RecurringPayment seen) {
    return LockedOrders.of(seen.orderId)
        .with(RecurringPayment.TABLE, seen.id)
        .lock()
        .map(locked -> locked.row(RecurringPayment.TABLE))
        .invoke(
            row -> {
              if (row.status.isLive() && row.status != RecurringPaymentStatus.INCOMPLETE) {
                throw RecurringProblems.exists(row);
              }
              if (row.status.isLive() && (row.change == null || !row.change.isEnd())) {
                row.request(RecurringChange.END_IF_INCOMPLETE);
              }
            })
        .replaceWithVoid();
  }

  private static void mustBeOver(Reconciled reconciled) {
    var row = reconciled.recurring();
    if (row.status.isLive()) {
      throw row.status == RecurringPaymentStatus.INCOMPLETE
          ? RecurringProblems.stripeSilent(row)
          : RecurringProblems.exists(row);
    }
  }

  private static Uni<Void> mustHaveCostNothing(long id) {
    return RecurringPayment.<RecurringPayment>findById(id)
        .flatMap(
            row ->
                Order.<Order>findById(row.orderId)
                    .invoke(
                        order -> {
                          if (order.status.isPaid() || order.status == OrderStatus.REVIEW) {
                            throw RecurringProblems.exists(row);
                          }
                        }))
        .replaceWithVoid();
  }
}
