package io.paydesk.payment;

import io.paydesk.openapi.ApiExamples;
import io.paydesk.openapi.ExampleBook;
import io.paydesk.order.OrderExamples;
import io.paydesk.order.OrderStatus;
import io.paydesk.payment.CheckoutConfigResource.CheckoutConfig;
import io.paydesk.rest.Page;
import io.paydesk.rest.Statuses;
import io.paydesk.stripe.PaymentIntentSnapshot.StripeFailure;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A payment of the order of {@link OrderExamples}, from its start to its end. */
public final class PaymentExamples implements ApiExamples {

  private static final Instant MORNING = Instant.parse("2026-11-23T09:31:00Z");
  private static final String PUBLISHABLE_KEY = "pk_test_123";

  /** A payment of this status. */
  public static Payment payment(PaymentStatus status) {
    var payment = new Payment();
    payment.id = 7L;
    payment.orderId = 42;
    payment.userId = "user-1";
    payment.origin = PaymentOrigin.ONE_TIME;
    payment.amount = 9999;
    payment.currency = "usd";
    payment.status = status;
    payment.amountReceived = status.hasMoney() ? payment.amount : 0;
    payment.callbackProcessed = status.hasMoney();
    payment.paymentIntentId = status.isNotConfirmedByStripe() ? null : "pi_123";
    payment.createdAt = MORNING;
    payment.updatedAt = MORNING.plusSeconds(2);
    payment.version = 1;
    return payment;
  }

  private static Payment declined() {
    var payment = payment(PaymentStatus.PENDING);
    payment.failure =
        new StripeFailure(
            "card_declined", "insufficient_funds", "Your card has insufficient funds.");
    return payment;
  }

  private static Payment refused() {
    var payment = payment(PaymentStatus.FAILED);
    payment.paymentIntentId = null;
    payment.failure =
        new StripeFailure("amount_too_large", null, "Amount must be no more than $999,999.99.");
    return payment;
  }

  private static Payment asked(PaymentStatus status) {
    var payment = payment(status);
    payment.cancelRequestedAt = MORNING.plusSeconds(1);
    return payment;
  }

  @Override
  public void addTo(ExampleBook book) {
    book.answer(
        "getConfig",
        200,
        "a-shop",
        new CheckoutConfig(
            PUBLISHABLE_KEY,
            "Ada's Tickets",
            "https://shop.example/logo.svg",
            "Front row, fair price"));
    ofTheStart(book);
    ofReading(book);
    ofTheCancel(book);
    book.problem(AskLimit.tooMany());
  }

  private static void ofTheStart(ExampleBook book) {
    var pending = started(PaymentStatus.PENDING, "pi_123_secret_456");
    book.request("startPayment", "an-order", new StartPayment(42L, null, null));
    book.request("startPayment", "what-the-payer-saw", new StartPayment(42L, "usd", 9999L));
    book.answer("startPayment", 201, "pending", pending);
    book.answer("startPayment", 200, "pending", pending);
    book.answer("startPayment", 202, "unknown", started(PaymentStatus.UNKNOWN, null));
    var order = OrderExamples.order(OrderStatus.PENDING);
    book.problem(PaymentProblems.currencyMismatch(order));
    book.problem(PaymentProblems.amountMismatch(order, 99));
    book.problem("payment-refused-by-stripe", PaymentProblems.refusedByStripe(refused()));
    book.problem(
        "payer-refused-by-stripe",
        PaymentProblems.refusedByStripe(
            "parameter_unknown", "Received unknown parameter: metadata."));
    book.problem("stripe-unavailable-for-a-new-payment", PaymentProblems.stripeSilent());
    book.problem(
        "stripe-unavailable-for-a-begun-payment",
        PaymentProblems.stripeSilent(payment(PaymentStatus.PENDING)));
  }

  private static StartedPaymentView started(PaymentStatus status, @Nullable String clientSecret) {
    return StartedPaymentView.of(payment(status), clientSecret, PUBLISHABLE_KEY);
  }

  private static void ofReading(ExampleBook book) {
    var succeeded = PaymentView.of(payment(PaymentStatus.SUCCEEDED));
    var declined = PaymentView.of(declined());
    book.answer("getPayment", 200, "succeeded", succeeded);
    book.answer("getPayment", 200, "declined", declined);
    book.answer("listPayments", 200, "a-page", new Page<>(List.of(succeeded), "7"));
    book.answer("listPayments", 200, "the-last-page", new Page<>(List.of(declined), null));
    book.problem("payment-not-found", PaymentProblems.notFound(7));
    book.problem("invalid-payment-status", () -> Statuses.read(PaymentStatus.class, "paid"));
  }

  private static void ofTheCancel(ExampleBook book) {
    book.answer("cancelPayment", 200, "canceled", PaymentView.of(asked(PaymentStatus.CANCELED)));
    book.answer("cancelPayment", 202, "asked-for", PaymentView.of(asked(PaymentStatus.PENDING)));
    book.problem(PaymentProblems.notCancelable(payment(PaymentStatus.SUCCEEDED)));
  }
}
