package io.paydesk.webhook.callback;

import io.paydesk.stripe.IntentStatus;
import io.paydesk.stripe.PaymentIntentSnapshot;
import io.paydesk.stripe.Seen;
import io.paydesk.stripe.StripeJson;
import io.paydesk.webhook.ClaimedEvent;
import io.paydesk.webhook.callback.KnownPayments.Clue;
import java.util.UUID;

/** An event of a PaymentIntent, read. */
record PaymentEvent(ClaimedEvent delivery, PaymentIntentSnapshot intent, Clue clue) {

  static PaymentEvent of(ClaimedEvent delivery, UUID installation) {
    StripeJson.needed(delivery.object(), "id");
    return new PaymentEvent(
        delivery, PaymentIntentSnapshot.of(delivery.object()), Clue.of(delivery, installation));
  }

  String id() {
    return delivery.id();
  }

  Seen<PaymentIntentSnapshot> seen() {
    return delivery.askedAt() == null
        ? Seen.byEvent(intent)
        : Seen.asked(intent, delivery.askedAt());
  }

  /** Whether it tells the end of the intent, which can be believed whenever it comes. */
  boolean isFinal() {
    return intent.status() == IntentStatus.SUCCEEDED || intent.status() == IntentStatus.CANCELED;
  }
}
