package io.paydesk.admin.act;

import static java.util.Objects.requireNonNull;

import io.paydesk.admin.EachTime;
import io.paydesk.money.StripeCurrency;
import io.paydesk.order.OrderView;
import io.paydesk.recurring.RecurringPaymentStatus;
import io.paydesk.recurring.RecurringPaymentView;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a subscription's state allows.
 *
 * @param currency of its order
 * @param unit what one of it costs for a period, before discounts and taxes, in minor units; null
 *     where nobody knows
 * @param paidUntil the end of the last period that was paid; null where none is known
 * @param accessUntil as the entitlements say it; null where it gives none now
 */
public record SubscriptionActs(
    RecurringPaymentView subscription,
    StripeCurrency currency,
    @Nullable Long unit,
    @Nullable Instant paidUntil,
    @Nullable Instant accessUntil) {

  /**
   * @param order that began it: its price is that of Stripe's price, times its quantity
   */
  public static SubscriptionActs of(
      RecurringPaymentView subscription,
      OrderView order,
      @Nullable Instant paidUntil,
      @Nullable Instant accessUntil) {
    return new SubscriptionActs(
        subscription,
        StripeCurrency.of(order.currency()),
        EachTime.unit(subscription, order),
        paidUntil,
        accessUntil);
  }

  /** Whether its payer owes a renewal: its order is where that is asked for. */
  public boolean isBehind() {
    return subscription.status().isBehind();
  }

  /** Whether an end with its period leaves access until then. */
  public boolean lastsItsPeriod() {
    return !isBehind()
        && accessUntil != null
        && subscription.collectionPause() == null
        && subscription.currentPeriodEnd() != null;
  }

  /** For a period, with the quantity that it has; minor units. */
  public long costsNow() {
    return Math.multiplyExact(requireNonNull(unit), (long) subscription.quantity());
  }

  /** Whether its period is paid for: not in a trial, and not while a renewal has failed. */
  public boolean isPaid() {
    return subscription.status() == RecurringPaymentStatus.ACTIVE && paidUntil != null;
  }

  private boolean isFree() {
    return subscription.status().isRunning() && subscription.change() == null;
  }

  public boolean canChange() {
    return isFree() && subscription.pendingUpdate() == null && !ends();
  }

  public boolean canEnd() {
    return isFree();
  }

  /** Whether its end is set, and can be taken back. */
  public boolean ends() {
    return isFree() && subscription.endsAt() != null;
  }

  /** Why what one looks for is not there; null where it is. */
  public @Nullable String why() {
    if (!subscription.status().isRunning()) {
      return null;
    }
    if (subscription.change() != null) {
      return "A change is under way: Stripe has not confirmed it yet.";
    }
    return subscription.pendingUpdate() == null
        ? null
        : "A change of its quantity waits for its payment.";
  }
}
