package io.paydesk.key;

import org.jspecify.annotations.Nullable;

/**
 * What whoever has a link was given last to pay with. They see the receipt of that, and of nothing
 * else: Stripe's papers show the payer's mail address and the last digits of the card.
 *
 * @param payment null for none
 * @param recurringPayment the order's subscription; null for none
 */
public record PaidByLink(@Nullable Long payment, @Nullable Long recurringPayment) {

  static final PaidByLink NOTHING = new PaidByLink(null, null);

  /**
   * @param id of a payment of the link's order
   * @param once whether it is no invoice's of a subscription
   */
  public boolean has(long id, boolean once) {
    return once ? payment != null && payment == id : recurringPayment != null;
  }
}
