package io.paydesk.webhook.callback;

import io.paydesk.stripe.IntentStatus;
import io.paydesk.stripe.PaymentIntentSnapshot;
import io.paydesk.stripe.Seen;
import io.paydesk.stripe.StripeJson;
import io.paydesk.webhook.ClaimedEvent;
import io.paydesk.webhook.callback.KnownPayments.Clue;
import java.util.UUID;

/** An event of a PaymentIntent, read. */
record PaymentEvent(ClaimedEvent claimed, PaymentIntentSnapshot intent, Clue clue) {

  static PaymentEvent of(ClaimedEvent claimed, UUID installation) {
    StripeJson.needed(claimed.object(), "id");
    return new PaymentEvent(
        claimed, PaymentIntentSnapshot.of(claimed.object()), Clue.of(claimed, installation));
  }

  String id() {
    return claimed.id();
  }

  Seen<PaymentIntentSnapshot> seen() {
    return claimed.askedAt() == null ? Seen.byEvent(intent) : Seen.asked(intent, claimed.askedAt());
  }

  /** Whether it reports the intent's end, which is true whenever it comes. */
  boolean isFinal() {
    return intent.status() == IntentStatus.SUCCEEDED || intent.status() == IntentStatus.CANCELED;
  }
}
