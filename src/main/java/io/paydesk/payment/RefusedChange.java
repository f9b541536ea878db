package io.paydesk.payment;

import io.paydesk.stripe.IntentStatus;
import io.paydesk.stripe.PaymentIntentSnapshot;
import io.paydesk.stripe.StripeOutcome;
import io.paydesk.stripe.StripeOutcome.Done;
import io.paydesk.stripe.StripeOutcome.Refused;

/** Why an intent could not be changed, where the intent itself does not say so. */
final class RefusedChange {

  /** A bank said no, and the intent shows it. What it shows else is of an earlier attempt. */
  private static final int DECLINED = 402;

  private RefusedChange() {}

  /**
   * What a bank declines shows on the intent; what Stripe refuses without asking one does not.
   *
   * @param now the intent, read after the refusal
   */
  static StripeOutcome<PaymentIntentSnapshot> explain(
      StripeOutcome<PaymentIntentSnapshot> now, Refused<PaymentIntentSnapshot> refused) {
    if (!(now instanceof Done<PaymentIntentSnapshot> done)) {
      return now;
    }
    var intent = done.value();
    return intent.status() == IntentStatus.WAITING
            && !(refused.status() == DECLINED && intent.failure() != null)
            && !"requires_action".equals(intent.stripeStatus())
        ? new Done<>(intent.failed(refused.why()))
        : done;
  }
}
