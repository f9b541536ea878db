package io.paydesk.refund;

import io.paydesk.order.CaptureMethod;
import io.paydesk.payment.Payment;
import io.paydesk.payment.PaymentStatus;
import io.paydesk.stripe.Installation;
import io.paydesk.stripe.RefundSnapshot;
import java.util.UUID;

/**
 * What a payer's bank held and nobody captured. Stripe lists it as a refund, though that money
 * never came: no balance transaction, and nobody's mark. Counted as a refund, it would make an
 * order that was captured in part look as if money had gone back.
 *
 * @see <a href="https://docs.stripe.com/payments/place-a-hold-on-a-payment-method">place a hold</a>
 */
enum ReleasedHold {
  /** A refund of money that came. */
  NO,
  /** Money that never came. */
  YES,
  /** Only the end of the hold tells, and that is not known here yet. */
  NOT_KNOWN_YET;

  static ReleasedHold of(Payment payment, RefundSnapshot seen, UUID installation) {
    boolean mayBe =
        payment.capture == CaptureMethod.MANUAL
            && !seen.isOnBalance()
            && Installation.rowOf(installation, seen.metadata()) == null
            && RefundStatus.ofStripe(seen.stripeStatus()) == RefundStatus.SUCCEEDED;
    if (!mayBe) {
      return NO;
    }
    if (payment.status.isLive()) {
      return NOT_KNOWN_YET;
    }
    long rest = payment.amount - payment.amountReceived;
    return seen.amount() == rest || payment.status == PaymentStatus.CANCELED ? YES : NO;
  }
}
