package io.paydesk.payment;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * When Paydesk looks again at a payment whose money has come. Events report refunds and disputes at
 * once; a look finds those whose event was lost. The older the payment, the rarer the looks.
 */
public final class LookSchedule {

  /** Most refunds come within days, most disputes within weeks. */
  private static final long[] DAYS = {1, 3, 7, 14, 30, 60, 90, 120};

  private static final long LATER = 60;

  /** An open dispute ends soon, and its end matters. */
  private static final Duration WHILE_DISPUTED = Duration.ofDays(7);

  /** At most this long, even beyond the last regular look. */
  private static final Duration LONGEST_DISPUTE = Duration.ofDays(365);

  /** A last look that Stripe did not answer is retried for this long. */
  private static final Duration GRACE = Duration.ofDays(7);

  private LookSchedule() {}

  static Instant first(Instant succeededAt) {
    return succeededAt.plus(Duration.ofDays(DAYS[0]));
  }

  /**
   * @param lookFor how long after its success a payment is looked at
   * @return when the next look is
   */
  public static @Nullable Instant next(Payment payment, Instant now, Duration lookFor) {
    boolean disputed = payment.disputes.stream().anyMatch(PaymentDispute::isOpen);
    return next(cameAt(payment), now, lookFor, disputed);
  }

  /** Whether it is too late even to retry a look that Stripe did not answer. */
  public static boolean isOver(Payment payment, Instant now, Duration lookFor) {
    return isOver(cameAt(payment), now, lookFor);
  }

  private static Instant cameAt(Payment payment) {
    return payment.succeededAt == null ? payment.createdAt : payment.succeededAt;
  }

  static @Nullable Instant next(
      Instant succeededAt, Instant now, Duration lookFor, boolean disputed) {
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

  /** The next of the days; after them one last look at the end. */
  private static @Nullable Instant regular(Instant succeededAt, Instant now, Duration lookFor) {
    var end = succeededAt.plus(lookFor);
    if (!end.isAfter(now)) {
      return null;
    }
    return days()
        .mapToObj(day -> succeededAt.plus(Duration.ofDays(day)))
        .filter(day -> day.isAfter(now))
        .findFirst()
        .filter(day -> day.isBefore(end))
        .orElse(end);
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
