package io.paydesk.mcp;

import static io.paydesk.mcp.LookUp.ORDER;
import static io.paydesk.mcp.LookUp.PAYMENT;
import static io.paydesk.mcp.LookUp.USER;

import io.paydesk.caller.Call;
import io.paydesk.dispute.DisputeResource;
import io.paydesk.order.OrderResource;
import io.paydesk.order.OrderStatus;
import io.paydesk.payment.PaymentResource;
import io.paydesk.payment.PaymentStatus;
import io.paydesk.refund.RefundResource;
import io.paydesk.refund.RefundStatus;
import jakarta.inject.Singleton;
import java.util.List;

/** What payers are to pay, what came and what went back. Each tool asks the API's own resources. */
@Singleton
class PaymentLookUps {

  private final OrderResource orders;
  private final PaymentResource payments;
  private final RefundResource refunds;
  private final DisputeResource disputes;
  private final WholeOrders wholeOrders;

  PaymentLookUps(
      OrderResource orders,
      PaymentResource payments,
      RefundResource refunds,
      DisputeResource disputes,
      WholeOrders wholeOrders) {
    this.orders = orders;
    this.payments = payments;
    this.refunds = refunds;
    this.disputes = disputes;
    this.wholeOrders = wholeOrders;
  }

  List<Tool> tools() {
    return List.of(
        findOrders(), getOrder(), findPayments(), getPayment(), findRefunds(), findDisputes());
  }

  private Tool findOrders() {
    return LookUp.list(
        "find_orders",
        "Find orders",
        "Lists orders, newest first: what payers are to pay or have paid. Use it to find an order"
            + " by its payer or status, for example those in 'review', which a person must look"
            + " at.",
        OrderResource.class,
        sent -> orders.list(Filters.orders(sent), null, sent.page()),
        USER,
        LookUp.status(OrderStatus.values()));
  }

  private Tool getOrder() {
    return LookUp.one(
        "get_order",
        "Get an order",
        "One order with its payments, refunds and subscriptions, the newest 20 of each. Use it"
            + " first when somebody asks what happened to an order.",
        WholeOrders.CALLS,
        sent -> wholeOrders.get(sent.neededRow("orderId")),
        Argument.number("orderId", "The order's id").needed());
  }

  private Tool findPayments() {
    return LookUp.list(
        "find_payments",
        "Find payments",
        "Lists payments, newest first, with why the last try failed, disputes and fraud warnings.",
        PaymentResource.class,
        sent -> payments.list(Filters.payments(sent), null, sent.page()),
        USER,
        ORDER,
        LookUp.status(PaymentStatus.values()));
  }

  private Tool getPayment() {
    return LookUp.one(
        "get_payment",
        "Get a payment",
        "One payment, by its id: what came, what went back, and why the last try failed.",
        List.of(Call.reading(PaymentResource.class)),
        sent -> payments.get(sent.neededRow("paymentId")),
        Argument.number("paymentId", "The payment's id").needed());
  }

  private Tool findRefunds() {
    return LookUp.list(
        "find_refunds",
        "Find refunds",
        "Lists refunds, newest first: money that went back or is on its way, and why a refund"
            + " failed.",
        RefundResource.class,
        sent -> refunds.list(Filters.refunds(sent), null, sent.page()),
        USER,
        PAYMENT,
        ORDER,
        LookUp.status(RefundStatus.values()));
  }

  private Tool findDisputes() {
    return LookUp.list(
        "find_disputes",
        "Find disputes",
        "Lists disputes (chargebacks and inquiries of a bank), newest first, with the time by"
            + " which Stripe needs the evidence. A person answers them in Stripe's dashboard.",
        DisputeResource.class,
        sent -> disputes.list(Filters.disputes(sent), null, sent.page()),
        USER,
        PAYMENT,
        ORDER,
        Argument.text(
            "status", "Only of this status, in Stripe's words, such as needs_response or lost"));
  }
}
