package io.paydesk.refund;

import io.paydesk.openapi.ApiExamples;
import io.paydesk.openapi.ExampleBook;
import io.paydesk.payment.PaymentExamples;
import io.paydesk.payment.PaymentStatus;
import io.paydesk.rest.Page;
import io.paydesk.rest.Statuses;
import java.util.List;

/** A refund of the payment of {@link PaymentExamples}. */
public final class RefundExamples implements ApiExamples {

  /** A refund of this status. */
  public static Refund refund(RefundStatus status) {
    var payment = PaymentExamples.payment(PaymentStatus.REFUNDED);
    var refund = new Refund();
    refund.id = 3L;
    refund.paymentId = payment.id;
    refund.orderId = payment.orderId;
    refund.userId = payment.userId;
    refund.origin = RefundOrigin.PAYDESK;
    refund.amount = payment.amount;
    refund.currency = payment.currency;
    refund.status = status;
    refund.refundId = "re_123";
    refund.callbackProcessed = status == RefundStatus.SUCCEEDED;
    refund.createdAt = payment.updatedAt;
    refund.updatedAt = payment.updatedAt.plusSeconds(2);
    refund.version = 1;
    return refund;
  }

  private static Refund failed() {
    var refund = refund(RefundStatus.FAILED);
    refund.failureReason = "expired_or_canceled_card";
    return refund;
  }

  @Override
  public void addTo(ExampleBook book) {
    var succeeded = RefundView.of(refund(RefundStatus.SUCCEEDED));
    var failed = RefundView.of(failed());
    book.answer("getRefund", 200, "succeeded", succeeded);
    book.answer("getRefund", 200, "failed", failed);
    book.answer("listRefunds", 200, "a-page", new Page<>(List.of(succeeded), "3"));
    book.answer("listRefunds", 200, "the-last-page", new Page<>(List.of(failed), null));
    book.problem("refund-not-found", RefundProblems.notFound(3));
    book.problem("invalid-refund-status", () -> Statuses.read(RefundStatus.class, "paid"));
  }
}
