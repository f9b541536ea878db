package io.paydesk.refund;

import io.paydesk.order.Order;
import io.paydesk.order.OrderStatus;
import io.paydesk.payment.Payment;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a refund would do. Nothing is made yet, and what is told may change until it is.
 *
 * @param refundAmount minor units, as all amounts
 * @param refundsUnderWay what is going back already or may be
 * @param remaining what can be refunded now
 * @param orderStatusAfterwards once this refund and those under way have come through
 * @param warnings what an admin should know although the refund is allowed
 * @param confirmation to be sent with the same values to make the refund
 */
@RegisterForReflection
public record RefundPreviewView(
    long paymentId,
    long orderId,
    String userId,
    long refundAmount,
    String currency,
    @Nullable String reason,
    long amountReceived,
    long amountRefunded,
    long refundsUnderWay,
    long remaining,
    long remainingAfterwards,
    OrderStatus orderStatus,
    OrderStatus orderStatusAfterwards,
    List<String> warnings,
    String confirmation,
    Instant confirmBefore) {

  static RefundPreviewView of(
      Order order,
      Payment payment,
      RefundTotals totals,
      CreateRefund wanted,
      long amount,
      OrderStatus afterwards,
      List<String> warnings,
      RefundConfirmation.Issued confirmation) {
    return new RefundPreviewView(
        payment.id,
        order.id,
        payment.userId,
        amount,
        payment.currency,
        wanted.reason(),
        totals.captured(),
        totals.succeeded(),
        totals.pending(),
        totals.remaining(),
        totals.remaining() - amount,
        order.status,
        afterwards,
        warnings,
        confirmation.text(),
        confirmation.until());
  }
}
