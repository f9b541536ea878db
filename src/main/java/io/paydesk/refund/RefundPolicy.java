package io.paydesk.refund;

import io.paydesk.money.Money;
import io.paydesk.money.StripeCurrency;
import io.paydesk.payment.Payment;
import io.paydesk.payment.PaymentDispute;
import io.paydesk.problem.Refusal;
import io.paydesk.problem.Rules;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Whether a payment may be refunded, and how much of it. The whole decision is here, and nothing
 * else. The payment and all its refunds must be locked: until the new row exists, nobody else may
 * take what remains.
 */
public final class RefundPolicy {

  private RefundPolicy() {}

  /**
   * @param asked minor units; null for all that remains
   * @param currency as the request states it; null for the payment's own
   * @param shownBack minor units that had gone or were going back when the refund was previewed;
   *     null where it was not
   * @param shownRemaining minor units that could be refunded, as the caller has read it; null where
   *     they do not say
   */
  public record Case(
      Payment payment,
      RefundTotals totals,
      @Nullable Long asked,
      @Nullable String currency,
      @Nullable Long shownBack,
      @Nullable Long shownRemaining) {

    public Case(
        Payment payment, RefundTotals totals, @Nullable Long asked, @Nullable String currency) {
      this(payment, totals, asked, currency, null, null);
    }

    long amount() {
      return asked == null ? totals.remaining() : asked;
    }
  }

  private static final Rules<Case> RULES =
      Rules.of(
          RefundPolicy::moneyHasNotCome,
          RefundPolicy::currencyMismatch,
          RefundPolicy::disputed,
          RefundPolicy::nothingRemains,
          RefundPolicy::overtaken,
          RefundPolicy::changedSinceItWasRead,
          RefundPolicy::notAnAmount,
          RefundPolicy::moreThanRemains);

  /**
   * @return minor units to refund
   * @throws Refusal by name, with the numbers
   */
  public static long amountOf(Case wanted) {
    RULES.check(wanted);
    return wanted.amount();
  }

  /** What an admin should know although the refund is allowed. */
  static @Nullable String warning(Payment payment) {
    return payment.disputes.stream()
        .filter(PaymentDispute::isOpenInquiry)
        .findFirst()
        .map(
            inquiry ->
                """
                Dispute %s is an inquiry of the payer's bank (%s): a full refund answers it, a \
                part may not. Look at it in Stripe's dashboard.\
                """
                    .formatted(inquiry.disputeId(), inquiry.status()))
        .orElse(null);
  }

  private static @Nullable Refusal moneyHasNotCome(Case wanted) {
    return wanted.payment.status.hasMoney() ? null : RefundProblems.notSettled(wanted.payment);
  }

  private static @Nullable Refusal currencyMismatch(Case wanted) {
    var payment = wanted.payment;
    boolean another =
        wanted.currency != null
            && !wanted.currency.toLowerCase(Locale.ROOT).equals(payment.currency);
    return another ? RefundProblems.currencyMismatch(payment) : null;
  }

  private static @Nullable Refusal disputed(Case wanted) {
    return wanted.payment.disputes.stream()
        .filter(PaymentDispute::blocksRefunds)
        .findFirst()
        .map(dispute -> RefundProblems.disputed(wanted.payment, dispute))
        .orElse(null);
  }

  private static @Nullable Refusal nothingRemains(Case wanted) {
    return wanted.totals.remaining() > 0
        ? null
        : RefundProblems.nothingRemains(wanted.payment, wanted.totals);
  }

  /** Whoever agreed to the refund did not see another one, which may be the same. */
  private static @Nullable Refusal overtaken(Case wanted) {
    return wanted.shownBack == null || wanted.shownBack == wanted.totals.back()
        ? null
        : RefundProblems.overtaken(wanted.payment, wanted.totals);
  }

  private static @Nullable Refusal changedSinceItWasRead(Case wanted) {
    var shown = wanted.shownRemaining;
    return shown == null || shown == wanted.totals.remaining()
        ? null
        : RefundProblems.changedSinceItWasRead(wanted.payment, wanted.totals, shown);
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

  private static @Nullable Refusal moreThanRemains(Case wanted) {
    return wanted.amount() <= wanted.totals.remaining()
        ? null
        : RefundProblems.exceedsRemaining(wanted.payment, wanted.totals, wanted.amount());
  }
}
