package io.paydesk.recurring;

import io.micrometer.core.instrument.MeterRegistry;
import io.paydesk.order.Order;
import io.paydesk.order.OrderRecorder;
import io.paydesk.recurring.RecurringRuns.Before;
import io.paydesk.stripe.CheckoutSessionSnapshot;
import io.paydesk.stripe.PaymentIntentSnapshot.StripeFailure;
import io.paydesk.stripe.StripeAccountConfig;
import io.paydesk.stripe.StripeClock;
import io.paydesk.stripe.StripeOutcome.Refused;
import io.paydesk.stripe.SubscriptionSnapshot;
import io.paydesk.transaction.Transactions;
import io.paydesk.transaction.TransitionKind;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Writes what Stripe says about a subscription into its row, whichever way it came. The order and
 * then the row must be locked.
 */
@Singleton
public class RecurringRecorder {

  private static final Logger LOG = Logger.getLogger(RecurringRecorder.class);

  private final StripeAccountConfig account;
  private final MeterRegistry meters;
  private final RecurringRuns runs;
  private final StripeClock clock;
  private final OrderRecorder orders;

  RecurringRecorder(
      StripeAccountConfig account,
      MeterRegistry meters,
      RecurringRuns runs,
      StripeClock clock,
      OrderRecorder orders) {
    this.orders = orders;
    this.account = account;
    this.clock = clock;
    this.meters = meters;
    this.runs = runs;
  }

  /**
   * @param askedAt when Stripe was asked; null only for an event of its end
   */
  public Uni<Void> record(
      Order order,
      RecurringPayment recurring,
      SubscriptionSnapshot seen,
      @Nullable Instant askedAt) {
    return record(order, recurring, seen, askedAt, null);
  }

  /**
   * @param behind why a renewal was not paid; null where none failed or Stripe was not asked
   */
  public Uni<Void> record(
      Order order,
      RecurringPayment recurring,
      SubscriptionSnapshot seen,
      @Nullable Instant askedAt,
      @Nullable StripeFailure behind) {
    if (!recurring.fits(seen)) {
      LOG.errorf("Recurring payment %d has another subscription than %s", recurring.id, seen);
      return Uni.createFrom().voidItem();
    }
    return priceOf(recurring, seen)
        .invoke(
            beside -> {
              var before = Before.of(recurring);
              boolean believedOver = recurring.isOnlyBelievedOver();
              var itsPrice = priceId(recurring, seen);
              if (recurring.apply(seen, askedAt, clock.latest())) {
                recurring.applyPrice(itsPrice, beside);
                if (behind != null && recurring.status.isBehind()) {
                  // Transitions recorded below need the reason now: they do not wait for the event
                  // of the failure.
                  recurring.fail(behind);
                }
              }
              if (believedOver && recurring.status.isLive()) {
                revived(order, recurring);
              }
              callOff(order, recurring);
              if (RecurringPaymentStatus.ofStripe(seen.stripeStatus()) == null) {
                LOG.errorf("%s has a status that this version does not know", seen);
              }
              runs.recordTransition(before, recurring);
              if (recurring.status != before.status()) {
                count(recurring);
              }
            })
        .replaceWithVoid();
  }

  /** What Stripe says about its checkout session, while that has made no subscription. */
  Uni<Void> record(Order order, RecurringPayment recurring, CheckoutSessionSnapshot session) {
    boolean believedOver = recurring.isOnlyBelievedOver();
    return (believedOver
            ? isBeside(recurring, recurring.priceId)
            : Uni.createFrom().item(recurring.besideAnother))
        .invoke(
            beside -> {
              var before = Before.of(recurring);
              recurring.apply(session);
              recurring.applyPrice(recurring.priceId, beside);
              if (believedOver && recurring.status.isLive()) {
                revived(order, recurring);
                if (recurring.change == null && (beside || !order.isPayable())) {
                  recurring.request(RecurringChange.END_IF_INCOMPLETE);
                }
              }
              callOff(order, recurring);
              runs.recordTransition(before, recurring);
              if (recurring.status != before.status()) {
                count(recurring);
              }
            })
        .replaceWithVoid();
  }

  /** If its order was canceled meanwhile, the subscription is to end. */
  private static void revived(Order order, RecurringPayment recurring) {
    LOG.errorf(
        "Recurring payment %d had ended here but is %s at Stripe",
        recurring.id, recurring.status.text());
    if (order.isCalledOff()) {
      recurring.request(
          recurring.awaitsItsSession()
              ? RecurringChange.END_IF_INCOMPLETE
              : RecurringChange.CANCEL_NOW);
    }
  }

  /**
   * Stripe says that it has no subscription, or no checkout session, with this row's id. Nothing
   * can be charged, so it is over; if Stripe shows it again, it is live again.
   */
  public void lose(Order order, RecurringPayment recurring, Refused<?> word) {
    if (!recurring.isKnownAtStripe() || !recurring.status.isLive()) {
      return;
    }
    LOG.errorf(
        "Stripe does not know %s of recurring payment %d: is it deleted, or is the key another"
            + " account's?",
        recurring.awaitsItsSession() ? recurring.checkout : recurring.subscriptionId, recurring.id);
    var before = Before.of(recurring);
    recurring.lose(new StripeFailure(word.code(), null, word.message()));
    runs.recordTransition(before, recurring);
    callOff(order, recurring);
    count(recurring);
  }

  /** Stripe refused to begin it. */
  void refuse(Order order, RecurringPayment recurring, StripeFailure why) {
    recurring.refuse(why);
    runs.failed(recurring, TransitionKind.SUBSCRIPTION_REFUSED, "", why);
    callOff(order, recurring);
    count(recurring);
  }

  /**
   * An attempt to pay one of its invoices failed, or to take the card for them.
   *
   * @param failed identifies the attempt; if it is reported again, the app is not told again
   */
  public void fail(RecurringPayment recurring, String failed, StripeFailure why) {
    recurring.failTry(failed, why);
    runs.failed(recurring, TransitionKind.SUBSCRIPTION_PAYMENT_FAILED, failed, why);
  }

  /** Stripe reports that its trial ends soon. */
  public void trialEnds(RecurringPayment recurring) {
    runs.trialEnds(recurring);
  }

  /** Stripe reports that it renews soon. */
  public void renewsSoon(RecurringPayment recurring) {
    runs.renewsSoon(recurring);
  }

  /** Cancels an order whose requested cancel waited for this end. */
  private void callOff(Order order, RecurringPayment recurring) {
    if (!recurring.status.isLive() && order.cancelRequestedAt != null) {
      orders.cancel(order);
    }
  }

  /**
   * Whether it is a second live one of its user and price. That happens if the price was changed at
   * Stripe, or if it was taken for over. It is then recorded beside the other.
   */
  private Uni<Boolean> priceOf(RecurringPayment recurring, SubscriptionSnapshot seen) {
    var itsPrice = priceId(recurring, seen);
    if (itsPrice.equals(recurring.priceId) && !recurring.isOnlyBelievedOver()) {
      return Uni.createFrom().item(recurring.besideAnother);
    }
    return isBeside(recurring, itsPrice)
        .invoke(
            beside ->
                LOG.warnf(
                    "Recurring payment %d has the price %s at Stripe%s",
                    recurring.id, itsPrice, beside ? ", and so has another one of its user" : ""));
  }

  private static Uni<Boolean> isBeside(RecurringPayment recurring, String itsPrice) {
    return RecurringPayment.count(
            "userId = ?1 and priceId = ?2 and id <> ?3 and not besideAnother and status not in (?4,"
                + " ?5)",
            recurring.userId,
            itsPrice,
            recurring.id,
            RecurringPaymentStatus.CANCELED,
            RecurringPaymentStatus.INCOMPLETE_EXPIRED)
        .map(others -> others > 0);
  }

  private static String priceId(RecurringPayment recurring, SubscriptionSnapshot seen) {
    var own = recurring.own(seen);
    return own == null || own.priceId() == null ? recurring.priceId : own.priceId();
  }

  private void count(RecurringPayment recurring) {
    Transactions.afterCommit(
        meters.counter(
                "paydesk.recurring.payments",
                "status",
                recurring.status.text(),
                "mode",
                account.livemode() ? "live" : "test")
            ::increment);
  }
}
