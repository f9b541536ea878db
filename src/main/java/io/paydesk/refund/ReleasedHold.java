package io.paydesk.refund;

import io.paydesk.order.CaptureMethod;
import io.paydesk.order.Order;
import io.paydesk.payment.Payment;
import io.paydesk.stripe.Installation;
import io.paydesk.stripe.RefundSnapshot;
import java.util.UUID;

/**
 * What a payer's bank held and nobody captured. Stripe makes no refund of that since
 * 2025-03-31.basil, so not when Paydesk captures or cancels. But somebody else may do so with an
 * older version, or a hold may end in an account of an older one: then what is let go is listed as
 * a refund, though that money never came. Counted, it would make the order look as if money had
 * gone back.
 *
 * @see <a
 *     href="https://docs.stripe.com/changelog/basil/2025-03-31/remove-refund-from-partial-capture-and-payment-cancellation-flow">what
 *     changed</a>
 */
enum ReleasedHold {
  /** A refund of money that came. */
  NO,
  /** Money that never came. */
  YES,
  /** Only the end of the hold tells, and that is not known here yet. */
  NOT_KNOWN_YET;

  static ReleasedHold of(Order order, Payment payment, RefundSnapshot seen, UUID installation) {
    boolean mayBe =
        payment.capture == CaptureMethod.MANUAL
            && payment.captureRequest == null
            && Installation.rowOf(installation, seen.metadata()) == null
            && RefundStatus.ofStripe(seen.stripeStatus()) == RefundStatus.SUCCEEDED;
    if (!mayBe) {
      return NO;
    }
    if (payment.status.isLive()) {
      return NOT_KNOWN_YET;
    }
    return !payment.status.hasMoney() || cameWithCapture(order, payment, seen) ? YES : NO;
  }

  /** It is made with the capture, so no later than we hear of that; and it is all the rest. */
  private static boolean cameWithCapture(Order order, Payment payment, RefundSnapshot seen) {
    long held = order.bill == null ? payment.amount : order.bill.total();
    return seen.amount() == held - payment.amountReceived
        && seen.createdAt() != null
        && payment.succeededAt != null
        && !seen.createdAt().isAfter(payment.succeededAt);
  }
}
