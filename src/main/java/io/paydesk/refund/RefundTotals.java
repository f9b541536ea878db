package io.paydesk.refund;

import java.util.List;

/**
 * What became of a payment's money, in minor units.
 *
 * @param captured what came
 * @param succeeded what went back
 * @param pending what is going back or may be, including refunds whose outcome is unknown
 */
public record RefundTotals(long captured, long succeeded, long pending) {

  /**
   * @param refunds all of the payment
   */
  static RefundTotals of(long captured, List<Refund> refunds) {
    long succeeded = 0;
    long pending = 0;
    for (var refund : refunds) {
      if (refund.status == RefundStatus.SUCCEEDED) {
        succeeded += refund.amount;
      } else if (refund.status.holdsMoney()) {
        pending += refund.amount;
      }
    }
    return new RefundTotals(captured, succeeded, pending);
  }

  /** What can still be refunded. */
  public long remaining() {
    return captured - succeeded - pending;
  }

  /** What has gone back, or is going back. */
  long back() {
    return succeeded + pending;
  }

  /** More than what came cannot have gone back, so the rows are out of date. */
  boolean exceedsCaptured() {
    return succeeded > captured;
  }
}
