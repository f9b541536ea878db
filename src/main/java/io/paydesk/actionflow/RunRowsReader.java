package io.paydesk.actionflow;

import io.paydesk.order.Order;
import io.paydesk.order.OrderView;
import io.paydesk.payment.Payment;
import io.paydesk.payment.PaymentView;
import io.paydesk.recurring.Entitlements;
import io.paydesk.recurring.EntitlementsView.Entitlement;
import io.paydesk.recurring.RecurringPayment;
import io.paydesk.recurring.RecurringPaymentView;
import io.paydesk.refund.Refund;
import io.paydesk.refund.RefundView;
import io.paydesk.transaction.CallbackFlow;
import io.paydesk.transaction.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;

/** Reads the rows of a run, as they are now. */
@Singleton
class RunRowsReader {

  private static final List<Entitlement> NONE = List.of();

  private final Transactions transactions;

  private final Entitlements entitlements;

  RunRowsReader(Transactions transactions, Entitlements entitlements) {
    this.transactions = transactions;
    this.entitlements = entitlements;
  }

  /**
   * @param occurrence the invoice, where one was paid
   */
  Uni<RunRows> read(CallbackFlow flow, long subjectId, long orderId, String occurrence) {
    return transactions.read(
        () ->
            Order.<Order>findById(orderId)
                .map(OrderView::of)
                .flatMap(
                    order ->
                        switch (flow) {
                          case PAYMENT -> ofPayment(order, subjectId);
                          case REFUND -> ofRefund(order, subjectId);
                          case ORDER -> Uni.createFrom().item(ofOrder(order));
                          case RECURRING_PAYMENT_MANAGEMENT -> ofSubscription(order, subjectId);
                          case RECURRING_PAYMENT_DEDUCTION ->
                              ofInvoice(order, subjectId, occurrence);
                        })
                // Read after the rows, so that entitlements are never older than them.
                .flatMap(rows -> entitlements.list(rows.order().userId()).map(rows::with)));
  }

  private static Uni<RunRows> ofPayment(OrderView order, long id) {
    return Payment.<Payment>findById(id)
        .map(payment -> new RunRows(order, PaymentView.of(payment, true), null, null, null, NONE));
  }

  private static RunRows ofOrder(OrderView order) {
    return new RunRows(order, null, null, null, null, NONE);
  }

  private static Uni<RunRows> ofRefund(OrderView order, long id) {
    return Refund.<Refund>findById(id)
        .flatMap(
            refund ->
                Payment.<Payment>findById(refund.paymentId)
                    .map(
                        payment ->
                            new RunRows(
                                order,
                                PaymentView.of(payment, true),
                                null,
                                RefundView.of(refund, true),
                                null,
                                NONE)));
  }

  private static Uni<RunRows> ofSubscription(OrderView order, long id) {
    return RecurringPayment.<RecurringPayment>findById(id)
        .map(
            recurring ->
                new RunRows(order, null, null, null, RecurringPaymentView.of(recurring), NONE));
  }

  private static Uni<RunRows> ofInvoice(OrderView order, long id, String invoiceId) {
    return Payment.<Payment>list("invoiceId = ?1 order by id", invoiceId)
        .flatMap(
            payments ->
                RecurringPayment.<RecurringPayment>findById(id)
                    .map(
                        recurring ->
                            new RunRows(
                                order,
                                null,
                                payments.stream()
                                    .map(payment -> PaymentView.of(payment, true))
                                    .toList(),
                                null,
                                RecurringPaymentView.of(recurring),
                                NONE)));
  }
}
