package io.paydesk.openapi;

import io.paydesk.stripe.AskLimit;
import io.paydesk.testing.HeldLock;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.util.stream.IntStream;

/** How an order is paid, or not. */
abstract class PaymentChapter extends OrderChapter {

  @Inject AskLimit limit;

  Paid bought;

  void ofPayments() {
    call("startPayment")
        .by(asUser())
        .sends("{\"orderId\": %d, \"currency\": \"eur\"}".formatted(tickets))
        .isRefused(422, "currency-mismatch");
    call("startPayment")
        .by(asUser())
        .sends("{\"orderId\": %d, \"amount\": 99}".formatted(tickets))
        .isRefused(422, "amount-mismatch");
    try (var held =
        HeldLock.take(tables(), "select * from orders where id = ? for update", tickets)) {
      call("startPayment")
          .by(asUser())
          .sends("{\"orderId\": %d}".formatted(tickets))
          .isRefused(503, "busy");
    }
    var begun =
        call("startPayment")
            .by(asUser())
            .shown("an-order", "{\"orderId\": %d}".formatted(tickets))
            .answers(201, "pending");
    call("startPayment")
        .by(asUser())
        .shown(
            "what-the-payer-saw",
            "{\"orderId\": %d, \"currency\": \"usd\", \"amount\": 9999}".formatted(tickets))
        .answers(200, "pending");
    long payment = begun.getLong("id");
    var intent = begun.getString("paymentIntentId");
    stripeIsSilent("GET /v1/payment_intents");
    call("startPayment")
        .by(asUser())
        .sends("{\"orderId\": %d}".formatted(tickets))
        .isRefused(503, "stripe-unavailable", "stripe-unavailable-for-a-begun-payment");
    stripeAnswers();
    refundOf(payment, "").isRefused(409, "payment-not-settled");
    call("deleteOrder").of(tickets).isRefused(409, "order-linked");

    heard(() -> sandbox.confirm(intent, "4000000000009995"));
    call("getPayment").by(asUser()).of(payment).answers(200, "declined");
    heard(() -> sandbox.confirm(intent, GOOD_CARD));
    callbackIsProcessed(payment);
    bought = new Paid(tickets, payment, intent);
    call("getPayment").by(asUser()).of(payment).answers(200, "succeeded");
    call("getOrder").by(asUser()).of(tickets).answers(200, "paid");
    call("refreshPayment").of(payment).answers(200, "succeeded");
    asked(
        "payment",
        payment,
        () -> call("refreshPayment").of(payment).isRefused(429, "too-many-requests"));
    call("startPayment")
        .by(asUser())
        .sends("{\"orderId\": %d}".formatted(tickets))
        .isRefused(409, "order-already-paid");
    call("cancelPayment").of(payment).isRefused(409, "payment-not-cancelable");
    call("getPayment").of(4711).isRefused(404, "not-found", "payment-not-found");
    call("listPayments")
        .with("status=paid")
        .isRefused(400, "invalid-status", "invalid-payment-status");
    ofPaymentsThatAreNot();
  }

  /** Runs this while as many as may ask Stripe about a row do so. */
  private void asked(String table, long id, Runnable work) {
    var asking =
        IntStream.range(0, 16)
            .mapToObj(
                n ->
                    limit
                        .within(table, id, () -> Uni.createFrom().nothing())
                        .subscribe()
                        .with(x -> {}))
            .toList();
    work.run();
    asking.forEach(one -> one.cancel());
  }

  private void ofPaymentsThatAreNot() {
    long unknown = ordered(user, "24.00", "One ticket");
    stripeIsSilent("POST /v1/payment_intents", "GET /v1/payment_intents");
    var lost =
        call("startPayment")
            .by(asUser())
            .sends("{\"orderId\": %d}".formatted(unknown))
            .answers(202, "unknown");
    call("refreshPayment").of(lost.getLong("id")).answers(202, "unknown");
    call("cancelPayment").of(lost.getLong("id")).answers(202, "asked-for");
    stripeAnswers();
    call("cancelPayment").of(lost.getLong("id")).answers(200, "canceled");

    long given = ordered(user, "24.00", "One ticket");
    begunBy(user, given);
    stripeIsSilent("POST /v1/payment_intents", "GET /v1/payment_intents");
    call("cancelOrder").by(asService()).of(given).answers(202, "asked-for");
    stripeAnswers();
    call("cancelOrder").by(asService()).of(given).answers(200, "canceled");
    call("startPayment")
        .by(asUser())
        .sends("{\"orderId\": %d}".formatted(given))
        .isRefused(409, "order-not-payable");

    long dropped = ordered(user, "24.00", "One ticket");
    call("cancelOrder").by(asService()).of(dropped).succeeds(200);
    call("getOrderTimeline").by(asService()).of(dropped).answers(200, "canceled");
    call("getOrderTimeline")
        .of(dropped)
        .with("paymentId=1&refundId=1")
        .isRefused(400, "one-row-at-a-time");

    long late = ordered(user, "24.00", "One ticket");
    tables().change("update orders set expires_at = '2026-11-23T09:31:01Z' where id = ?", late);
    call("startPayment")
        .by(asUser())
        .sends("{\"orderId\": %d}".formatted(late))
        .isRefused(409, "order-expired");

    long dear = ordered(user, "1000000.00", "The whole hall");
    call("startPayment")
        .by(asUser())
        .sends("{\"orderId\": %d}".formatted(dear))
        .isRefused(422, "refused-by-stripe", "payment-refused-by-stripe");
    long firstOne = ordered("user-9", "24.00", "One ticket");
    stripeIsSilent("POST /v1/customers", "GET /v1/customers");
    call("startPayment")
        .by(as("user-9"))
        .sends("{\"orderId\": %d}".formatted(firstOne))
        .isRefused(503, "stripe-unavailable", "stripe-unavailable-for-a-new-payment");
    stripeAnswers();
    sandbox.faults().failNext("POST /v1/customers", 400, 1);
    call("startPayment")
        .by(as("user-9"))
        .sends("{\"orderId\": %d}".formatted(firstOne))
        .isRefused(422, "refused-by-stripe", "payer-refused-by-stripe");
  }

  Asking refundOf(long payment, String fields) {
    return call("createRefund").keyed().sends("{\"paymentId\": %d%s}".formatted(payment, fields));
  }
}
