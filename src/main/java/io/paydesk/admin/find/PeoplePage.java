package io.paydesk.admin.find;

import io.paydesk.admin.Badge;
import io.paydesk.order.OrderStatus;
import io.paydesk.people.UserSummaryView;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Those who have orders.
 *
 * @param next where older ones are; null where there are none
 * @param first whether these are the newest
 */
public record PeoplePage(List<Line> lines, @Nullable String next, boolean first) {

  /**
   * A payer.
   *
   * @param name how the shop knows them best
   * @param also the next best; null where nothing more is known
   */
  public record Line(
      String href,
      String name,
      @Nullable String also,
      boolean guest,
      long orders,
      long amount,
      String currency,
      Badge badge,
      Instant since,
      Instant last) {

    static Line of(UserSummaryView one) {
      return new Line(
          PersonPaths.ofOrder(one.lastOrderId()),
          PersonName.of(one.payerName(), one.receiptEmail(), one.userId(), one.guest()),
          PersonName.also(one.payerName(), one.receiptEmail(), one.userId(), one.guest()),
          one.guest(),
          one.orders(),
          one.lastAmount(),
          one.lastCurrency(),
          Badge.of(OrderStatus.valueOf(one.lastStatus().toUpperCase(Locale.ROOT))),
          one.firstOrderAt(),
          one.lastOrderAt());
    }

    /** A hundred are not counted on. */
    public String counted() {
      return orders >= 100 ? "100+" : Long.toString(orders);
    }
  }
}
