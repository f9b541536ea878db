package io.paydesk.webhook.callback;

import io.paydesk.stripe.StripeAccountConfig;
import io.paydesk.webhook.ClaimedEvent;
import io.paydesk.webhook.IgnoredBecause;
import io.paydesk.webhook.Verdict;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/** Keeps events of play money away from real money, and the other way round. */
@Singleton
class Mode {

  private static final Logger LOG = Logger.getLogger(Mode.class);

  private final StripeAccountConfig account;

  Mode(StripeAccountConfig account) {
    this.account = account;
  }

  /** Whether the event is of the mode that the key is of. */
  boolean fits(ClaimedEvent delivery) {
    return delivery.livemode() == account.livemode();
  }

  /** What becomes of an event of the other mode. */
  static Verdict refuse(ClaimedEvent delivery) {
    LOG.errorf(
        "Event %s belongs to the other mode than the key: check the webhook endpoint",
        delivery.id());
    return Verdict.ignored(IgnoredBecause.WRONG_MODE);
  }
}
