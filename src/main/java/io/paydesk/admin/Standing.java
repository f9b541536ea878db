package io.paydesk.admin;

import io.paydesk.actionflow.RunView;
import io.paydesk.order.OrderStatus;
import io.paydesk.order.OrderView;
import io.paydesk.payment.PaymentStatus;
import io.paydesk.payment.PaymentView;
import io.paydesk.refund.RefundStatus;
import io.paydesk.refund.RefundView;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a row stands, the same in its list and on its page.
 *
 * @param badge what is most to be said
 * @param besides its usual badge, where that is another one; null for nothing
 */
public record Standing(Badge badge, @Nullable Badge besides) {

  private static final Set<String> OVER =
      Set.of("won", "lost", "prevented", "warning_closed", "charge_refunded");

  /**
   * What came, in minor units.
   *
   * @param back what of it went back
   */
  public record Money(long came, long back, String currency) {}

  /**
   * @param money null where that was not asked
   */
  public static Standing of(OrderView order, @Nullable Money money, AdminWords words) {
    var usual = usual(order, money, words);
    boolean isDisputed =
        order.disputes() != null
            && order.disputes().stream().anyMatch(one -> isOpen(one.status()))
            && order.status() != OrderStatus.REVIEW;
    return isDisputed ? disputed(usual) : new Standing(usual, null);
  }

  private static Badge usual(OrderView order, @Nullable Money money, AdminWords words) {
    var usual = Badge.of(order.status());
    if (order.status() == OrderStatus.PARTIALLY_REFUNDED && money != null) {
      return refunded(money, words);
    }
    if (order.status() != OrderStatus.PENDING) {
      return usual;
    }
    if (order.cancelRequestedAt() != null) {
      return new Badge("Being canceled", "wait");
    }
    return order.expiresAt() != null && order.expiresAt().isBefore(words.now())
        ? new Badge("Expired", "calm")
        : usual;
  }

  public static Standing of(PaymentView payment, AdminWords words) {
    var usual = usual(payment, words);
    boolean isDisputed =
        payment.reviewReason() == null
            && payment.disputes().stream().anyMatch(one -> isOpen(one.status()));
    return isDisputed ? disputed(usual) : new Standing(usual, null);
  }

  private static Badge usual(PaymentView payment, AdminWords words) {
    if (payment.status() == PaymentStatus.PARTIALLY_REFUNDED) {
      return refunded(
          new Money(payment.amountReceived(), payment.amountRefunded(), payment.currency()), words);
    }
    if (payment.status() != PaymentStatus.PENDING) {
      return Badge.of(payment.status());
    }
    if (payment.cancelRequestedAt() != null) {
      return new Badge("Being canceled", "wait");
    }
    return payment.failure() == null ? Badge.of(payment.status()) : new Badge("Declined", "bad");
  }

  public static Badge of(RefundView refund) {
    return refund.nextAction() != null && refund.status() == RefundStatus.PENDING
        ? new Badge("Waits for the payer", "wait")
        : Badge.of(refund.status());
  }

  public static Badge of(RunView run) {
    return run.underWay() ? new Badge("Running now", "wait") : Badge.of(run.status());
  }

  /** Whether a dispute goes on, as Stripe's status says. */
  private static boolean isOpen(String status) {
    return !OVER.contains(status);
  }

  private static Standing disputed(Badge usual) {
    return new Standing(new Badge("Disputed", "bad"), usual);
  }

  /** "Refunded 25.00 of 99.99 USD". */
  private static Badge refunded(Money money, AdminWords words) {
    var part = words.money(money.back(), money.currency());
    return new Badge(
        "Refunded %s of %s"
            .formatted(
                part.substring(0, part.lastIndexOf('\u00a0')),
                words.money(money.came(), money.currency())),
        "calm");
  }
}
