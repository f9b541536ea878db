package io.paydesk.payment;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.LongStream;

/**
 * When a payment whose money has come is looked at again. Events tell of refunds and disputes at
 * once; a look finds those whose event was lost, so the gaps grow with the payment's age.
 */
public final class LookSchedule {

  /** Most refunds come within days, most disputes within weeks. */
  private static final long[] DAYS = {1, 3, 7, 14, 30, 60, 90, 120};

  private static final long LATER = 60;

  /** A dispute that is open has an end soon, which matters. */
  private static final Duration WHILE_DISPUTED = Duration.ofDays(7);

  /** So long at the most, also beyond the last look. */
  private static final Duration LONGEST_DISPUTE = Duration.ofDays(365);

  /** A last look that Stripe did not answer is tried again for this long. */
  private static final Duration GRACE = Duration.ofDays(7);

  private LookSchedule() {}

  static Instant first(Instant succeededAt) {
    return succeededAt.plus(Duration.ofDays(DAYS[0]));
  }

  /**
   * @param lookFor how long after its success a payment is looked at
   * @return when it is looked at after this moment; null when never again
   */
  public static Instant next(Payment payment, Instant now, Duration lookFor) {
    boolean disputed = payment.disputes.stream().anyMatch(PaymentDispute::isOpen);
    return next(cameAt(payment), now, lookFor, disputed);
  }

  /** Whether it is too late even for a look that Stripe did not answer. */
  public static boolean isOver(Payment payment, Instant now, Duration lookFor) {
    return isOver(cameAt(payment), now, lookFor);
  }

  private static Instant cameAt(Payment payment) {
    return payment.succeededAt == null ? payment.createdAt : payment.succeededAt;
  }

  static Instant next(Instant succeededAt, Instant now, Duration lookFor, boolean disputed) {
    var regular = regular(succeededAt, now, lookFor);
    if (!disputed || lookFor.isZero()) {
      return regular;
    }
    var soon = now.plus(WHILE_DISPUTED);
    if (regular != null) {
      return regular.isBefore(soon) ? regular : soon;
    }
    return soon.isAfter(succeededAt.plus(lookFor).plus(LONGEST_DISPUTE)) ? null : soon;
  }

  /** The next of the days, and the last look at the very end. */
  private static Instant regular(Instant succeededAt, Instant now, Duration lookFor) {
    var end = succeededAt.plus(lookFor);
    return end.isAfter(now)
        ? days()
            .mapToObj(day -> succeededAt.plus(Duration.ofDays(day)))
            .filter(day -> day.isAfter(now))
            .findFirst()
            .filter(day -> day.isBefore(end))
            .orElse(end)
        : null;
  }

  private static LongStream days() {
    long last = DAYS[DAYS.length - 1];
    return LongStream.concat(
        LongStream.of(DAYS), LongStream.iterate(last + LATER, day -> day + LATER));
  }

  static boolean isOver(Instant succeededAt, Instant now, Duration lookFor) {
    return now.isAfter(succeededAt.plus(lookFor).plus(GRACE));
  }
}
