package io.paydesk.stripe;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How long a call may be repeated under its idempotency key. Stripe may forget keys after 24 hours;
 * one hour is kept for clocks that differ and calls that wait.
 *
 * @see <a
 *     href="https://docs.stripe.com/api/idempotent_requests">docs.stripe.com/api/idempotent_requests</a>
 */
public final class KeyLifetime {

  public static final Duration LIFETIME = Duration.ofHours(23);

  /**
   * After an error of its own, Stripe may still finish what it had begun, so a listing proves
   * nothing yet. Stripe answers such requests within a minute or not at all; this is generous.
   */
  private static final Duration COMING_TO_REST = Duration.ofMinutes(10);

  private KeyLifetime() {}

  /**
   * Whether a listing must show by now what calls with a key have done, if anything. The age of the
   * key does not matter: Stripe stores the first answer, and even a key of an hour ago may have
   * succeeded just now.
   *
   * @param spentAt when we first knew that the key was spent; null for not yet
   */
  public static boolean isAtRest(@Nullable Instant spentAt) {
    return spentAt != null && spentAt.plus(COMING_TO_REST).isBefore(Instant.now());
  }

  /**
   * @param since when the key was committed, before it was first sent
   */
  public static boolean isGood(Instant since) {
    return since.plus(LIFETIME).isAfter(Instant.now());
  }
}
