package io.paydesk.stripe;

import jakarta.persistence.Convert;
import jakarta.persistence.Embeddable;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The checkout session that makes a payment's intent, or a subscription.
 *
 * @param checkoutSessionId null until Stripe has answered
 * @param sessionExpiresAt null until Stripe has answered
 */
@Embeddable
public record RowCheckout(
    @Convert(converter = Surface.Text.class) Surface surface,
    @Nullable String checkoutSessionId,
    @Nullable Instant sessionExpiresAt) {

  /** Stripe needs a moment to let a session expire. */
  private static final Duration AFTER_THE_END = Duration.ofMinutes(2);

  public RowCheckout seen(CheckoutSessionSnapshot session) {
    return new RowCheckout(surface, session.id(), session.expiresAt());
  }

  public boolean fits(CheckoutSessionSnapshot session) {
    return checkoutSessionId == null || checkoutSessionId.equals(session.id());
  }

  /** The order must not wait for long after the session's end, even if its event is lost. */
  public @Nullable Instant checkBy(@Nullable Instant planned) {
    if (planned == null || sessionExpiresAt == null) {
      return planned;
    }
    var end = sessionExpiresAt.plus(AFTER_THE_END);
    return end.isBefore(planned) && end.isAfter(Instant.now()) ? end : planned;
  }
}
