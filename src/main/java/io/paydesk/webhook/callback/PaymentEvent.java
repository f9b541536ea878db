package io.paydesk.webhook.callback;

import io.paydesk.payment.Payment;
import io.paydesk.payment.PaymentDecline;
import io.paydesk.payment.Sighting;
import io.paydesk.stripe.FailedTry;
import io.paydesk.stripe.Installation;
import io.paydesk.stripe.IntentStatus;
import io.paydesk.stripe.PaymentIntentSnapshot;
import io.paydesk.stripe.StripeJson;
import io.paydesk.webhook.Delivery;
import java.time.Instant;
import java.util.UUID;

/**
 * An event of a PaymentIntent, read.
 *
 * @param paymentUuid the row that its metadata names
 */
record PaymentEvent(Delivery delivery, PaymentIntentSnapshot intent, UUID paymentUuid) {

  static PaymentEvent of(Delivery delivery, UUID installation) {
    StripeJson.needed(delivery.object(), "id");
    return new PaymentEvent(
        delivery, PaymentIntentSnapshot.of(delivery.object()), rowOf(delivery, installation));
  }

  /** Reads whose it is, and no more: null when another installation, app or nobody marked it. */
  static UUID rowOf(Delivery delivery, UUID installation) {
    return Installation.rowOf(installation, StripeJson.texts(delivery.object(), "metadata"));
  }

  String id() {
    return delivery.id();
  }

  Sighting sighting() {
    return Sighting.byEvent(intent);
  }

  /** Whether it tells the end of the intent, which can be believed whenever it comes. */
  boolean isFinal() {
    return intent.status() == IntentStatus.SUCCEEDED || intent.status() == IntentStatus.CANCELED;
  }

  boolean tellsOfADecline() {
    return delivery.type().equals("payment_intent.payment_failed");
  }

  PaymentDecline decline(Payment payment) {
    var created = Instant.ofEpochSecond(delivery.body().path("created").asLong());
    return PaymentDecline.of(payment, FailedTry.of(delivery.object()), id(), created);
  }
}
