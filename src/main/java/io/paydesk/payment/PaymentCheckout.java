package io.paydesk.payment;

import io.paydesk.stripe.CheckoutSessionSnapshot;
import io.paydesk.stripe.Surface;
import jakarta.persistence.Embeddable;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The checkout session that makes a payment's intent.
 *
 * @param checkoutSessionId null until Stripe has answered
 * @param sessionExpiresAt null until Stripe has answered
 */
@Embeddable
public record PaymentCheckout(
    Surface surface, @Nullable String checkoutSessionId, @Nullable Instant sessionExpiresAt) {

  /** Stripe needs a moment to let a session expire. */
  private static final Duration AFTER_THE_END = Duration.ofMinutes(2);

  PaymentCheckout seen(CheckoutSessionSnapshot session) {
    return new PaymentCheckout(surface, session.id(), session.expiresAt());
  }

  boolean fits(CheckoutSessionSnapshot session) {
    return checkoutSessionId == null || checkoutSessionId.equals(session.id());
  }

  /** The order must not wait for long after the session's end, even if its event is lost. */
  @Nullable Instant checkBy(@Nullable Instant planned) {
    if (planned == null || sessionExpiresAt == null) {
      return planned;
    }
    var end = sessionExpiresAt.plus(AFTER_THE_END);
    return end.isBefore(planned) && end.isAfter(Instant.now()) ? end : planned;
  }
}
