package io.paydesk.admin.row;

import io.paydesk.admin.AdminWords;
import io.paydesk.admin.Badge;
import io.paydesk.order.OrderStatus;
import io.paydesk.order.OrderView;
import io.paydesk.payment.PaymentStatus;
import io.paydesk.payment.PaymentView;
import io.paydesk.timeline.MoneyView;
import io.quarkus.qute.RawString;
import java.util.List;

/** What is most to be said of a row, in a shop's words. */
final class RowBadges {

  private RowBadges() {}

  static RawString order(OrderView order, MoneyView money, AdminWords words) {
    if (order.status() == OrderStatus.PENDING && order.cancelRequestedAt() != null) {
      return words.badge(new Badge("Being canceled", "wait"));
    }
    if (order.status() != OrderStatus.PARTIALLY_REFUNDED || money.sums().isEmpty()) {
      return words.badge(order.status());
    }
    var sums = money.sums().get(0);
    return refunded(sums.back(), sums.came(), sums.currency(), words);
  }

  static RawString payment(PaymentView payment, AdminWords words) {
    if (payment.status() == PaymentStatus.PARTIALLY_REFUNDED) {
      return refunded(
          payment.amountRefunded(), payment.amountReceived(), payment.currency(), words);
    }
    return payment.status() == PaymentStatus.PENDING && payment.failure() != null
        ? words.badge(new Badge("Declined", "bad"))
        : words.badge(payment.status());
  }

  /** "Refunded 25.00 of 99.99 USD". */
  private static RawString refunded(
      long refunded, long received, String currency, AdminWords words) {
    var part = words.money(refunded, currency);
    return words.badge(
        new Badge(
            "Refunded %s of %s"
                .formatted(
                    part.substring(0, part.lastIndexOf('\u00a0')), words.money(received, currency)),
            "calm"));
  }

  /** Beside the usual one, where a bank decides. */
  static List<RawString> disputed(List<String> statuses, AdminWords words) {
    return statuses.stream()
        .filter(RowBadges::isOpen)
        .findFirst()
        .map(status -> List.of(words.badge(new Badge("Disputed", "bad"))))
        .orElse(List.of());
  }

  private static boolean isOpen(String status) {
    return switch (status) {
      case "won", "lost", "prevented", "warning_closed" -> false;
      default -> true;
    };
  }
}
