package io.paydesk.testing;

import io.paydesk.order.Order;
import io.paydesk.order.OrderStatus;
import io.paydesk.payment.Payment;
import io.paydesk.payment.PaymentOrigin;
import io.paydesk.payment.PaymentStatus;
import java.time.Instant;

/** Rows of two tickets for 99.99 USD, for tests that need no table. */
public final class Samples {

  private static final Instant MORNING = Instant.parse("2026-11-23T09:30:00Z");

  private Samples() {}

  public static Order paidOrder() {
    var order = new Order();
    order.id = 42L;
    order.userId = "user-1";
    order.amount = 9999;
    order.currency = "usd";
    order.description = "Two tickets";
    order.receiptEmail = "ada@example.com";
    order.status = OrderStatus.PAID;
    order.createdAt = MORNING;
    order.updatedAt = MORNING.plusSeconds(60);
    return order;
  }

  public static Payment succeededPayment() {
    var payment = new Payment();
    payment.id = 7L;
    payment.orderId = 42;
    payment.userId = "user-1";
    payment.origin = PaymentOrigin.ONE_TIME;
    payment.amount = 9999;
    payment.amountReceived = 9999;
    payment.currency = "usd";
    payment.status = PaymentStatus.SUCCEEDED;
    payment.callbackProcessed = true;
    payment.paymentIntentId = "pi_123";
    payment.createdAt = MORNING.plusSeconds(60);
    payment.updatedAt = MORNING.plusSeconds(62);
    payment.version = 1;
    return payment;
  }
}
