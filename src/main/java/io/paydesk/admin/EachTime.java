package io.paydesk.admin;

import static java.util.Objects.requireNonNullElse;

import io.paydesk.order.OrderView;
import io.paydesk.recurring.RecurringPaymentView;
import org.jspecify.annotations.Nullable;

/** What a subscription costs for a period, before discounts and taxes. Minor units. */
public final class EachTime {

  private EachTime() {}

  /**
   * What one of it costs; null where nobody knows, as its price was changed at Stripe.
   *
   * @param order that began it: its amount is that of Stripe's price, times its quantity
   */
  public static @Nullable Long unit(RecurringPaymentView subscription, OrderView order) {
    int quantity = requireNonNullElse(order.quantity(), 1);
    boolean isKnown =
        subscription.priceId().equals(order.priceId()) && order.amount() % quantity == 0;
    return isKnown ? order.amount() / quantity : null;
  }

  /** With the quantity that it has now; null where nobody knows. */
  public static @Nullable Long of(RecurringPaymentView subscription, OrderView order) {
    var unit = unit(subscription, order);
    return unit == null ? null : Math.multiplyExact(unit, (long) subscription.quantity());
  }
}
