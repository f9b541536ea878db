package io.paydesk.admin.find;

import io.paydesk.order.OrderView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some orders of a payer, newest first.
 *
 * @param order the number in the page's address
 * @param further whether they come after those that the page began with
 * @param next the last one, where there are older ones; null where there are none
 */
public record OrdersPart(long order, List<OrderView> orders, boolean further, @Nullable Long next) {

  /**
   * @param all whether there are no older ones
   */
  static OrdersPart of(long order, List<OrderView> orders, boolean further, boolean all) {
    return new OrdersPart(order, orders, further, all ? null : orders.get(orders.size() - 1).id());
  }
}
