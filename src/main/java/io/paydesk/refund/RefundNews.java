package io.paydesk.refund;

import io.paydesk.payment.Payment;
import io.paydesk.stripe.RefundSnapshot;
import io.paydesk.trace.Trail;
import java.util.Collection;
import java.util.HashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * News about one payment's refunds.
 *
 * @param seen in any order, of any age; perhaps several of one refund
 * @param complete whether it is a fresh listing of all refunds
 * @param trail of what brings the news
 */
public record RefundNews(Collection<RefundSnapshot> seen, boolean complete, Trail trail) {

  RefundNews without(Predicate<RefundSnapshot> which) {
    return new RefundNews(seen.stream().filter(which.negate()).toList(), complete, trail);
  }

  /** Whether more would have gone back than came, if the rows took this over. */
  boolean exceeds(OrderRows rows, Payment payment) {
    var back = new HashMap<String, Long>();
    rows.refundsOf(payment).stream()
        .filter(refund -> refund.refundId != null && refund.status == RefundStatus.SUCCEEDED)
        .forEach(refund -> back.put(refund.refundId, refund.amount));
    seen.stream()
        .filter(one -> RefundStatus.ofStripe(one.stripeStatus()) == RefundStatus.SUCCEEDED)
        .forEach(one -> back.putIfAbsent(one.id(), one.amount()));
    // Failed is final, whatever other news says and whenever it comes.
    rows.refundsOf(payment).stream()
        .filter(refund -> isFinal(refund.status))
        .forEach(refund -> back.remove(refund.refundId));
    seen.stream()
        .filter(one -> isFinal(RefundStatus.ofStripe(one.stripeStatus())))
        .forEach(one -> back.remove(one.id()));
    return back.values().stream().mapToLong(Long::longValue).sum() > payment.amountReceived;
  }

  private static boolean isFinal(@Nullable RefundStatus status) {
    return status == RefundStatus.FAILED || status == RefundStatus.CANCELED;
  }
}
