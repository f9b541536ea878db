package io.paydesk.webhook.callback;

import io.paydesk.payment.Sighting;
import io.paydesk.stripe.IntentStatus;
import io.paydesk.stripe.PaymentIntentSnapshot;
import io.paydesk.stripe.StripeJson;
import io.paydesk.webhook.Delivery;
import io.paydesk.webhook.callback.KnownPayments.Clue;
import java.util.UUID;

/** An event of a PaymentIntent, read. */
record PaymentEvent(Delivery delivery, PaymentIntentSnapshot intent, Clue clue) {

  static PaymentEvent of(Delivery delivery, UUID installation) {
    StripeJson.needed(delivery.object(), "id");
    return new PaymentEvent(
        delivery, PaymentIntentSnapshot.of(delivery.object()), Clue.of(delivery, installation));
  }

  String id() {
    return delivery.id();
  }

  Sighting sighting() {
    return delivery.askedAt() == null
        ? Sighting.byEvent(intent)
        : Sighting.asked(intent, delivery.askedAt());
  }

  /** Whether it tells the end of the intent, which can be believed whenever it comes. */
  boolean isFinal() {
    return intent.status() == IntentStatus.SUCCEEDED || intent.status() == IntentStatus.CANCELED;
  }
}
