package io.paydesk.refund;

/**
 * What became of a payment's money, in minor units.
 *
 * @param captured what came
 * @param succeeded what went back
 * @param pending what is going back or may be, including refunds whose outcome is unknown
 */
public record RefundTotals(long captured, long succeeded, long pending) {

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
