package io.paydesk.webhook;

import io.paydesk.stripe.StripeAccountConfig;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Ignores events of the other mode than our key's, or of another account. */
@Singleton
class Admission {

  private static final Logger LOG = Logger.getLogger(Admission.class);

  private final StripeAccountConfig account;

  Admission(StripeAccountConfig account) {
    this.account = account;
  }

  /**
   * @param itsAccount null where it is ours
   * @return null where the event is admitted
   */
  @Nullable IgnoredBecause refuse(String eventId, boolean livemode, @Nullable String itsAccount) {
    if (itsAccount != null) {
      return IgnoredBecause.ANOTHER_ACCOUNT;
    }
    if (livemode != account.livemode()) {
      LOG.errorf(
          "Event %s belongs to the other mode than the key: check the webhook endpoint", eventId);
      return IgnoredBecause.WRONG_MODE;
    }
    return null;
  }
}
