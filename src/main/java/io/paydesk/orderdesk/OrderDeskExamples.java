package io.paydesk.orderdesk;

import io.paydesk.openapi.ApiExamples;
import io.paydesk.openapi.ExampleBook;
import io.paydesk.order.Order;
import io.paydesk.order.OrderExamples;
import io.paydesk.order.OrderStatus;
import io.paydesk.order.OrderView;
import io.paydesk.order.Resolution;
import io.paydesk.recurring.RecurringPayment;
import io.paydesk.recurring.RecurringPaymentStatus;
import io.paydesk.refund.EndSubscription;
import io.paydesk.refund.Refund;
import io.paydesk.refund.RefundProblems;
import io.paydesk.refund.SubscribedRows;

/** What is done to whole orders. */
public final class OrderDeskExamples implements ApiExamples {

  @Override
  public void addTo(ExampleBook book) {
    ofTheReview(book);
    ofTheCancel(book);
  }

  private static void ofTheReview(ExampleBook book) {
    book.request("resolveOrder", "accept", new ResolveOrder(Resolution.ACCEPT, null));
    book.request("resolveOrder", "refund", new ResolveOrder(Resolution.REFUND, null));
    book.request(
        "resolveOrder",
        "refund-and-end-the-subscription",
        new ResolveOrder(Resolution.REFUND, EndSubscription.NOW));
    book.answer(
        "resolveOrder",
        200,
        "accepted",
        OrderView.of(reviewed(OrderStatus.PAID, Resolution.ACCEPT)));
    book.answer(
        "resolveOrder",
        202,
        "refund-on-its-way",
        OrderView.of(reviewed(OrderStatus.REVIEW, Resolution.REFUND)));
    book.answer("resolveOrder", 200, "refunded-but-the-subscription-runs-on", warned());
    book.problem(() -> ResolveOrder.of("ignore", null));
    book.problem(() -> EndSubscription.of("later"));
    book.problem("refund-refused-by-stripe", RefundProblems.reviewNotEnded(failed()));
  }

  private static void ofTheCancel(ExampleBook book) {
    var canceled = OrderExamples.order(OrderStatus.CANCELED);
    canceled.cancelRequestedAt = canceled.createdAt;
    var pending = OrderExamples.order(OrderStatus.PENDING);
    pending.cancelRequestedAt = pending.createdAt;
    book.answer("cancelOrder", 200, "canceled", OrderView.of(canceled));
    book.answer("cancelOrder", 202, "asked-for", OrderView.of(pending));
  }

  private static Order reviewed(OrderStatus status, Resolution resolution) {
    var order = OrderExamples.order(status);
    order.reviewReason = "amount-mismatch";
    order.resolution = resolution;
    return order;
  }

  private static OrderView warned() {
    var order = reviewed(OrderStatus.REFUNDED, Resolution.REFUND);
    var running = new RecurringPayment();
    running.id = 5L;
    running.status = RecurringPaymentStatus.ACTIVE;
    order.warn(SubscribedRows.notEnded(running));
    return OrderView.of(order, true);
  }

  private static Refund failed() {
    var refund = new Refund();
    refund.id = 3L;
    refund.refuse("charge_already_refunded", "The charge has already been refunded.");
    return refund;
  }
}
