package io.paydesk.payment;

import static java.util.Objects.requireNonNull;

import io.paydesk.order.LockedOrders;
import io.paydesk.stripe.AskLimit;
import io.paydesk.stripe.Papers;
import io.paydesk.stripe.PapersGateway;
import io.paydesk.stripe.StripeOutcome;
import io.paydesk.stripe.StripeOutcome.Done;
import io.paydesk.transaction.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** Asks Stripe for addresses of receipts and invoices, as those that it gave before may be over. */
@Singleton
public class PaymentPapers {

  private final Transactions transactions;
  private final PaymentReconciler reconciler;
  private final PapersGateway stripe;
  private final AskLimit limit;

  PaymentPapers(
      Transactions transactions,
      PaymentReconciler reconciler,
      PapersGateway stripe,
      AskLimit limit) {
    this.transactions = transactions;
    this.reconciler = reconciler;
    this.stripe = stripe;
    this.limit = limit;
  }

  /**
   * Whatever Stripe says of a one-time payment says this too; of an invoice's payment it is all
   * that is asked.
   *
   * @param id of a payment that exists
   * @return whether Stripe answered
   */
  public Uni<Boolean> renew(long id) {
    return transactions
        .read(() -> Payment.<Payment>findById(id))
        .flatMap(
            payment ->
                payment.isOneTime()
                    ? reconciler.reconcile(id).map(PaymentReconciler.Reconciled::answered)
                    : limit.within(id, () -> ofInvoice(payment)));
  }

  /** As far as Stripe answers. */
  public Uni<Papers> current(long id) {
    return renew(id)
        .flatMap(asked -> transactions.read(() -> Payment.<Payment>findById(id)))
        .map(payment -> payment.papers == null ? Papers.NONE : payment.papers);
  }

  private Uni<Boolean> ofInvoice(Payment payment) {
    return stripe
        .of(requireNonNull(payment.paymentIntentId), requireNonNull(payment.invoiceId))
        .flatMap(
            outcome ->
                outcome instanceof Done<Papers> done
                    ? transactions.write(() -> keep(payment, done.value())).replaceWith(true)
                    : Uni.createFrom().item(!isUnanswered(outcome)));
  }

  private static boolean isUnanswered(StripeOutcome<?> outcome) {
    return outcome instanceof StripeOutcome.Unknown;
  }

  private static Uni<Void> keep(Payment known, Papers seen) {
    return LockedOrders.of(known.orderId)
        .with(Payment.TABLE, known.id)
        .lock()
        .invoke(locked -> locked.row(Payment.TABLE).keep(seen))
        .replaceWithVoid();
  }
}
