package io.paydesk.webhook.callback;

import io.paydesk.payment.Payment;
import io.paydesk.payment.PaymentDecline;
import io.paydesk.payment.Sighting;
import io.paydesk.stripe.FailedTry;
import io.paydesk.stripe.Installation;
import io.paydesk.stripe.IntentStatus;
import io.paydesk.stripe.PaymentIntentSnapshot;
import io.paydesk.webhook.Delivery;
import java.time.Instant;
import java.util.UUID;

/**
 * An event of a PaymentIntent, read.
 *
 * @param paymentUuid the row that its metadata names; null when another installation, another app
 *     or nobody wrote it
 */
record PaymentEvent(Delivery delivery, PaymentIntentSnapshot intent, UUID paymentUuid) {

  static PaymentEvent of(Delivery delivery, UUID installation) {
    var intent = PaymentIntentSnapshot.of(delivery.object());
    return new PaymentEvent(delivery, intent, Installation.rowOf(installation, intent.metadata()));
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
