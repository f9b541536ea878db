package io.paydesk.admin.act;

import static java.util.Objects.requireNonNullElse;

import io.paydesk.money.StripeCurrency;
import io.paydesk.payment.PaymentOrigin;
import io.paydesk.payment.PaymentStatus;
import io.paydesk.payment.PaymentView;
import io.paydesk.refund.RefundTotals;
import java.math.BigDecimal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a payment's state allows. Amounts are minor units. */
public record PaymentActs(PaymentView payment, RefundTotals totals, StripeCurrency currency) {

  public static PaymentActs of(PaymentView payment, RefundTotals totals) {
    var code = payment.currency();
    // One that is not known here hides no page: what is typed are its smallest units.
    var currency = StripeCurrency.find(code).orElseGet(() -> new StripeCurrency(code, 0, 1, null));
    return new PaymentActs(payment, totals, currency);
  }

  /** What can be refunded. */
  public long remaining() {
    return payment.status().hasMoney() ? Math.max(0, totals.remaining()) : 0;
  }

  /** What is going back, or may be. */
  public long onItsWay() {
    return totals.pending();
  }

  /** Whether it put its order in review, and its money came. */
  boolean isInQuestion() {
    return payment.reviewReason() != null && payment.status().hasMoney();
  }

  public boolean canRefund() {
    return remaining() > 0 && !isHeldByADispute();
  }

  private boolean isHeldByADispute() {
    return payment.disputes().stream().anyMatch(dispute -> !dispute.refundable());
  }

  /** The bank asks, and has taken nothing yet. */
  public boolean inquiry() {
    return payment.disputes().stream()
        .anyMatch(
            dispute ->
                dispute.status().startsWith("warning_")
                    && !dispute.status().equals("warning_closed"));
  }

  public boolean canCapture() {
    return payment.status() == PaymentStatus.AUTHORIZED && payment.captureRequestedAt() == null;
  }

  /** By the payer's bank, until it is captured. */
  public long held() {
    return payment.status() == PaymentStatus.AUTHORIZED
        ? requireNonNullElse(payment.amountCapturable(), payment.amount())
        : 0;
  }

  public boolean canCancel() {
    return payment.status().isLive()
        && payment.status() != PaymentStatus.PROCESSING
        && payment.cancelRequestedAt() == null
        && payment.captureRequestedAt() == null;
  }

  public boolean ofSubscription() {
    return payment.origin() == PaymentOrigin.INVOICE;
  }

  /** Why what one looks for is not there; null where it is. */
  public @Nullable String why() {
    if (remaining() > 0 && isHeldByADispute()) {
      return "It cannot be refunded: a dispute decides about this money.";
    }
    if (payment.status() == PaymentStatus.PROCESSING) {
      return "It cannot be canceled while a bank decides on it.";
    }
    if (payment.captureRequestedAt() != null && payment.status() == PaymentStatus.AUTHORIZED) {
      return "It is being captured.";
    }
    return payment.cancelRequestedAt() != null && payment.status().isLive()
        ? "It is being canceled."
        : null;
  }

  public int digits() {
    return currency.digits();
  }

  /** Amounts are multiples of it. */
  public int step() {
    return currency.step();
  }

  public String code() {
    return currency.code().toUpperCase(Locale.ROOT);
  }

  public String typedRemaining() {
    return typed(remaining());
  }

  public String typedHeld() {
    return typed(held());
  }

  private String typed(long minor) {
    return BigDecimal.valueOf(minor, currency.digits()).toPlainString();
  }
}
