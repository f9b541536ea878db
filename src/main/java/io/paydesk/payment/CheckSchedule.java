package io.paydesk.payment;

import java.time.Duration;
import java.time.Instant;

/**
 * When Stripe is first asked again about a payment that has just changed. The due look itself puts
 * off what it has asked about.
 */
final class CheckSchedule {

  /**
   * Nobody knows whether it began, or a cancel is not confirmed. A call under way is left alone
   * this long.
   */
  private static final Duration URGENT = Duration.ofMinutes(1);

  /** A payer may take their time to fetch a card; a webhook that never came shows by then. */
  private static final Duration PATIENT = Duration.ofHours(1);

  private CheckSchedule() {}

  static Instant urgent() {
    return Instant.now().plus(URGENT);
  }

  static Instant patient() {
    return Instant.now().plus(PATIENT);
  }
}
