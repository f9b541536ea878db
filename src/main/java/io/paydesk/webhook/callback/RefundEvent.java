package io.paydesk.webhook.callback;

import io.paydesk.stripe.RefundSnapshot;
import io.paydesk.stripe.StripeJson;
import io.paydesk.webhook.Delivery;
import io.paydesk.webhook.callback.ChargedPayments.Clue;

/**
 * An event of a refund, read.
 *
 * @param refund null where the event is about the charge, which only hints that there is a refund
 */
record RefundEvent(Delivery delivery, Clue clue, RefundSnapshot refund) {

  static RefundEvent of(Delivery delivery) {
    var object = delivery.object();
    if ("charge".equals(StripeJson.text(object, "object"))) {
      return new RefundEvent(
          delivery,
          new Clue(StripeJson.id(object, "payment_intent"), StripeJson.text(object, "id")),
          null);
    }
    var refund = RefundSnapshot.of(object);
    return new RefundEvent(delivery, new Clue(refund.paymentIntentId(), refund.chargeId()), refund);
  }

  String id() {
    return delivery.id();
  }
}
