package io.paydesk.export;

import io.paydesk.dispute.DisputeView;
import io.paydesk.money.Money;
import io.paydesk.order.OrderView;
import io.paydesk.payment.PaymentView;
import io.paydesk.refund.RefundView;
import org.jspecify.annotations.Nullable;

/** The columns of what is a sum of money, each called as in the answers of the API. */
final class MoneyColumns {

  private MoneyColumns() {}

  static final Csv<OrderView> ORDERS =
      new Csv<OrderView>()
          .column("id", OrderView::id)
          .column("createdAt", OrderView::createdAt)
          .column("status", order -> order.status().text())
          .column("amount", OrderView::amount)
          .column("price", OrderView::price)
          .column("currency", OrderView::currency)
          .column("total", OrderView::total)
          .column("discount", OrderView::discount)
          .column("tax", OrderView::tax)
          .column("charged", OrderView::charged)
          .column("userId", OrderView::userId)
          .column("description", OrderView::description)
          .column("payerName", OrderView::payerName)
          .column("receiptEmail", OrderView::receiptEmail)
          .column("priceId", OrderView::priceId)
          .column("quantity", OrderView::quantity)
          .column("renewalOf", OrderView::renewalOf)
          .column("periodStart", OrderView::periodStart)
          .column("periodEnd", OrderView::periodEnd)
          .column("reviewReason", OrderView::reviewReason)
          .column("cancelRequestedAt", OrderView::cancelRequestedAt)
          .column("expiresAt", OrderView::expiresAt)
          .column("updatedAt", OrderView::updatedAt);

  static final Csv<PaymentView> PAYMENTS =
      new Csv<PaymentView>()
          .column("id", PaymentView::id)
          .column("createdAt", PaymentView::createdAt)
          .column("status", payment -> payment.status().text())
          .column("amount", PaymentView::amount)
          .column("price", PaymentView::price)
          .column("currency", PaymentView::currency)
          .column("amountReceived", PaymentView::amountReceived)
          .column("priceReceived", payment -> price(payment.amountReceived(), payment))
          .column("amountRefunded", PaymentView::amountRefunded)
          .column("priceRefunded", payment -> price(payment.amountRefunded(), payment))
          .column("presentmentAmount", PaymentView::presentmentAmount)
          .column("presentmentPrice", PaymentView::presentmentPrice)
          .column("presentmentCurrency", PaymentView::presentmentCurrency)
          .column("orderId", PaymentView::orderId)
          .column("userId", PaymentView::userId)
          .column("origin", payment -> payment.origin().text())
          .column("paymentIntentId", PaymentView::paymentIntentId)
          .column("paymentMethodId", PaymentView::paymentMethodId)
          .column("checkoutSessionId", PaymentView::checkoutSessionId)
          .column("failure.code", payment -> code(payment.failure()))
          .column("failure.declineCode", payment -> declineCode(payment.failure()))
          .column("reviewReason", PaymentView::reviewReason)
          .column("disputes", payment -> payment.disputes().size())
          .column("captureBefore", PaymentView::captureBefore)
          .column("cancelRequestedAt", PaymentView::cancelRequestedAt)
          .column("updatedAt", PaymentView::updatedAt);

  static final Csv<RefundView> REFUNDS =
      new Csv<RefundView>()
          .column("id", RefundView::id)
          .column("createdAt", RefundView::createdAt)
          .column("status", refund -> refund.status().text())
          .column("refundAmount", RefundView::refundAmount)
          .column("price", RefundView::price)
          .column("currency", RefundView::currency)
          .column("paymentId", RefundView::paymentId)
          .column("orderId", RefundView::orderId)
          .column("userId", RefundView::userId)
          .column("origin", refund -> refund.origin().text())
          .column("reason", RefundView::reason)
          .column("refundId", RefundView::refundId)
          .column("failure.code", refund -> code(refund.failure()))
          .column("failure.reason", refund -> reason(refund.failure()))
          .column("warning", RefundView::warning)
          .column("updatedAt", RefundView::updatedAt);

  static final Csv<DisputeView> DISPUTES =
      new Csv<DisputeView>()
          .column("id", DisputeView::id)
          .column("createdAt", DisputeView::createdAt)
          .column("status", DisputeView::status)
          .column("amount", DisputeView::amount)
          .column("price", DisputeView::price)
          .column("currency", DisputeView::currency)
          .column("reason", DisputeView::reason)
          .column("dueBy", DisputeView::dueBy)
          .column("refundable", DisputeView::refundable)
          .column("paymentId", DisputeView::paymentId)
          .column("orderId", DisputeView::orderId)
          .column("userId", DisputeView::userId)
          .column("disputeId", DisputeView::disputeId)
          .column("openedAt", DisputeView::openedAt)
          .column("updatedAt", DisputeView::updatedAt);

  private static String price(long amount, PaymentView payment) {
    return Money.price(amount, payment.currency());
  }

  private static @Nullable String code(PaymentView.@Nullable Failure failure) {
    return failure == null ? null : failure.code();
  }

  private static @Nullable String declineCode(PaymentView.@Nullable Failure failure) {
    return failure == null ? null : failure.declineCode();
  }

  private static @Nullable String code(RefundView.@Nullable Failure failure) {
    return failure == null ? null : failure.code();
  }

  private static @Nullable String reason(RefundView.@Nullable Failure failure) {
    return failure == null ? null : failure.reason();
  }
}
