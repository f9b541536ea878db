package io.paydesk.admin.row;

import io.paydesk.actionflow.RunView;
import io.paydesk.dispute.DisputeView;
import io.paydesk.order.OrderView;
import io.paydesk.payment.PaymentStatus;
import io.paydesk.payment.PaymentView;
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
    @Nullable OrderView order,
    @Nullable PaymentView payment,
    @Nullable RefundView refund,
    @Nullable DisputeView dispute,
    @Nullable RecurringPaymentView subscription,
    @Nullable StripeEventView event,
    @Nullable RunView run) {

  static RowActs of(OrderView row, List<PaymentView> payments) {
    var open = payments.stream().filter(RowActs::isOpen).toList();
    return new RowActs(row, open.size() == 1 ? open.get(0) : null, null, null, null, null, null);
  }

  private static boolean isOpen(PaymentView payment) {
    boolean isKept =
        payment.status().hasMoney() && payment.amountReceived() > payment.amountRefunded();
    return payment.status() == PaymentStatus.AUTHORIZED
        || isKept && payment.disputes().stream().allMatch(PaymentView.Dispute::refundable);
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
