package io.paydesk.payment;

import io.paydesk.stripe.PaymentIntentSnapshot;
import java.time.Instant;

/**
 * A PaymentIntent as we got to see it.
 *
 * @param askedAt when we asked Stripe for it; null when it came by an event, which may be old
 */
public record Sighting(PaymentIntentSnapshot intent, Instant askedAt) {

  public static Sighting asked(PaymentIntentSnapshot intent, Instant askedAt) {
    return new Sighting(intent, askedAt);
  }

  public static Sighting byEvent(PaymentIntentSnapshot intent) {
    return new Sighting(intent, null);
  }

  boolean isAnswer() {
    return askedAt != null;
  }
}
