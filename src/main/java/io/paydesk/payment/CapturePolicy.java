package io.paydesk.payment;

import static java.util.Objects.requireNonNull;

import io.paydesk.money.Money;
import io.paydesk.money.StripeCurrency;
import io.paydesk.order.Order;
import io.paydesk.problem.Refusal;
import io.paydesk.problem.Rules;
import org.jspecify.annotations.Nullable;

/**
 * Whether a payment may be captured, and how much of it. The whole decision is here, and nothing
 * else. The order and the payment must be locked.
 */
final class CapturePolicy {

  private CapturePolicy() {}

  /**
   * @param asked minor units; null for all that is held
   */
  record Case(Order order, Payment payment, @Nullable Long asked) {

    long amount() {
      return asked == null ? held() : asked;
    }

    /** Of a capture that takes its time Stripe does not say it: asking for all asks for that. */
    private long held() {
      return payment.amountCapturable == null
          ? requireNonNull(payment.captureRequest).captureAmount()
          : payment.amountCapturable;
    }
  }

  private static final Rules<Case> RULES =
      Rules.of(
          CapturePolicy::isCaptured,
          CapturePolicy::nothingIsHeld,
          CapturePolicy::orderIsPaid,
          CapturePolicy::orderWaitsForNoMoney,
          CapturePolicy::anotherIsUnderWay,
          CapturePolicy::notAnAmount,
          CapturePolicy::moreThanIsHeld);

  /**
   * @return minor units to capture
   * @throws Refusal by name, with the numbers
   */
  static long amountOf(Case wanted) {
    RULES.check(wanted);
    return wanted.amount();
  }

  private static @Nullable Refusal isCaptured(Case wanted) {
    var payment = wanted.payment;
    return payment.status.hasMoney() && payment.isCapturedLater()
        ? CaptureProblems.alreadyCaptured(payment)
        : null;
  }

  private static @Nullable Refusal nothingIsHeld(Case wanted) {
    var payment = wanted.payment;
    boolean isHeld = payment.status == PaymentStatus.AUTHORIZED;
    return payment.isBeingCaptured() || isHeld && payment.cancelRequestedAt == null
        ? null
        : CaptureProblems.notCapturable(payment);
  }

  /** It would be paid twice. */
  private static @Nullable Refusal orderIsPaid(Case wanted) {
    return wanted.order.status.isPaid()
        ? CaptureProblems.orderIsPaid(wanted.order, wanted.payment)
        : null;
  }

  private static @Nullable Refusal orderWaitsForNoMoney(Case wanted) {
    return wanted.order.isPayable()
        ? null
        : CaptureProblems.orderWaitsForNoMoney(wanted.order, wanted.payment);
  }

  /** The same capture, asked for twice at once, is one. */
  private static @Nullable Refusal anotherIsUnderWay(Case wanted) {
    var request = wanted.payment.captureRequest;
    return request == null || request.captureAmount() == wanted.amount()
        ? null
        : CaptureProblems.underWay(wanted.payment);
  }

  /** The rules for every amount: over zero, within Stripe's range, in the currency's steps. */
  private static @Nullable Refusal notAnAmount(Case wanted) {
    if (wanted.asked == null) {
      return null;
    }
    try {
      new Money(wanted.asked, StripeCurrency.of(wanted.payment.currency));
      return null;
    } catch (Refusal refusal) {
      return refusal;
    }
  }

  private static @Nullable Refusal moreThanIsHeld(Case wanted) {
    return wanted.amount() <= wanted.held()
        ? null
        : CaptureProblems.exceedsHeld(wanted.payment, wanted.amount());
  }
}
