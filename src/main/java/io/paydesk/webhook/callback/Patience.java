package io.paydesk.webhook.callback;

import io.paydesk.changed.HomeContext;
import io.paydesk.stripe.StripeOutcome;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * How long and how much a callback asks of Stripe: a batch must end well within its claim's lease,
 * also when Stripe is slow.
 */
@Singleton
class Patience {

  /** Questions at once; the worker threads bound the rest. */
  static final int AT_ONCE = 16;

  private final Duration longest;

  /**
   * @param longest wait for one answer
   */
  Patience(
      @ConfigProperty(name = "paydesk.webhook.patience", defaultValue = "10S") Duration longest) {
    this.longest = longest;
  }

  <T> Uni<StripeOutcome<T>> atMost(Uni<StripeOutcome<T>> asked) {
    return asked
        .ifNoItem()
        .after(longest)
        .recoverWithItem(new StripeOutcome.Unknown<>("not in time", false))
        .plug(HomeContext.back());
  }
}
