package io.paydesk.payment;

import io.smallrye.mutiny.Uni;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What there is of an order's one-time payments before another one begins. In a session. */
final class OrderPayments {

  private static final String OF_ORDER = "orderId = ?1 and origin = ?2 and status in ?3";

  private OrderPayments() {}

  /** Null where there is none. */
  static Uni<Payment> live(long orderId) {
    return Payment.<Payment>find(
            OF_ORDER,
            orderId,
            PaymentOrigin.ONE_TIME,
            List.of(
                PaymentStatus.CREATED,
                PaymentStatus.UNKNOWN,
                PaymentStatus.PENDING,
                PaymentStatus.PROCESSING,
                PaymentStatus.AUTHORIZED))
        .firstResult();
  }

  /**
   * @param all of an order, locked
   * @return null where there is none
   */
  static @Nullable Payment live(List<Payment> all) {
    return all.stream()
        .filter(payment -> payment.isOneTime() && payment.status.isLive())
        .findFirst()
        .orElse(null);
  }

  /** Those that failed though Stripe had made something: it did not know that any more. */
  static Uni<List<Payment>> lost(long orderId) {
    return Payment.list(
        OF_ORDER + " and (paymentIntentId is not null or checkout.checkoutSessionId is not null)",
        orderId,
        PaymentOrigin.ONE_TIME,
        List.of(PaymentStatus.FAILED));
  }
}
