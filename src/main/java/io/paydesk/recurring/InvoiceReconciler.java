package io.paydesk.recurring;

import io.paydesk.order.CancelReason;
import io.paydesk.order.LockedOrders;
import io.paydesk.order.Order;
import io.paydesk.payment.AskLimit;
import io.paydesk.stripe.InvoiceGateway;
import io.paydesk.stripe.InvoiceGateway.InvoiceWithPayments;
import io.paydesk.stripe.StripeOutcome.Done;
import io.paydesk.transaction.Transactions;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Brings our orders of a subscription to the invoices that Stripe has as paid. */
@Singleton
public class InvoiceReconciler {

  /**
   * Stripe lets payers pay an open invoice of a subscription that is over, and its event may be
   * lost: for so long it is looked for.
   */
  private static final Duration PAYABLE = Duration.ofDays(365);

  private final Transactions transactions;
  private final InvoiceGateway stripe;
  private final InvoiceRecorder recorder;
  private final AskLimit limit;

  InvoiceReconciler(
      Transactions transactions, InvoiceGateway stripe, InvoiceRecorder recorder, AskLimit limit) {
    this.transactions = transactions;
    this.stripe = stripe;
    this.recorder = recorder;
    this.limit = limit;
  }

  /**
   * Asks Stripe for all paid invoices of a subscription and takes them over.
   *
   * @param id of a recurring payment that is there
   * @return whether Stripe answered, be it that it does not know the subscription, or had nothing
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

  /** What is open is asked for first: what is paid in between is then among what is paid. */
  private Uni<Boolean> ask(RecurringPayment seen) {
    return mayBePaid(seen)
        .flatMap(
            open ->
                known(seen)
                    .flatMap(known -> stripe.paid(seen.subscriptionId, known))
                    .flatMap(
                        outcome ->
                            outcome instanceof Done<List<InvoiceWithPayments>> done
                                ? transactions
                                    .write(() -> write(seen, done.value(), open))
                                    .replaceWith(true)
                                : Uni.createFrom().item(outcome.saysThatItIsMissing())));
  }

  /**
   * Whether an invoice of one that is over may still be paid, for as long as that is looked for.
   */
  private Uni<Boolean> mayBePaid(RecurringPayment seen) {
    return seen.status.isLive() || isLongOver(seen)
        ? Uni.createFrom().item(false)
        : stripe
            .anyPayable(seen.subscriptionId)
            .map(
                outcome ->
                    outcome instanceof Done<Boolean> done
                        ? done.value()
                        : !outcome.saysThatItIsMissing());
  }

  private static boolean isLongOver(RecurringPayment seen) {
    var ended = seen.endsAt() == null ? seen.canceledAt : seen.endsAt();
    return (ended == null ? seen.updatedAt : ended).plus(PAYABLE).isBefore(Instant.now());
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
   * What ended only after the invoices were asked for is looked at once more, and what may still be
   * paid again and again, at growing distances.
   */
  private static void conclude(
      RecurringPayment seen, Order order, RecurringPayment row, boolean open) {
    if (!seen.status.isLive()) {
      endUnpaid(order, row);
      if (!open) {
        row.rest();
      }
    }
  }

  /**
   * All paid invoices have been taken over, and none has paid the order: its trial is used up. An
   * order without a trial stays open, as its payer may begin anew.
   */
  private static void endUnpaid(Order order, RecurringPayment row) {
    if (InvoicePolicy.isTrialEndedUnpaid(row) && order.invoiceId == null) {
      order.cancelUnpaid(CancelReason.TRIAL_ENDED_UNPAID);
    }
  }

  /** Invoices that have their order here already. */
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
