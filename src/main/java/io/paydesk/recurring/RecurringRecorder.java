package io.paydesk.recurring;

import io.micrometer.core.instrument.MeterRegistry;
import io.paydesk.order.Order;
import io.paydesk.stripe.PaymentIntentSnapshot.StripeFailure;
import io.paydesk.stripe.StripeAccountConfig;
import io.paydesk.stripe.SubscriptionSnapshot;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import org.jboss.logging.Logger;

/**
 * Writes what Stripe has of a subscription into its row, whichever way it came. The row must be
 * locked, its order before.
 */
@Singleton
public class RecurringRecorder {

  private static final Logger LOG = Logger.getLogger(RecurringRecorder.class);

  private final StripeAccountConfig account;
  private final MeterRegistry meters;

  RecurringRecorder(StripeAccountConfig account, MeterRegistry meters) {
    this.account = account;
    this.meters = meters;
  }

  /**
   * @param askedAt when it was asked for; null only where the end of it is told
   */
  public Uni<Void> record(
      Order order, RecurringPayment recurring, SubscriptionSnapshot seen, Instant askedAt) {
    if (!recurring.fits(seen)) {
      LOG.errorf("%s is not the one of recurring payment %d", seen, recurring.id);
      return Uni.createFrom().voidItem();
    }
    return priceOf(recurring, seen)
        .invoke(
            beside -> {
              var before = recurring.status;
              var itsPrice = seen.item(recurring.priceId).priceId();
              if (recurring.show(seen, askedAt)) {
                recurring.besideAnother = beside;
                recurring.priceId = itsPrice == null ? recurring.priceId : itsPrice;
              }
              callOff(order, recurring);
              if (RecurringPaymentStatus.ofStripe(seen.stripeStatus()) == null) {
                LOG.errorf("%s has a status that is not known here", seen);
              }
              if (recurring.status != before) {
                count(recurring);
              }
            })
        .replaceWithVoid();
  }

  /** Stripe refused to begin it. */
  void refuse(Order order, RecurringPayment recurring, StripeFailure why) {
    recurring.refuse(why);
    callOff(order, recurring);
    count(recurring);
  }

  /** An order that was to be called off waited for this. */
  private static void callOff(Order order, RecurringPayment recurring) {
    if (!recurring.status.isLive() && order.cancelRequestedAt != null) {
      order.cancel();
    }
  }

  /**
   * Whether it is a second live one of its user and price, which only a change at Stripe itself can
   * bring about: then it is recorded beside the other.
   */
  private Uni<Boolean> priceOf(RecurringPayment recurring, SubscriptionSnapshot seen) {
    var itsPrice = seen.item(recurring.priceId).priceId();
    if (itsPrice == null || itsPrice.equals(recurring.priceId)) {
      return Uni.createFrom().item(recurring.besideAnother);
    }
    return RecurringPayment.count(
            "userId = ?1 and priceId = ?2 and id <> ?3 and not besideAnother and status not in (?4, ?5)",
            recurring.userId,
            itsPrice,
            recurring.id,
            RecurringPaymentStatus.CANCELED,
            RecurringPaymentStatus.INCOMPLETE_EXPIRED)
        .map(others -> others > 0)
        .invoke(
            beside ->
                LOG.warnf(
                    "Recurring payment %d is of the price %s now, by a change at Stripe%s",
                    recurring.id, itsPrice, beside ? ", of which its user has another" : ""));
  }

  private void count(RecurringPayment recurring) {
    meters
        .counter(
            "paydesk.recurring.payments",
            "status",
            recurring.status.text(),
            "mode",
            account.livemode() ? "live" : "test")
        .increment();
  }
}
