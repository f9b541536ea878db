package io.paydesk.recurring;

import io.paydesk.order.Order;
import io.paydesk.problem.Refusal;

/** Refusals where an order's subscription would otherwise run on unnoticed. */
public final class RunningProblems {

  private RunningProblems() {}

  /** The order is pending although its subscription has begun, for example in a trial. */
  public static Refusal orderRuns(Order order, RecurringPayment running) {
    return of(
        order,
        running,
        """
        Order %s cannot be canceled while its subscription runs: recurring payment %s is %s. \
        Cancel that: POST /v1/recurring-payments/%s/cancel with {"when": "now"}. An order whose \
        trial ends unpaid is then canceled by itself.\
        """
            .formatted(order.id, running.id, running.status.text(), running.id));
  }

  public static Refusal of(Order order, RecurringPayment running, String detail) {
    return Refusal.of("subscription-running", 409, "The subscription runs", detail)
        .with("orderId", order.id)
        .with("recurringPaymentId", running.id)
        .with("recurringPaymentStatus", running.status.text());
  }
}
