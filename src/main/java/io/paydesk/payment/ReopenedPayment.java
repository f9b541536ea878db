package io.paydesk.payment;

import io.paydesk.order.Order;
import io.paydesk.stripe.StripeOutcome;
import io.paydesk.stripe.StripeOutcome.Done;
import io.smallrye.mutiny.Uni;

/**
 * What Stripe had refused, or did not know any more, can be paid after all, so nobody should begin
 * to pay the order anew. Where somebody has, it stays as it is: should both be paid, the second is
 * for review.
 *
 * <p>Call it with both rows locked.
 */
final class ReopenedPayment {

  private ReopenedPayment() {}

  static Uni<Void> reopen(Order order, Payment payment, StripeOutcome<PaymentAtStripe> outcome) {
    boolean isThere =
        outcome instanceof Done<PaymentAtStripe> done
            && done.value().fits(payment)
            && !done.value().isOver();
    if (payment.status != PaymentStatus.FAILED || !isThere || !order.isPayable()) {
      return Uni.createFrom().voidItem();
    }
    return OrderPayments.live(order.id)
        .invoke(
            live -> {
              if (live == null) {
                payment.reopen();
              }
            })
        .replaceWithVoid();
  }
}
