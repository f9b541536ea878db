package io.paydesk.payment;

import io.paydesk.order.Order;
import io.paydesk.stripe.PaymentIntentSnapshot;
import java.time.Instant;
import java.util.UUID;

/** Payments of invoices: they come as they are paid, and nothing was asked of Stripe for them. */
public final class InvoicePayments {

  private InvoicePayments() {}

  /**
   * @param order that the invoice pays
   * @param paid minor units
   * @param late whether it may have been refunded or disputed meanwhile without our being told:
   *     then Stripe is asked for that soon
   */
  public static Payment of(
      Order order, String invoiceId, PaymentIntentSnapshot intent, long paid, boolean late) {
    var payment = new Payment();
    payment.orderId = order.id;
    payment.userId = order.userId;
    payment.uuid = UUID.randomUUID();
    payment.origin = PaymentOrigin.INVOICE;
    payment.amount = paid;
    payment.currency = intent.currency();
    payment.customerId = intent.customerId();
    payment.invoiceId = invoiceId;
    payment.paymentIntentId = intent.id();
    payment.chargeId = intent.chargeId();
    payment.stripeStatus = intent.stripeStatus();
    payment.reviewReason = order.resolution == null ? order.reviewReason : null;
    payment.succeed(paid);
    if (late) {
      payment.nextCheckAt = Instant.now();
    }
    return payment;
  }
}
