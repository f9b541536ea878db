package io.paydesk.refund;

import io.paydesk.openapi.ApiExamples;
import io.paydesk.openapi.ExampleBook;
import io.paydesk.order.OrderExamples;
import io.paydesk.order.OrderStatus;
import io.paydesk.payment.PaymentDispute;
import io.paydesk.payment.PaymentExamples;
import io.paydesk.payment.PaymentStatus;
import io.paydesk.recurring.RecurringExamples;
import io.paydesk.recurring.RecurringPaymentStatus;
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
    refund.refundId = status == RefundStatus.UNKNOWN ? null : "re_123";
    refund.reason = "requested_by_customer";
    refund.callbackProcessed = status == RefundStatus.SUCCEEDED;
    refund.createdAt = payment.updatedAt;
    refund.updatedAt = payment.updatedAt.plusSeconds(2);
    refund.version = 1;
    return refund;
  }

  private static Refund pending() {
    var refund = refund(RefundStatus.PENDING);
    refund.pendingReason = "processing";
    return refund;
  }

  private static void refusals(ExampleBook book) {
    var payment = PaymentExamples.payment(PaymentStatus.SUCCEEDED);
    var dispute =
        new PaymentDispute("du_123", "needs_response", 9999, "usd", "fraudulent", false, null);
    book.problem(RefundProblems.amountIsNull());
    book.problem(RefundProblems.notSettled(PaymentExamples.payment(PaymentStatus.PROCESSING)));
    book.problem(RefundProblems.currencyMismatch(payment));
    book.problem(RefundProblems.disputed(payment, dispute));
    book.problem(RefundProblems.nothingRemains(payment, new RefundTotals(9999, 7499, 2500)));
    book.problem(
        RefundProblems.exceedsRemaining(payment, new RefundTotals(9999, 5000, 2500), 5000));
    var order = OrderExamples.order(OrderStatus.PAID);
    var running = RecurringExamples.recurring(RecurringPaymentStatus.ACTIVE);
    book.problem("refund-subscription-running", RefundProblems.runsOn(order, running));
    book.problem(
        "refund-several-subscriptions-running",
        RefundProblems.severalRun(order, List.of(running, running)));
    var refused = refund(RefundStatus.CREATED);
    refused.refundId = null;
    refused.refuse(
        "balance_insufficient", "Your balance does not cover the refund of this charge.");
    book.problem("new-refund-refused-by-stripe", RefundProblems.refusedByStripe(refused));
  }

  private static Refund failed() {
    var refund = refund(RefundStatus.FAILED);
    refund.failureReason = "expired_or_canceled_card";
    return refund;
  }

  @Override
  public void addTo(ExampleBook book) {
    var succeeded = RefundView.of(refund(RefundStatus.SUCCEEDED), true);
    var failed = RefundView.of(failed());
    book.answer("getRefund", 200, "succeeded", succeeded);
    book.answer("getRefund", 200, "failed", failed);
    book.answer("listRefunds", 200, "a-page", new Page<>(List.of(succeeded), "3"));
    book.answer("listRefunds", 200, "the-last-page", new Page<>(List.of(failed), null));
    book.request("createRefund", "all", new CreateRefund(1L, null, null, null, null));
    book.request(
        "createRefund",
        "all-and-end-the-subscription",
        new CreateRefund(1L, null, null, null, "now"));
    book.request(
        "createRefund",
        "a-part",
        new CreateRefund(1L, 2500L, "usd", "requested_by_customer", null));
    book.answer("createRefund", 201, "succeeded", succeeded);
    book.answer("createRefund", 201, "pending", RefundView.of(pending()));
    book.answer("createRefund", 202, "unknown", RefundView.of(refund(RefundStatus.UNKNOWN)));
    refusals(book);
    book.problem("refund-not-found", RefundProblems.notFound(3));
    book.problem("invalid-refund-status", () -> Statuses.read(RefundStatus.class, "paid"));
  }
}
