package io.paydesk.webhook.callback;

import io.paydesk.stripe.RefundSnapshot;
import io.paydesk.stripe.StripeJson;
import io.paydesk.webhook.ClaimedEvent;
import io.paydesk.webhook.callback.ChargedPayments.Clue;
import org.jspecify.annotations.Nullable;

/**
 * An event of a refund, read.
 *
 * @param refund null where the event is about the charge, which only hints at a refund
 */
record RefundEvent(ClaimedEvent claimed, Clue clue, @Nullable RefundSnapshot refund) {

  static RefundEvent of(ClaimedEvent claimed) {
    return new RefundEvent(
        claimed, clue(claimed), isOfCharge(claimed) ? null : RefundSnapshot.of(claimed.object()));
  }

  /** Reads whose it is, and no more. */
  static Clue clue(ClaimedEvent claimed) {
    var object = claimed.object();
    return new Clue(
        StripeJson.id(object, "payment_intent"),
        isOfCharge(claimed) ? StripeJson.text(object, "id") : StripeJson.id(object, "charge"));
  }

  /** Whether it is about the charge, so it is only a hint. */
  static boolean isOfCharge(ClaimedEvent claimed) {
    return "charge".equals(StripeJson.text(claimed.object(), "object"));
  }

  String id() {
    return claimed.id();
  }
}
