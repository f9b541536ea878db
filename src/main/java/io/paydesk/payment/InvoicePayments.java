package io.paydesk.payment;

import io.paydesk.order.Order;
import io.paydesk.stripe.InvoiceSnapshot;
import io.paydesk.stripe.PaymentIntentSnapshot;
import java.time.Instant;
import java.util.UUID;

/** Payments of invoices. Stripe collects them by itself, and they come here once they are paid. */
public final class InvoicePayments {

  private InvoicePayments() {}

  /**
   * @param order that the invoice pays
   * @param paid minor units
   * @param late whether it may have been refunded or disputed before we heard of it: then Stripe is
   *     asked about that soon
   */
  public static Payment of(
      Order order, InvoiceSnapshot invoice, PaymentIntentSnapshot intent, long paid, boolean late) {
    var payment = new Payment();
    payment.orderId = order.id;
    payment.userId = order.userId;
    payment.uuid = UUID.randomUUID();
    payment.origin = PaymentOrigin.INVOICE;
    payment.amount = paid;
    payment.currency = intent.currency();
    payment.customerId = intent.customerId();
    payment.invoiceId = invoice.id();
    payment.invoiceAttempts = invoice.attempts();
    payment.chargedAt = intent.chargedAt();
    payment.paymentIntentId = intent.id();
    payment.chargeId = intent.chargeId();
    payment.keep(invoice.papers().then(intent.papers()));
    payment.presentment = intent.presentment();
    payment.stripeStatus = intent.stripeStatus();
    payment.reviewReason = order.resolution == null ? order.reviewReason : null;
    payment.succeed(paid);
    if (late) {
      payment.nextCheckAt = Instant.now();
    }
    return payment;
  }
}
