package io.paydesk.stripe;

import com.stripe.exception.ApiConnectionException;
import com.stripe.exception.CardException;
import com.stripe.exception.IdempotencyException;
import com.stripe.exception.StripeException;
import io.paydesk.stripe.StripeOutcome.Refused;
import io.paydesk.stripe.StripeOutcome.Unknown;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Tells refused from unknown. Refused is only what Stripe itself refuses: a status with Stripe's
 * error object. Anything else, from a proxy, cut off or in another shape, says nothing about what
 * Stripe did.
 *
 * @see <a href="https://docs.stripe.com/error-low-level">docs.stripe.com/error-low-level</a>
 * @see <a href="https://docs.stripe.com/api/errors">the error object</a>
 */
final class StripeFailures {

  /** Bad parameters, a declined card, a missing object. */
  private static final Set<Integer> REFUSAL_STATUSES = Set.of(400, 402, 404);

  /** An {@code api_error} is a fault at Stripe, whatever its status. */
  private static final Set<String> REFUSAL_TYPES = Set.of("invalid_request_error", "card_error");

  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_-]{1,100}");

  private StripeFailures() {}

  static <T> StripeOutcome<T> outcomeOf(StripeException e) {
    int status = e.getStatusCode() == null ? 0 : e.getStatusCode();
    if (e instanceof ApiConnectionException || status == 0) {
      return new Unknown<>("no answer from Stripe", false);
    }
    if (e instanceof IdempotencyException) {
      // The key was sent with other parameters before, so it made something: a listing finds it.
      return new Unknown<>("idempotency key used with other parameters", true);
    }
    if (status == 401 || status == 403) {
      // The shop must fix its key; the payer must not see this. An earlier attempt may have been
      // carried out with a good key.
      return new Unknown<>(
          status == 403 ? StripeOutcome.KEY_MAY_NOT : "Stripe refused our key (401)", false);
    }
    if (status == 409 || status == 429) {
      return new Unknown<>("Stripe is busy (" + status + ")", false);
    }
    if (status >= 500) {
      return new Unknown<>("Stripe's error " + status, replayed(e));
    }
    if (!isRefusedByStripe(e, status)) {
      return new Unknown<>("an answer that is not Stripe's (" + status + ")", false);
    }
    var declineCode = e instanceof CardException card ? card.getDeclineCode() : null;
    var error = e.getStripeError();
    return new Refused<>(e.getCode(), declineCode, error.getMessage(), error.getParam(), status);
  }

  /** stripe-java or a snapshot could not read the answer: Stripe may have done everything. */
  static <T> StripeOutcome<T> outcomeOf(RuntimeException unreadable) {
    return new Unknown<>("an answer that could not be read", false);
  }

  /**
   * The same exception for a log: where it happened, without its message, which may quote the
   * answer.
   */
  static Throwable withoutWords(RuntimeException e) {
    var silent = new IllegalStateException(e.getClass().getName());
    silent.setStackTrace(e.getStackTrace());
    return silent;
  }

  /** A code or id from an answer, safe for a log; any other text is left out. */
  static String shown(String word) {
    return word == null || WORD.matcher(word).matches() ? word : "unreadable";
  }

  private static boolean isRefusedByStripe(StripeException e, int status) {
    return REFUSAL_STATUSES.contains(status)
        && e.getStripeError() != null
        && e.getStripeError().getType() != null
        && REFUSAL_TYPES.contains(e.getStripeError().getType());
  }

  private static boolean replayed(StripeException e) {
    return e.getStripeError() != null && StripeJson.replayed(e.getStripeError().getLastResponse());
  }
}
