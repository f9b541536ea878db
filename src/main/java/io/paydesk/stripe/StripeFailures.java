package io.paydesk.stripe;

import com.stripe.exception.ApiConnectionException;
import com.stripe.exception.CardException;
import com.stripe.exception.IdempotencyException;
import com.stripe.exception.StripeException;
import io.paydesk.stripe.StripeOutcome.Refused;
import io.paydesk.stripe.StripeOutcome.Unknown;

/**
 * Tells refused from unknown.
 *
 * @see <a href="https://docs.stripe.com/error-low-level">docs.stripe.com/error-low-level</a>
 */
final class StripeFailures {

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
    var declineCode = e instanceof CardException card ? card.getDeclineCode() : null;
    var message = e.getStripeError() == null ? null : e.getStripeError().getMessage();
    return new Refused<>(e.getCode(), declineCode, message, status);
  }

  private static boolean replayed(StripeException e) {
    return e.getStripeError() != null && StripeJson.replayed(e.getStripeError().getLastResponse());
  }
}
