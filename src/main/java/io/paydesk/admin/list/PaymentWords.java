package io.paydesk.admin.list;

import io.paydesk.admin.AdminWords;
import io.paydesk.admin.Standing;
import io.paydesk.payment.PaymentStatus;
import io.paydesk.payment.PaymentView;
import org.jspecify.annotations.Nullable;

/** How a payment stands. */
final class PaymentWords {

  private PaymentWords() {}

  static Cell status(PaymentView payment, AdminWords words) {
    return Cell.standing(
        words,
        Standing.of(payment, words),
        payment.reviewReason() == null ? why(payment) : Plain.each(payment.reviewReason()));
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
