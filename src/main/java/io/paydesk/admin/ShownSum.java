package io.paydesk.admin;

import io.paydesk.order.OrderView;
import io.paydesk.payment.PaymentView;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Which amount of a row is shown first: what its payer pays. Minor units. */
public final class ShownSum {

  private ShownSum() {}

  /** With discount and tax, once Stripe states them. */
  public static long of(OrderView order) {
    return Objects.requireNonNullElse(order.total(), order.amount());
  }

  /** What came, once it has come. */
  public static long of(PaymentView payment) {
    return payment.status().hasMoney() ? payment.amountReceived() : payment.amount();
  }

  /** "99.99 USD before discount"; null where the shop asked just what the payer pays. */
  public static @Nullable String asked(OrderView order, AdminWords words) {
    if (of(order) == order.amount()) {
      return null;
    }
    var before =
        isSome(order.discount())
            ? isSome(order.tax()) ? "before discount and tax" : "before discount"
            : isSome(order.tax()) ? "before tax" : "asked";
    return words.money(order.amount(), order.currency()) + " " + before;
  }

  private static boolean isSome(@Nullable Long amount) {
    return amount != null && amount != 0;
  }
}
