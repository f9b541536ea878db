package io.paydesk.admin.act;

import io.paydesk.recurring.RecurringPaymentView;
import org.jspecify.annotations.Nullable;

/** What a subscription's state allows. */
public record SubscriptionActs(RecurringPaymentView subscription) {

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
