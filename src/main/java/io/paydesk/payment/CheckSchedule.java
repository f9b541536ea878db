package io.paydesk.payment;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When Stripe is first asked again about a payment that has just changed. The rounds of due
 * payments set later checks themselves.
 */
final class CheckSchedule {

  /**
   * The payment may have begun unseen, or a cancel is not confirmed. A call under way gets this
   * long to end.
   */
  private static final Duration URGENT = Duration.ofMinutes(1);

  /** A payer may need time to fetch a card. After an hour a webhook that never came shows. */
  private static final Duration PATIENT = Duration.ofHours(1);

  private CheckSchedule() {}

  static Instant urgent() {
    return Instant.now().plus(URGENT);
  }

  /** Soon after a hold must have ended, as that event may be lost. */
  static Instant ofHold(@Nullable Instant captureBefore) {
    return captureBefore == null ? patient() : captureBefore.plus(PATIENT);
  }

  static Instant patient() {
    return Instant.now().plus(PATIENT);
  }
}
