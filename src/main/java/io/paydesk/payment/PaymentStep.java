package io.paydesk.payment;

import io.paydesk.stripe.PaymentIntentSnapshot;
import io.paydesk.stripe.PaymentIntentSnapshot.StripeFailure;
import io.paydesk.stripe.Seen;
import java.time.Instant;
import java.util.Objects;

/**
 * What Stripe said of its intent means to a payment. This is the whole decision, and it decides
 * only: {@link PaymentRecorder} acts on it.
 *
 * <p>Events come late, twice and in any order. Money that came, and a cancel, are final at Stripe,
 * so they may be believed whenever they come. Waiting and processing follow each other both ways (a
 * failed bank debit goes back to waiting), so an event that tells one of them to a payment that
 * shows the other proves nothing: Stripe is asked.
 */
public enum PaymentStep {
  /** It waits for the payer. */
  WAIT,
  /** A bank decides. */
  PROCESS,
  /** The money came. */
  SUCCEED,
  /** Stripe has called it off. */
  CANCEL,
  /** Nothing new, or something old. */
  KEEP,
  /** It cannot be told from this: ask Stripe, then decide again. */
  ASK,
  /** A status that this version does not know: kept as it is, and told. */
  NOTE;

  /**
   * @param now the payment's status
   * @param shown the failure that it shows; null when none
   * @param observedAt when the newest answer that it shows was asked for; may be null
   */
  public static PaymentStep of(
      PaymentStatus now,
      StripeFailure shown,
      Instant observedAt,
      Seen<PaymentIntentSnapshot> seen) {
    if (now.hasMoney()) {
      return KEEP;
    }
    return switch (seen.value().status()) {
      case SUCCEEDED -> SUCCEED;
      case CANCELED -> now.isLive() ? CANCEL : KEEP;
      case UNFAMILIAR -> NOTE;
      case WAITING -> now.isLive() ? open(now, shown, observedAt, seen, WAIT) : KEEP;
      case PROCESSING -> now.isLive() ? open(now, shown, observedAt, seen, PROCESS) : KEEP;
    };
  }

  private static PaymentStep open(
      PaymentStatus now,
      StripeFailure shown,
      Instant observedAt,
      Seen<PaymentIntentSnapshot> seen,
      PaymentStep step) {
    if (now.isNotConfirmedByStripe()) {
      return step;
    }
    if (seen.isAnswer()) {
      return observedAt != null && seen.askedAt().isBefore(observedAt) ? KEEP : step;
    }
    var told = step == WAIT ? PaymentStatus.PENDING : PaymentStatus.PROCESSING;
    return now == told && Objects.equals(shown, seen.value().failure()) ? KEEP : ASK;
  }
}
