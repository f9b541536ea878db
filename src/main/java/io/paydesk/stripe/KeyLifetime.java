package io.paydesk.stripe;

import java.time.Duration;
import java.time.Instant;

/**
 * How long a call may be repeated under its idempotency key. Stripe may forget keys after 24 hours;
 * the hour between is for clocks that disagree and calls that wait.
 *
 * @see <a
 *     href="https://docs.stripe.com/api/idempotent_requests">docs.stripe.com/api/idempotent_requests</a>
 */
public final class KeyLifetime {

  private static final Duration LIFETIME = Duration.ofHours(23);

  private KeyLifetime() {}

  /**
   * @param since when the key was committed, before it was first sent
   */
  public static boolean isGood(Instant since) {
    return since.plus(LIFETIME).isAfter(Instant.now());
  }
}
