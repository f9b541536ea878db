package io.paydesk.surface;

import io.paydesk.stripe.CheckoutSessionRequest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How long a payer may take.
 *
 * @see <a
 *     href="https://docs.stripe.com/api/checkout/sessions/create#create_checkout_session-expires_at">Stripe's
 *     limits</a>
 */
public final class SessionLength {

  static final long LEAST = CheckoutSessionRequest.SHORTEST.toSeconds();

  static final long MOST = 86_400;

  private static final long CLOCKS_APART = CheckoutSessionRequest.CLOCKS_APART.toSeconds();

  private SessionLength() {}

  /**
   * @param seconds null for Stripe's own
   * @throws io.paydesk.problem.Refusal {@code invalid-expires-in}
   */
  static void check(@Nullable Long seconds) {
    if (seconds != null && (seconds < LEAST || seconds > MOST)) {
      throw SurfaceProblems.invalidExpiresIn();
    }
  }

  /**
   * @param orderEnds when nobody can pay the order any more; null where it has no end
   * @return seconds since 1970
   */
  public static @Nullable Long endOf(
      @Nullable Long seconds, @Nullable Instant orderEnds, Instant now) {
    if (seconds == null && orderEnds == null) {
      return null;
    }
    long wanted = seconds == null ? MOST : seconds;
    long left = orderEnds == null ? MOST : orderEnds.getEpochSecond() - now.getEpochSecond();
    // A session that must outlive its order ends with it all the same: then it is expired by a
    // call.
    long within =
        Math.min(Math.max(Math.min(wanted, left), LEAST + CLOCKS_APART), MOST - CLOCKS_APART);
    return now.getEpochSecond() + within;
  }
}
