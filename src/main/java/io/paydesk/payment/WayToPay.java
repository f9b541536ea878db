package io.paydesk.payment;

import io.paydesk.order.Order;
import java.util.UUID;

/**
 * A way to pay an order, such as an intent or a checkout session. An order has at most one that is
 * live: {@link PaymentBeginning} sees to that.
 */
public interface WayToPay {

  /**
   * @throws io.paydesk.problem.Refusal where the order cannot be paid in this way
   */
  void check(Order order);

  /** Whether the payer can go on with what has begun. */
  boolean goesOnWith(Payment live);

  /** A payment of the order in this way. It is not stored yet. */
  Payment newPayment(Order order, String customer, UUID installationId);
}
