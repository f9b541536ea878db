package io.paydesk.recurring;

import static java.util.Objects.requireNonNull;

import io.paydesk.order.CancelReason;
import io.paydesk.order.LockedOrders;
import io.paydesk.order.Order;
import io.paydesk.order.OrderRecorder;
import io.paydesk.stripe.AskLimit;
import io.paydesk.stripe.InvoiceGateway;
import io.paydesk.stripe.InvoiceGateway.InvoiceWithPayments;
import io.paydesk.stripe.StripeClock;
import io.paydesk.stripe.StripeOutcome.Done;
import io.paydesk.transaction.Transactions;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Makes the orders and payments of a subscription's invoices that are paid at Stripe. */
@Singleton
public class InvoiceReconciler {

  /**
   * Payers may still pay an open invoice of a subscription that is over, and the event may be lost.
   * So Paydesk looks for it this long.
   */
  private static final Duration PAYABLE = Duration.ofDays(365);

  private final Transactions transactions;
  private final InvoiceGateway stripe;
  private final InvoiceRecorder recorder;
  private final AskLimit limit;
  private final StripeClock clock;
  private final OrderRecorder orders;

  InvoiceReconciler(
      Transactions transactions,
      InvoiceGateway stripe,
      InvoiceRecorder recorder,
      AskLimit limit,
      StripeClock clock,
      OrderRecorder orders) {
    this.transactions = transactions;
    this.stripe = stripe;
    this.recorder = recorder;
    this.limit = limit;
    this.clock = clock;
    this.orders = orders;
  }

  /**
   * Asks Stripe for all paid invoices of a subscription and records them.
   *
   * @param id of a recurring payment that exists
   * @return whether Stripe answered, also that it does not know the subscription, or did not need
   *     to be asked
   */
  public Uni<Boolean> reconcile(long id) {
    return transactions
        .read(() -> RecurringPayment.<RecurringPayment>findById(id))
        .flatMap(
            seen ->
                seen.subscriptionId == null
                    ? Uni.createFrom().item(true)
                    : limit.within("invoices of recurring_payment", id, () -> ask(seen)));
  }

  /** Lists open invoices first: one that is paid in between then shows among the paid ones. */
  private Uni<Boolean> ask(RecurringPayment seen) {
    return mayBePaid(seen)
        .flatMap(
            open ->
                known(seen)
                    .flatMap(known -> stripe.paid(requireNonNull(seen.subscriptionId), known))
                    .flatMap(
                        outcome ->
                            outcome instanceof Done<List<InvoiceWithPayments>> done
                                ? transactions
                                    .write(() -> write(seen, done.value(), open))
                                    .replaceWith(true)
                                : Uni.createFrom().item(outcome.saysThatItIsMissing())));
  }

  /**
   * Whether an invoice of an ended subscription may still be paid. False once it is too late to
   * look.
   */
  private Uni<Boolean> mayBePaid(RecurringPayment seen) {
    if (seen.status.isLive() || isLongOver(seen)) {
      return Uni.createFrom().item(false);
    }
    return stripe
        .anyPayable(requireNonNull(seen.subscriptionId))
        .map(
            outcome ->
                outcome instanceof Done<Boolean> done
                    ? done.value()
                    : !outcome.saysThatItIsMissing());
  }

  private boolean isLongOver(RecurringPayment seen) {
    var ended = seen.endsAt() == null ? seen.canceledAt : seen.endsAt();
    return (ended == null ? seen.updatedAt : ended).plus(PAYABLE).isBefore(clock.now());
  }

  private Uni<Void> write(RecurringPayment seen, List<InvoiceWithPayments> paid, boolean open) {
    return LockedOrders.of(seen.orderId)
        .with(RecurringPayment.TABLE, seen.id)
        .lock()
        .flatMap(
            locked -> {
              var order = locked.order(seen.orderId);
              var row = locked.row(RecurringPayment.TABLE);
              return recorder
                  .recordUntold(order, row, paid)
                  .invoke(() -> conclude(seen, order, row, open));
            });
  }

  /**
   * If the subscription ended only after its invoices were listed, it is checked once more. While
   * an invoice may still be paid, it is checked again and again, at growing intervals.
   */
  private void conclude(RecurringPayment seen, Order order, RecurringPayment row, boolean open) {
    if (!seen.status.isLive()) {
      endUnpaid(order, row);
      if (!open) {
        row.endChecks();
      }
    }
  }

  /**
   * All paid invoices are recorded, and none has paid the order: its trial is used up. An order
   * without a trial stays open, as its payer may begin again.
   */
  private void endUnpaid(Order order, RecurringPayment row) {
    if (InvoicePolicy.isTrialEndedUnpaid(row) && order.invoiceId == null) {
      orders.cancelUnpaid(order, CancelReason.TRIAL_ENDED_UNPAID);
    }
  }

  /** Invoices that have an order already. */
  private Uni<Set<String>> known(RecurringPayment seen) {
    return transactions
        .read(
            () ->
                Panache.getSession()
                    .flatMap(
                        session ->
                            session
                                .createQuery(
                                    """
                                    select o.invoiceId from Order o
                                    where (o.id = :first or o.renewalOf = :first) and o.invoiceId is not null
                                    """,
                                    String.class)
                                .setParameter("first", seen.orderId)
                                .getResultList()))
        .map(HashSet::new);
  }
}
