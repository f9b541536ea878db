package io.paydesk.admin.list;

import io.paydesk.admin.AdminWords;
import io.paydesk.admin.Badge;
import io.paydesk.payment.PaymentStatus;
import io.paydesk.payment.PaymentView;
import org.jspecify.annotations.Nullable;

/** How a payment stands. */
final class PaymentWords {

  private PaymentWords() {}

  static Cell status(PaymentView payment, AdminWords words) {
    var usual = usual(payment, words);
    if (payment.reviewReason() != null) {
      return Cell.badge(words, usual, Plain.each(payment.reviewReason()));
    }
    boolean isDisputed =
        payment.disputes().stream().anyMatch(dispute -> Disputed.isOpen(dispute.status()));
    return isDisputed
        ? Cell.badge(words, new Badge("Disputed", "bad"), usual.text())
        : Cell.badge(words, usual, why(payment));
  }

  private static Badge usual(PaymentView payment, AdminWords words) {
    var usual = Badge.of(payment.status());
    if (payment.status() == PaymentStatus.PARTIALLY_REFUNDED) {
      return new Badge(
          Plain.refunded(
              words, payment.amountRefunded(), payment.amountReceived(), payment.currency()),
          usual.tone());
    }
    if (payment.status() != PaymentStatus.PENDING) {
      return usual;
    }
    if (payment.cancelRequestedAt() != null) {
      return new Badge("Being canceled", usual.tone());
    }
    return payment.failure() == null ? usual : new Badge("Declined", "bad");
  }

  private static @Nullable String why(PaymentView payment) {
    if (payment.status() == PaymentStatus.AUTHORIZED) {
      return payment.captureBefore() == null ? null : "until " + Plain.day(payment.captureBefore());
    }
    var failure = payment.failure();
    if (failure == null || payment.status().hasMoney()) {
      return null;
    }
    return failure.declineCode() == null
        ? Plain.words(failure.code())
        : Plain.words(failure.declineCode());
  }
}
