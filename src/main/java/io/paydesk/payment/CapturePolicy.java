package io.paydesk.payment;

import static java.util.Objects.requireNonNull;

import io.paydesk.money.Money;
import io.paydesk.money.StripeCurrency;
import io.paydesk.problem.Refusal;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whether a payment may be captured, and how much of it. The whole decision is here, and nothing
 * else. The payment must be locked.
 */
final class CapturePolicy {

  private CapturePolicy() {}

  /**
   * @param asked minor units; null for all that is held
   */
  record Case(Payment payment, @Nullable Long asked) {

    long amount() {
      return asked == null ? requireNonNull(payment.amountCapturable) : asked;
    }
  }

  /**
   * @return null where the rule allows the capture
   */
  private interface Rule {
    @Nullable Refusal refusal(Case wanted);
  }

  /** The first rule that refuses is reported. */
  private static final List<Rule> RULES =
      List.of(
          CapturePolicy::isCaptured,
          CapturePolicy::nothingIsHeld,
          CapturePolicy::anotherIsUnderWay,
          CapturePolicy::notAnAmount,
          CapturePolicy::moreThanIsHeld);

  /**
   * @return minor units to capture
   * @throws Refusal by name, with the numbers
   */
  static long amountOf(Case wanted) {
    RULES.stream()
        .map(rule -> rule.refusal(wanted))
        .filter(Objects::nonNull)
        .findFirst()
        .ifPresent(
            refusal -> {
              throw refusal;
            });
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
    return isHeld && (payment.cancelRequestedAt == null || payment.isBeingCaptured())
        ? null
        : CaptureProblems.notCapturable(payment);
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
    return wanted.amount() <= requireNonNull(wanted.payment.amountCapturable)
        ? null
        : CaptureProblems.exceedsHeld(wanted.payment, wanted.amount());
  }
}
