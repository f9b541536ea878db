package io.paydesk.admin.row;

import io.paydesk.admin.AdminWords;
import io.paydesk.admin.Standing;
import io.paydesk.order.OrderView;
import io.paydesk.payment.PaymentView;
import io.paydesk.timeline.MoneyView;
import io.quarkus.qute.RawString;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is most to be said of a row, in a shop's words. */
final class RowBadges {

  private RowBadges() {}

  static List<RawString> order(OrderView order, MoneyView money, AdminWords words) {
    return each(Standing.of(order, came(money), words), words);
  }

  private static Standing.@Nullable Money came(MoneyView money) {
    return money.sums().stream()
        .findFirst()
        .map(sums -> new Standing.Money(sums.came(), sums.back(), sums.currency()))
        .orElse(null);
  }

  static List<RawString> payment(PaymentView payment, AdminWords words) {
    return each(Standing.of(payment, words), words);
  }

  private static List<RawString> each(Standing standing, AdminWords words) {
    var first = words.badge(standing.badge());
    return standing.besides() == null
        ? List.of(first)
        : List.of(first, words.badge(standing.besides()));
  }
}
