package io.paydesk.refund;

import io.paydesk.openapi.ApiExamples;
import io.paydesk.openapi.ExampleBook;
import io.paydesk.order.Order;
import io.paydesk.order.OrderExamples;
import io.paydesk.order.OrderStatus;
import io.paydesk.order.OrderView;
import io.paydesk.order.Resolution;
import io.paydesk.recurring.RecurringPayment;
import io.paydesk.recurring.RecurringPaymentStatus;

/** The ends of an order's review. */
public final class ReviewExamples implements ApiExamples {

  @Override
  public void addTo(ExampleBook book) {
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
