package io.paydesk.admin.row;

import io.paydesk.actionflow.RunView;
import io.paydesk.dispute.DisputeView;
import io.paydesk.order.OrderView;
import io.paydesk.payment.PaymentView;
import io.paydesk.recurring.RecurringPaymentView;
import io.paydesk.refund.RefundView;
import io.paydesk.webhook.StripeEventView;
import org.jspecify.annotations.Nullable;

/** The row for its buttons: one of them is not null. */
record RowActs(
    @Nullable OrderView order,
    @Nullable PaymentView payment,
    @Nullable RefundView refund,
    @Nullable DisputeView dispute,
    @Nullable RecurringPaymentView subscription,
    @Nullable StripeEventView event,
    @Nullable RunView run) {

  static RowActs of(OrderView row) {
    return new RowActs(row, null, null, null, null, null, null);
  }

  static RowActs of(PaymentView row) {
    return new RowActs(null, row, null, null, null, null, null);
  }

  static RowActs of(RefundView row) {
    return new RowActs(null, null, row, null, null, null, null);
  }

  static RowActs of(DisputeView row) {
    return new RowActs(null, null, null, row, null, null, null);
  }

  static RowActs of(RecurringPaymentView row) {
    return new RowActs(null, null, null, null, row, null, null);
  }

  static RowActs of(StripeEventView row) {
    return new RowActs(null, null, null, null, null, row, null);
  }

  static RowActs of(RunView row) {
    return new RowActs(null, null, null, null, null, null, row);
  }
}
