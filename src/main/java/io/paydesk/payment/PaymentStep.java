package io.paydesk.payment;

import io.paydesk.stripe.PaymentIntentSnapshot;
import io.paydesk.stripe.PaymentIntentSnapshot.StripeFailure;
import io.paydesk.stripe.Seen;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What Stripe's news about an intent means to its payment. The whole decision is here, and nothing
 * else: {@link PaymentRecorder} acts on it.
 *
 * <p>Events come late, twice and in any order. Success and cancel are final at Stripe, so they are
 * believed whenever they come. Waiting and processing can follow each other both ways (a failed
 * bank debit waits again). So an event with one of them proves nothing to a payment that shows the
 * other, and Stripe is asked. It is also asked about a hold, as only the charge says when that
 * expires.
 */
public enum PaymentStep {
  /** It waits for the payer. */
  WAIT,
  /** A bank decides. */
  PROCESS,
  /** The payer's bank holds the money. */
  AUTHORIZE,
  /** The money came. */
  SUCCEED,
  /** Stripe has canceled it. */
  CANCEL,
  /** A bank refused what its checkout session had sent it, and the session takes no other try. */
  FAIL,
  /** Nothing new, or something old. */
  KEEP,
  /** The news does not decide it: ask Stripe, then decide again. */
  ASK,
  /** A status that this version does not know: stored as it is, and reported as an alert. */
  NOTE;

  /**
   * @param now the payment's status
   * @param shown the failure that the row shows
   * @param observedAt when Stripe was asked for the answer that the row shows
   */
  public static PaymentStep of(
      PaymentStatus now,
      @Nullable StripeFailure shown,
      @Nullable Instant observedAt,
      Seen<PaymentIntentSnapshot> seen) {
    return of(now, shown, observedAt, PaymentAtStripe.of(seen.value()), seen.askedAt());
  }

  static PaymentStep of(
      PaymentStatus now,
      @Nullable StripeFailure shown,
      @Nullable Instant observedAt,
      PaymentAtStripe has,
      @Nullable Instant askedAt) {
    if (now.hasMoney()) {
      return KEEP;
    }
    if (has.isRefusedForGood()) {
      return now.isLive() ? FAIL : KEEP;
    }
    var seen = new Seen<>(has, askedAt);
    return switch (has.status()) {
      case SUCCEEDED -> SUCCEED;
      case CANCELED -> now.isLive() ? CANCEL : KEEP;
      case UNFAMILIAR -> NOTE;
      case WAITING -> now.isLive() ? open(now, shown, observedAt, seen, WAIT) : KEEP;
      case PROCESSING -> now.isLive() ? open(now, shown, observedAt, seen, PROCESS) : KEEP;
      case AUTHORIZED -> now.isLive() ? held(now, observedAt, seen) : KEEP;
    };
  }

  private static PaymentStep held(
      PaymentStatus now, @Nullable Instant observedAt, Seen<PaymentAtStripe> seen) {
    if (seen.isAnswer() && isOlder(seen, observedAt)) {
      return KEEP;
    }
    if (now == PaymentStatus.AUTHORIZED) {
      return seen.isAnswer() ? AUTHORIZE : KEEP;
    }
    var hold = seen.value().hold();
    return seen.isAnswer() && (hold == null || hold.isWhole()) ? AUTHORIZE : ASK;
  }

  private static boolean isOlder(Seen<?> seen, @Nullable Instant observedAt) {
    return observedAt != null && seen.askedAt() != null && seen.askedAt().isBefore(observedAt);
  }

  private static PaymentStep open(
      PaymentStatus now,
      @Nullable StripeFailure shown,
      @Nullable Instant observedAt,
      Seen<PaymentAtStripe> seen,
      PaymentStep step) {
    if (now.isNotConfirmedByStripe()) {
      return step;
    }
    if (seen.isAnswer()) {
      return isOlder(seen, observedAt) ? KEEP : step;
    }
    var next = step == WAIT ? PaymentStatus.PENDING : PaymentStatus.PROCESSING;
    return now == next && Objects.equals(shown, seen.value().failure()) ? KEEP : ASK;
  }
}
