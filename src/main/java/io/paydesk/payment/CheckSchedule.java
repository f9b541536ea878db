package io.paydesk.payment;

import java.time.Duration;
import java.time.Instant;

/** When Stripe is asked again about a payment that it has not told us the end of. */
final class CheckSchedule {

  /** A call that is under way is left alone this long. */
  private static final Duration URGENT = Duration.ofMinutes(1);

  /** A payer may take their time to fetch a card; a webhook that never came shows by then. */
  private static final Duration PATIENT = Duration.ofHours(1);

  private static final Duration RAREST = Duration.ofDays(1);

  /** More doublings than these reach the rarest check in any case. */
  private static final int DOUBLINGS = 11;

  private CheckSchedule() {}

  static Instant first() {
    return Instant.now().plus(URGENT);
  }

  /**
   * @param urgent nobody knows whether it began, or a cancel is not confirmed
   * @param checks how often it was looked at before
   */
  static Instant next(boolean urgent, int checks) {
    var pause = (urgent ? URGENT : PATIENT).multipliedBy(1L << Math.min(checks, DOUBLINGS));
    return Instant.now().plus(pause.compareTo(RAREST) > 0 ? RAREST : pause);
  }
}
