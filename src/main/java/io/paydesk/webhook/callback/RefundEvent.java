package io.paydesk.webhook.callback;

import io.paydesk.stripe.RefundSnapshot;
import io.paydesk.stripe.StripeJson;
import io.paydesk.webhook.ClaimedEvent;
import io.paydesk.webhook.callback.ChargedPayments.Clue;

/**
 * An event of a refund, read.
 *
 * @param refund null where the event is about the charge, which only hints that there is a refund
 */
record RefundEvent(ClaimedEvent delivery, Clue clue, RefundSnapshot refund) {

  static RefundEvent of(ClaimedEvent delivery) {
    return new RefundEvent(
        delivery,
        clue(delivery),
        isOfCharge(delivery) ? null : RefundSnapshot.of(delivery.object()));
  }

  /** Reads whose it is, and no more. */
  static Clue clue(ClaimedEvent delivery) {
    var object = delivery.object();
    return new Clue(
        StripeJson.id(object, "payment_intent"),
        isOfCharge(delivery) ? StripeJson.text(object, "id") : StripeJson.id(object, "charge"));
  }

  /** Whether it is about the charge, and no more than a hint. */
  static boolean isOfCharge(ClaimedEvent delivery) {
    return "charge".equals(StripeJson.text(delivery.object(), "object"));
  }

  String id() {
    return delivery.id();
  }
}
