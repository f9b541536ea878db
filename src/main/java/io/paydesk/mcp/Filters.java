package io.paydesk.mcp;

import io.paydesk.actionflow.RunQuery;
import io.paydesk.dispute.DisputeQuery;
import io.paydesk.order.OrderQuery;
import io.paydesk.payment.PaymentQuery;
import io.paydesk.recurring.RecurringPaymentQuery;
import io.paydesk.refund.RefundQuery;
import io.paydesk.rest.RowId;
import io.paydesk.webhook.StripeEventQuery;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a tool is asked to find, as the lists of the API are asked. */
final class Filters {

  private Filters() {}

  static OrderQuery orders(Arguments sent) {
    var query = new OrderQuery();
    query.userId = sent.text("userId");
    query.status = status(sent);
    return query;
  }

  static PaymentQuery payments(Arguments sent) {
    var query = new PaymentQuery();
    query.userId = sent.text("userId");
    query.orderId = sent.row("orderId");
    query.status = status(sent);
    return query;
  }

  static PaymentQuery paymentsOf(RowId orderId) {
    var query = new PaymentQuery();
    query.orderId = orderId;
    return query;
  }

  static RefundQuery refunds(Arguments sent) {
    var query = new RefundQuery();
    query.userId = sent.text("userId");
    query.paymentId = sent.row("paymentId");
    query.orderId = sent.row("orderId");
    query.status = status(sent);
    return query;
  }

  static RefundQuery refundsOf(RowId orderId) {
    var query = new RefundQuery();
    query.orderId = orderId;
    return query;
  }

  static DisputeQuery disputes(Arguments sent) {
    var query = new DisputeQuery();
    query.userId = sent.text("userId");
    query.paymentId = sent.row("paymentId");
    query.orderId = sent.row("orderId");
    query.status = status(sent);
    return query;
  }

  static RecurringPaymentQuery subscriptions(Arguments sent) {
    var query = new RecurringPaymentQuery();
    query.userId = sent.text("userId");
    query.orderId = sent.row("orderId");
    query.status = status(sent);
    return query;
  }

  static RecurringPaymentQuery subscriptionsOf(RowId orderId) {
    var query = new RecurringPaymentQuery();
    query.orderId = orderId;
    return query;
  }

  static RunQuery runs(Arguments sent) {
    var query = new RunQuery();
    query.flow = sent.text("flow");
    query.status = status(sent);
    query.subject = sent.text("subject");
    query.orderId = sent.row("orderId");
    query.target = sent.text("target");
    return query;
  }

  static StripeEventQuery events(Arguments sent) {
    var query = new StripeEventQuery();
    query.status = status(sent);
    query.type = sent.text("type");
    query.objectId = sent.text("objectId");
    return query;
  }

  private static @Nullable List<String> status(Arguments sent) {
    var status = sent.text("status");
    return status == null ? null : List.of(status);
  }
}
