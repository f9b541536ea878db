package io.paydesk.admin.list;

import io.paydesk.admin.AdminWords;
import io.paydesk.admin.Badge;
import io.paydesk.order.CancelReason;
import io.paydesk.order.OrderStatus;
import io.paydesk.order.OrderView;
import io.paydesk.payment.MoneyOfOrders.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How an order stands, who pays it, and what for. */
final class OrderWords {

  private OrderWords() {}

  /**
   * @param money what came and went back; null where that was not asked
   */
  static Cell status(OrderView order, @Nullable Money money, AdminWords words) {
    var usual = Badge.of(order.status());
    boolean isDisputed =
        order.disputes() != null
            && order.disputes().stream().anyMatch(one -> Disputed.isOpen(one.status()));
    if (isDisputed && order.status() != OrderStatus.REVIEW) {
      return Cell.badge(words, new Badge("Disputed", "bad"), usual.text());
    }
    return switch (order.status()) {
      case PENDING -> Cell.badge(words, waiting(order, usual));
      case PARTIALLY_REFUNDED ->
          Cell.badge(
              words,
              money == null
                  ? usual
                  : new Badge(
                      Plain.refunded(words, money.refunded(), money.received(), order.currency()),
                      usual.tone()));
      case CANCELED -> Cell.badge(words, usual, canceled(order.cancelReason()));
      case REVIEW -> Cell.badge(words, usual, Plain.each(order.reviewReason()));
      case PAID, REFUNDED -> Cell.badge(words, usual);
    };
  }

  private static Badge waiting(OrderView order, Badge usual) {
    if (order.cancelRequestedAt() != null) {
      return new Badge("Being canceled", usual.tone());
    }
    return order.expiresAt() != null && order.expiresAt().isBefore(Instant.now())
        ? new Badge("Expired", "calm")
        : usual;
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
    return order == null ? Cell.NOTHING : Cell.text(title(order), plan(order));
  }

  private static String title(OrderView order) {
    if (order.description() != null && !order.description().isBlank()) {
      return order.description();
    }
    var lines = order.lines();
    if (lines == null || lines.isEmpty()) {
      return order.priceId() == null ? "No description" : "Subscription";
    }
    return lines.size() == 1
        ? lines.get(0).name()
        : lines.get(0).name() + " and " + (lines.size() - 1) + " more";
  }

  private static @Nullable String plan(OrderView order) {
    if (order.renewalOf() != null) {
      return "Renewal";
    }
    return order.priceId() == null ? null : "Subscription";
  }
}
