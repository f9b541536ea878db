package io.paydesk.payment;

import io.paydesk.order.Order;
import io.smallrye.mutiny.Uni;
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

  /**
   * Asks Stripe what must be known before it begins. No transaction is open.
   *
   * @return the way that is taken
   * @throws io.paydesk.problem.Refusal where the order cannot be paid in this way
   */
  default Uni<WayToPay> readyFor(Order order) {
    return Uni.createFrom().item(this);
  }

  /** Whether the method is kept for another order. */
  default boolean saves() {
    return false;
  }

  /** Whether the payer can go on with what has begun. */
  boolean goesOnWith(Payment live);

  /** With the payment locked: what is to be done to what has begun. */
  default void goOn(Payment live) {}

  /** Whether it takes the money, so that a payment that is paid then is no surprise. */
  default boolean paysAtOnce() {
    return false;
  }

  /** A payment of the order in this way. It is not stored yet. */
  Payment newPayment(Order order, String customer, UUID installationId);
}
