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
 * Tells refused from unknown. Only Stripe's own no counts as one: a status that comes with its
 * error object. Whatever else comes back, from a proxy, cut off or in another shape, says nothing
 * about what Stripe did.
 *
 * @see <a href="https://docs.stripe.com/error-low-level">docs.stripe.com/error-low-level</a>
 * @see <a href="https://docs.stripe.com/api/errors">the error object</a>
 */
final class StripeFailures {

  /** Bad parameters, a declined card, something that is not there. */
  private static final Set<Integer> STATUSES_OF_A_NO = Set.of(400, 402, 404);

  /** An {@code api_error} is Stripe's own trouble, whatever its status. */
  private static final Set<String> TYPES_OF_A_NO = Set.of("invalid_request_error", "card_error");

  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_-]{1,100}");

  private StripeFailures() {}

  static <T> StripeOutcome<T> outcomeOf(StripeException e) {
    int status = e.getStatusCode() == null ? 0 : e.getStatusCode();
    if (e instanceof ApiConnectionException || status == 0) {
      return new Unknown<>("no answer from Stripe", false);
    }
    if (e instanceof IdempotencyException) {
      // The key went out with other parameters before, so it made something: a listing finds it.
      return new Unknown<>("idempotency key used with other parameters", true);
    }
    if (status == 401 || status == 403) {
      // Ours to mend, and none of the payer's business. An earlier try may have been carried out
      // under a good key.
      return new Unknown<>("Stripe refused our key (" + status + ")", false);
    }
    if (status == 409 || status == 429) {
      return new Unknown<>("Stripe is busy (" + status + ")", false);
    }
    if (status >= 500) {
      return new Unknown<>("Stripe's error " + status, replayed(e));
    }
    if (!isStripesNo(e, status)) {
      return new Unknown<>("an answer that is not Stripe's (" + status + ")", false);
    }
    var declineCode = e instanceof CardException card ? card.getDeclineCode() : null;
    return new Refused<>(e.getCode(), declineCode, e.getStripeError().getMessage(), status);
  }

  /** What stripe-java, or a snapshot, stumbled over: Stripe may have done all that was asked. */
  static <T> StripeOutcome<T> outcomeOf(RuntimeException unreadable) {
    return new Unknown<>("an answer that could not be read", false);
  }

  /** The same for a log: where it happened, without what it says, which may quote the answer. */
  static Throwable withoutWords(RuntimeException e) {
    var silent = new IllegalStateException(e.getClass().getName());
    silent.setStackTrace(e.getStackTrace());
    return silent;
  }

  /** A code or an id of an answer as it may stand in a log; whatever else stood there does not. */
  static String shown(String word) {
    return word == null || WORD.matcher(word).matches() ? word : "unreadable";
  }

  private static boolean isStripesNo(StripeException e, int status) {
    return STATUSES_OF_A_NO.contains(status)
        && e.getStripeError() != null
        && e.getStripeError().getType() != null
        && TYPES_OF_A_NO.contains(e.getStripeError().getType());
  }

  private static boolean replayed(StripeException e) {
    return e.getStripeError() != null && StripeJson.replayed(e.getStripeError().getLastResponse());
  }
}
