package io.paydesk.refund;

import io.paydesk.payment.Payment;
import io.paydesk.stripe.RefundSnapshot;
import io.paydesk.trace.Trail;
import java.util.Collection;
import java.util.HashMap;

/**
 * What there is to say of one payment's refunds.
 *
 * @param seen in any order, of any age, also several of one refund
 * @param complete whether it is all that Stripe has, asked for just now
 * @param trail of who tells
 */
public record RefundNews(Collection<RefundSnapshot> seen, boolean complete, Trail trail) {

  /** Whether more would have gone back than came, if the rows were brought to this. */
  boolean exceeds(OrderRows rows, Payment payment) {
    var back = new HashMap<String, Long>();
    rows.refundsOf(payment).stream()
        .filter(refund -> refund.refundId != null && refund.status == RefundStatus.SUCCEEDED)
        .forEach(refund -> back.put(refund.refundId, refund.amount));
    seen.stream()
        .filter(one -> RefundStatus.ofStripe(one.stripeStatus()) == RefundStatus.SUCCEEDED)
        .forEach(one -> back.putIfAbsent(one.id(), one.amount()));
    // Failed is final, whatever else is told of it, and in whichever order.
    rows.refundsOf(payment).stream()
        .filter(refund -> isFinal(refund.status))
        .forEach(refund -> back.remove(refund.refundId));
    seen.stream()
        .filter(one -> isFinal(RefundStatus.ofStripe(one.stripeStatus())))
        .forEach(one -> back.remove(one.id()));
    return back.values().stream().mapToLong(Long::longValue).sum() > payment.amountReceived;
  }

  private static boolean isFinal(RefundStatus status) {
    return status == RefundStatus.FAILED || status == RefundStatus.CANCELED;
  }
}
