package io.paydesk.reconcile;

import io.paydesk.openapi.ApiExamples;
import io.paydesk.openapi.ExampleBook;
import io.paydesk.payment.PaymentExamples;
import io.paydesk.payment.PaymentStatus;
import io.paydesk.payment.PaymentView;
import io.paydesk.recurring.RecurringExamples;
import io.paydesk.recurring.RecurringPaymentStatus;
import io.paydesk.recurring.RecurringPaymentView;
import io.paydesk.refund.RefundExamples;
import io.paydesk.refund.RefundStatus;
import io.paydesk.refund.RefundView;

/** A payment after Stripe was asked, with an answer and without. */
public final class RefreshExamples implements ApiExamples {

  @Override
  public void addTo(ExampleBook book) {
    var succeeded = PaymentView.of(PaymentExamples.payment(PaymentStatus.SUCCEEDED));
    var unknown = PaymentView.of(PaymentExamples.payment(PaymentStatus.UNKNOWN));
    book.answer("refreshPayment", 200, "succeeded", succeeded);
    book.answer("refreshPayment", 202, "unknown", unknown);
    book.answer(
        "refreshRecurringPayment",
        200,
        "active",
        RecurringPaymentView.of(RecurringExamples.recurring(RecurringPaymentStatus.ACTIVE)));
    book.answer(
        "refreshRecurringPayment",
        202,
        "unknown",
        RecurringPaymentView.of(RecurringExamples.recurring(RecurringPaymentStatus.UNKNOWN)));
    book.answer(
        "refreshRefund",
        200,
        "succeeded",
        RefundView.of(RefundExamples.refund(RefundStatus.SUCCEEDED)));
    book.answer(
        "refreshRefund",
        202,
        "unknown",
        RefundView.of(RefundExamples.refund(RefundStatus.UNKNOWN)));
  }
}
