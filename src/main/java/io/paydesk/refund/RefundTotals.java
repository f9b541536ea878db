package io.paydesk.refund;

/**
 * What became of a payment's money, in minor units.
 *
 * @param captured what came
 * @param succeeded what went back
 * @param pending what is on its way back, or may be: also what nobody has answered us about
 */
public record RefundTotals(long captured, long succeeded, long pending) {

  /** What can still go back. */
  public long remaining() {
    return captured - succeeded - pending;
  }

  /** More than what came cannot have gone back. */
  boolean exceedsCaptured() {
    return succeeded > captured;
  }
}
