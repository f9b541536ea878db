package io.paydesk.recurring;

import io.paydesk.order.LockedOrders;
import io.paydesk.order.Order;
import io.paydesk.stripe.CheckoutSessionSnapshot;
import io.paydesk.stripe.StripeOutcome;
import io.paydesk.stripe.StripeOutcome.Done;
import io.paydesk.stripe.StripeOutcome.Refused;
import io.paydesk.transaction.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Brings rows that wait for their checkout session to what Stripe says. This is the only way in
 * which a row gets the subscription that its session has made: the session names it.
 *
 * @see <a href="https://docs.stripe.com/payments/checkout/how-checkout-works">how Checkout
 *     works</a>
 */
@Singleton
class AwaitedSessions {

  private static final Logger LOG = Logger.getLogger(AwaitedSessions.class);

  private final Transactions transactions;
  private final SubscriptionSessionFinder finder;
  private final RecurringRecorder recorder;

  AwaitedSessions(
      Transactions transactions, SubscriptionSessionFinder finder, RecurringRecorder recorder) {
    this.transactions = transactions;
    this.finder = finder;
    this.recorder = recorder;
  }

  /**
   * A row after Stripe was asked for its session.
   *
   * @param session as Stripe has just answered; null where it did not
   * @param answered whether Stripe answered, yes or no
   */
  record Learned(
      RecurringPayment recurring, @Nullable CheckoutSessionSnapshot session, boolean answered) {}

  /**
   * @param seen as it is committed
   */
  Uni<Learned> learn(RecurringPayment seen) {
    return finder
        .findOrMake(seen)
        .flatMap(outcome -> transactions.write(() -> record(seen, outcome)));
  }

  private Uni<Learned> record(
      RecurringPayment seen, StripeOutcome<CheckoutSessionSnapshot> outcome) {
    return LockedOrders.of(seen.orderId)
        .with(RecurringPayment.TABLE, seen.id)
        .lock()
        .flatMap(
            locked ->
                record(locked.order(seen.orderId), locked.row(RecurringPayment.TABLE), outcome));
  }

  private Uni<Learned> record(
      Order order, RecurringPayment row, StripeOutcome<CheckoutSessionSnapshot> outcome) {
    if (!row.awaitsItsSession()) {
      return Uni.createFrom().item(new Learned(row, null, true));
    }
    if (outcome instanceof Done<CheckoutSessionSnapshot> done && isItsOwn(row, done.value())) {
      return recorder
          .record(order, row, done.value())
          .replaceWith(new Learned(row, done.value(), true));
    }
    return Uni.createFrom().item(unknown(order, row, outcome));
  }

  private Learned unknown(
      Order order, RecurringPayment row, StripeOutcome<CheckoutSessionSnapshot> outcome) {
    if (outcome instanceof Refused<CheckoutSessionSnapshot> no) {
      boolean begins = row.status.isNotConfirmedByStripe() && !row.isKnownAtStripe();
      if (begins) {
        recorder.refuse(order, row, no.why());
      } else if (no.saysThatItIsMissing()) {
        recorder.lose(order, row, no);
      }
      if (begins || no.saysThatItIsMissing()) {
        return new Learned(row, null, true);
      }
    }
    LOG.warnf(
        "The checkout session of recurring payment %d is not known: %s",
        row.id, outcome.getClass().getSimpleName());
    row.loseSight();
    return new Learned(row, null, false);
  }

  /** By its id, and it must be what we asked for: a session with copied marks may be anything. */
  private static boolean isItsOwn(RecurringPayment row, CheckoutSessionSnapshot session) {
    boolean own =
        row.checkout != null
            && row.checkout.fits(session)
            && session.isForSubscription()
            && (session.customerId() == null || session.customerId().equals(row.customerId));
    if (!own) {
      LOG.errorf("Recurring payment %d has another checkout session than %s", row.id, session);
    }
    return own;
  }
}
