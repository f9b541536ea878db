package io.paydesk.admin.list;

import io.paydesk.admin.AdminWords;
import io.paydesk.admin.Bought;
import io.paydesk.admin.ShownSum;
import io.paydesk.admin.Standing;
import io.paydesk.order.CancelReason;
import io.paydesk.order.OrderView;
import io.paydesk.payment.MoneyOfOrders.Money;
import org.jspecify.annotations.Nullable;

/** How an order stands, who pays it, and what for. */
final class OrderWords {

  private OrderWords() {}

  /**
   * @param money what came and went back; null where that was not asked
   */
  static Cell status(OrderView order, @Nullable Money money, AdminWords words) {
    var standing =
        Standing.of(
            order,
            money == null
                ? null
                : new Standing.Money(money.received(), money.refunded(), order.currency()),
            words);
    return Cell.standing(words, standing, why(order));
  }

  private static @Nullable String why(OrderView order) {
    return switch (order.status()) {
      case CANCELED -> canceled(order.cancelReason());
      case REVIEW -> Plain.each(order.reviewReason());
      default -> null;
    };
  }

  /** What the payer pays, and what was asked where that is more. */
  static Cell sum(OrderView order, AdminWords words) {
    return Cell.money(words, ShownSum.of(order), order.currency())
        .with(ShownSum.asked(order, words));
  }

  private static @Nullable String canceled(@Nullable CancelReason why) {
    return why == null ? null : Plain.words(why.text());
  }

  /** In this order: a name, where its receipts go, what the app calls them. */
  static Cell payer(@Nullable OrderView order, String userId) {
    if (order == null) {
      return Cell.text(Plain.payer(userId));
    }
    var mail = order.receiptEmail();
    if (order.payerName() != null && !order.payerName().isBlank()) {
      return Cell.text(order.payerName(), mail);
    }
    return Cell.text(mail == null ? Plain.payer(userId) : mail);
  }

  static Cell what(@Nullable OrderView order) {
    return order == null ? Cell.NOTHING : Cell.text(Bought.of(order), plan(order));
  }

  private static @Nullable String plan(OrderView order) {
    if (order.renewalOf() != null) {
      return "Renewal";
    }
    return order.priceId() == null ? null : "Subscription";
  }
}
