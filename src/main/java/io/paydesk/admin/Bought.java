package io.paydesk.admin;

import io.paydesk.order.OrderView;
import java.util.Collection;

/** What somebody pays for, in words. */
public final class Bought {

  private Bought() {}

  /** Its description, or what is bought first. */
  public static String of(OrderView order) {
    if (order.description() != null && !order.description().isBlank()) {
      return order.description();
    }
    var lines = order.lines();
    if (lines == null || lines.isEmpty()) {
      return order.priceId() == null ? "No description" : "Subscription";
    }
    int more = lines.size() - 1;
    return lines.get(0).name() + (more == 0 ? "" : " and " + more + " more");
  }

  /**
   * What the order with this id is for.
   *
   * @param known some orders; of others there is the number alone
   */
  public static String of(long orderId, Collection<OrderView> known) {
    return known.stream()
        .filter(order -> order.id() == orderId)
        .findFirst()
        .map(Bought::of)
        .orElse("Order " + orderId);
  }
}
