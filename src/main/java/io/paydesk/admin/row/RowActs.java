package io.paydesk.admin.row;

import io.paydesk.actionflow.RunView;
import io.paydesk.admin.act.OrderActs;
import io.paydesk.admin.act.PaymentActs;
import io.paydesk.admin.act.SubscriptionActs;
import io.paydesk.dispute.DisputeView;
import io.paydesk.order.OrderStatus;
import io.paydesk.order.OrderView;
import io.paydesk.payment.PaymentStatus;
import io.paydesk.recurring.RecurringPaymentView;
import io.paydesk.refund.RefundView;
import io.paydesk.webhook.StripeEventView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The row for its buttons: one of them is not null.
 *
 * @param payment beside an order: the only one of which something is to be given back or captured
 */
record RowActs(
    @Nullable OrderActs order,
    @Nullable PaymentActs payment,
    @Nullable RefundView refund,
    @Nullable DisputeView dispute,
    @Nullable SubscriptionActs subscription,
    @Nullable StripeEventView event,
    @Nullable RunView run) {

  static RowActs of(
      OrderView row, List<PaymentActs> payments, List<RecurringPaymentView> subscriptions) {
    var open = payments.stream().filter(RowActs::isOpen).toList();
    // To resolve a review is the one thing to do then.
    boolean isAlone = open.size() == 1 && row.status() != OrderStatus.REVIEW;
    return new RowActs(
        OrderActs.of(row, payments, subscriptions),
        isAlone ? open.get(0) : null,
        null,
        null,
        null,
        null,
        null);
  }

  private static boolean isOpen(PaymentActs acts) {
    return acts.payment().status() == PaymentStatus.AUTHORIZED || acts.canRefund();
  }

  static RowActs of(PaymentActs row) {
    return new RowActs(null, row, null, null, null, null, null);
  }

  static RowActs of(RefundView row) {
    return new RowActs(null, null, row, null, null, null, null);
  }

  static RowActs of(DisputeView row) {
    return new RowActs(null, null, null, row, null, null, null);
  }

  static RowActs of(SubscriptionActs row) {
    return new RowActs(null, null, null, null, row, null, null);
  }

  static RowActs of(StripeEventView row) {
    return new RowActs(null, null, null, null, null, row, null);
  }

  static RowActs of(RunView row) {
    return new RowActs(null, null, null, null, null, null, row);
  }
}
