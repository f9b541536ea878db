package io.paydesk.payment;

import static java.util.Objects.requireNonNull;

import io.paydesk.order.CheckoutFinder;
import io.paydesk.stripe.CheckoutGateway;
import io.paydesk.stripe.Installation;
import io.paydesk.stripe.RowCheckout;
import io.paydesk.stripe.StripeOutcome;
import io.paydesk.stripe.StripeOutcome.Done;
import io.paydesk.transaction.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/**
 * Finds or makes a payment's checkout session, and then its intent. No transaction is open; {@link
 * PaymentReconciler} writes the row.
 */
@Singleton
class SessionFinder extends CheckoutFinder<Payment> {

  private final SessionReader reader;
  private final PaymentFinder intents;

  SessionFinder(
      Transactions transactions,
      CheckoutGateway stripe,
      SessionReader reader,
      PaymentFinder intents,
      Installation installation) {
    super(transactions, Payment.TABLE, stripe, installation);
    this.reader = reader;
    this.intents = intents;
  }

  /**
   * @param payment as it is committed
   */
  Uni<FoundPayment> findOrMake(Payment payment) {
    return findOrMakeSession(payment)
        .flatMap(outcome -> reader.withIntent(outcome, payment.paymentIntentId))
        .flatMap(outcome -> withIntent(payment, outcome));
  }

  /** What a session leaves behind is captured, let go or canceled like any other intent. */
  private Uni<FoundPayment> withIntent(Payment payment, StripeOutcome<PaymentAtStripe> outcome) {
    if (outcome instanceof Done<PaymentAtStripe> done && done.value().isLeftToItsIntent()) {
      var has = done.value();
      return toCarryOut(payment, has)
          .flatMap(row -> intents.carryOut(row, new Done<>(requireNonNull(has.intent()))))
          .map(found -> found.of(has.session()));
    }
    return Uni.createFrom().item(new FoundPayment(outcome, null));
  }

  /**
   * Nobody waits for what an expired session has left unfinished, and it keeps others from paying:
   * it is canceled. The session's own end may have been asked for under the row's key, and Stripe
   * takes a key for one call only.
   */
  private Uni<Payment> toCarryOut(Payment payment, PaymentAtStripe has) {
    if (payment.cancelRequestedAt != null) {
      return newEndKey(payment, requireNonNull(endKeyOf(payment)));
    }
    return has.isUnfinished()
        ? locked(payment, Payment::requestCancel)
        : Uni.createFrom().item(payment);
  }

  @Override
  protected RowCheckout checkoutOf(Payment row) {
    return requireNonNull(row.checkout);
  }

  @Override
  protected boolean isToBeMade(Payment row) {
    return true;
  }

  @Override
  protected @Nullable EndKey endKeyOf(Payment row) {
    return row.cancelRequestedAt == null
        ? null
        : new EndKey(requireNonNull(row.cancelKey), row.cancelRequestedAt);
  }

  @Override
  protected void renewEndKey(Payment row) {
    row.renewCancelKey();
  }
}
