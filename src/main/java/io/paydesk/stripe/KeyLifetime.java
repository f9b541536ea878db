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

  /**
   * After an error of Stripe's own it may still finish what it had begun, so that a listing proves
   * nothing at once. Stripe answers such requests within a minute or not at all; this is generous.
   */
  private static final Duration COMING_TO_REST = Duration.ofMinutes(10);

  private KeyLifetime() {}

  /**
   * Whether what the calls under a key did, if anything, must show in a listing by now. How old the
   * key is does not tell: Stripe keeps the first answer that it came to, and a key of an hour ago
   * may have come through just now.
   *
   * @param spentAt when it was first known here that the key is of no more use; null for not yet
   */
  public static boolean isAtRest(Instant spentAt) {
    return spentAt != null && spentAt.plus(COMING_TO_REST).isBefore(Instant.now());
  }

  /**
   * @param since when the key was committed, before it was first sent
   */
  public static boolean isGood(Instant since) {
    return since.plus(LIFETIME).isAfter(Instant.now());
  }
}
