package io.paydesk.figure;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Counts and sums of one bucket while they are read. Amounts are minor units. */
final class Tally {

  long came;
  long succeeded;
  long refunded;
  long refunds;
  long disputed;
  long disputes;
  long failed;
  long ordersMade;
  long ordersPaid;
  long started;
  long ended;

  /** Of those that ended, such as ran when the bucket began. */
  long lostOfBucket;

  /** Likewise, when the span of all buckets began. */
  long lostOfSpan;

  long running;
  long monthly;

  /** How often what a subscription brings has changed. */
  long monthlyMoves;

  void add(Tally other) {
    came += other.came;
    succeeded += other.succeeded;
    refunded += other.refunded;
    refunds += other.refunds;
    disputed += other.disputed;
    disputes += other.disputes;
    failed += other.failed;
    ordersMade += other.ordersMade;
    ordersPaid += other.ordersPaid;
    started += other.started;
    ended += other.ended;
    lostOfBucket += other.lostOfBucket;
    lostOfSpan += other.lostOfSpan;
    running += other.running;
    monthly += other.monthly;
    monthlyMoves += other.monthlyMoves;
  }

  /**
   * @param before what was counted of subscriptions until it began
   */
  FiguresView view(Instant from, Instant to, Tally before) {
    return view(from, to, before, lostOfBucket);
  }

  /** Of all buckets together; see {@link #view}. */
  FiguresView total(Instant from, Instant to, Tally before) {
    return view(from, to, before, lostOfSpan);
  }

  private FiguresView view(Instant from, Instant to, Tally before, long lost) {
    long tried = succeeded + failed;
    return new FiguresView(
        from,
        to,
        came,
        refunded,
        disputed,
        came - refunded - disputed,
        tried,
        succeeded,
        failed,
        share(succeeded, tried),
        refunds,
        disputes,
        ordersMade,
        ordersPaid,
        started,
        ended,
        before.running + running,
        share(lost, before.running),
        before.monthlyMoves + monthlyMoves == 0 ? null : before.monthly + monthly);
  }

  private static @Nullable BigDecimal share(long part, long whole) {
    return whole <= 0
        ? null
        : BigDecimal.valueOf(part).divide(BigDecimal.valueOf(whole), 4, RoundingMode.HALF_UP);
  }
}
