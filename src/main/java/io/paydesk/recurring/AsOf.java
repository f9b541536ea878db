package io.paydesk.recurring;

import io.paydesk.problem.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * As of when a change of quantity is charged. A change that is sent with its preview's instant
 * costs what the preview said: Stripe counts each second of the period.
 *
 * @see <a href="https://docs.stripe.com/billing/subscriptions/prorations#preview-proration">preview
 *     a proration</a>
 */
final class AsOf {

  /**
   * Long enough to read and decide, short enough that nobody is credited for time that was used.
   */
  static final Duration GOOD = Duration.ofMinutes(15);

  /** Of a clock that is a little ahead. */
  private static final Duration AHEAD = Duration.ofMinutes(1);

  private AsOf() {}

  /**
   * The present, by Stripe's clock and in its whole seconds; Stripe takes no instant outside the
   * period.
   */
  static Instant of(Instant now, @Nullable Instant periodStart, @Nullable Instant periodEnd) {
    var second = now.truncatedTo(ChronoUnit.SECONDS);
    if (periodStart != null && second.isBefore(periodStart)) {
      return periodStart;
    }
    return periodEnd != null && !second.isBefore(periodEnd) ? periodEnd.minusSeconds(1) : second;
  }

  static Instant goodUntil(Instant asOf, @Nullable Instant periodEnd) {
    var end = asOf.plus(GOOD);
    return periodEnd != null && periodEnd.isBefore(end) ? periodEnd : end;
  }

  static boolean isWithin(
      Instant asOf, @Nullable Instant periodStart, @Nullable Instant periodEnd) {
    return (periodStart == null || !asOf.isBefore(periodStart))
        && (periodEnd == null || asOf.isBefore(periodEnd));
  }

  /**
   * @param now by Stripe's clock; one of its test clocks may be in quite another year, so the
   *     present is taken within the period
   * @throws Refusal {@code preview-outdated}
   */
  static void mustBeGood(Instant asOf, RecurringPayment row, Instant now) {
    var present = of(now, row.currentPeriodStart, row.currentPeriodEnd);
    // Not asOf.plus(GOOD): what a caller sends may be the last instant there is.
    if (asOf.isBefore(present.minus(GOOD))
        || asOf.isAfter(present.plus(AHEAD))
        || !isWithin(asOf, row.currentPeriodStart, row.currentPeriodEnd)) {
      throw QuantityProblems.previewOutdated(row, asOf);
    }
  }
}
