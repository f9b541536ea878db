package io.paydesk.payment;

import static java.util.Objects.requireNonNull;

import io.paydesk.money.Money;
import io.paydesk.order.Order;
import io.paydesk.problem.Refusal;
import io.paydesk.problem.Sentence;
import io.paydesk.stripe.PaymentIntentSnapshot.StripeFailure;

/** Refusals about a capture. */
public final class CaptureProblems {

  private CaptureProblems() {}

  static Refusal amountIsNull() {
    return Refusal.of(
        "capture-amount-null",
        400,
        "The amount is null",
        "'amount' is null, which may be a variable that was not set. Leave it out to capture all"
            + " that is held, or send a whole number of the smallest unit.");
  }

  static Refusal alreadyCaptured(Payment payment) {
    return Refusal.of(
            "payment-already-captured",
            409,
            "The payment is captured already",
            """
            Of payment %s, %s were captured. A payment is captured once, and what was left has gone \
            back to the payer. For more money make a new order; to give some back, refund it: POST \
            /v1/refunds.\
            """
                .formatted(payment.id, Money.inBothUnits(payment.amountReceived, payment.currency)))
        .with("paymentId", payment.id)
        .with("paymentStatus", payment.status.text())
        .with("captured", payment.amountReceived);
  }

  static Refusal notCapturable(Payment payment) {
    return Refusal.of(
            "payment-not-capturable",
            409,
            "The payment cannot be captured",
            "Payment %s cannot be captured: %s".formatted(payment.id, whyNot(payment)))
        .with("paymentId", payment.id)
        .with("paymentStatus", payment.status.text());
  }

  private static String whyNot(Payment payment) {
    if (payment.status.hasMoney()) {
      return "its money was taken when the payer paid. Make the order with \"capture\": \"manual\""
          + " to capture later.";
    }
    if (payment.cancelRequestedAt != null && payment.status.isLive()) {
      return "it is being canceled. Make a new payment for the order, or a new order.";
    }
    return switch (payment.status) {
      case CREATED, UNKNOWN, PENDING -> "the payer has not paid yet. Wait until it is authorized.";
      case PROCESSING -> "a bank decides. Wait for its answer.";
      default -> "it is " + payment.status.text() + ". The order needs a new payment.";
    };
  }

  static Refusal orderIsPaid(Order order, Payment payment) {
    return Refusal.of(
            "order-already-paid",
            409,
            "The order is paid already",
            "Order %s is %s by other money. %s"
                .formatted(order.id, order.status.text(), letGo(payment)))
        .with("orderId", order.id)
        .with("orderStatus", order.status.text())
        .with("paymentId", payment.id);
  }

  static Refusal orderWaitsForNoMoney(Order order, Payment payment) {
    var why =
        switch (order.status) {
          case PENDING -> "is being canceled.";
          case REVIEW ->
              "is in review, as other money came. End the review: POST /v1/orders/%s/resolve."
                  .formatted(order.id);
          default -> "is " + order.status.text() + ".";
        };
    return Refusal.of(
            "order-not-payable",
            409,
            "The order cannot be paid",
            "Order %s %s %s".formatted(order.id, why, letGo(payment)))
        .with("orderId", order.id)
        .with("orderStatus", order.status.text())
        .with("paymentId", payment.id);
  }

  private static String letGo(Payment payment) {
    return """
        Nothing was captured. Let go what the bank holds: POST /v1/payments/%s/cancel. For more \
        money make a new order.\
        """
        .formatted(payment.id);
  }

  /** An order is not canceled while money may come that the shop has asked for. */
  public static Refusal keepsOrder(Order order, Payment payment) {
    long asked = requireNonNull(payment.captureRequest).captureAmount();
    return Refusal.of(
            "capture-under-way",
            409,
            "A capture is under way",
            """
            A capture of %s of payment %s was asked for, and Stripe has not confirmed it yet, so \
            order %s is not canceled. Read the payment in a few seconds: refund what was \
            captured, or cancel the order if Stripe refused.\
            """
                .formatted(Money.inBothUnits(asked, payment.currency), payment.id, order.id))
        .with("orderId", order.id)
        .with("paymentId", payment.id)
        .with("asked", asked);
  }

  static Refusal underWay(Payment payment) {
    long asked = requireNonNull(payment.captureRequest).captureAmount();
    return Refusal.of(
            "capture-under-way",
            409,
            "A capture is under way",
            """
            A capture of %s of payment %s was asked for, and Stripe has not confirmed it yet. A \
            payment is captured once: read it again in a few seconds.\
            """
                .formatted(Money.inBothUnits(asked, payment.currency), payment.id))
        .with("paymentId", payment.id)
        .with("asked", asked);
  }

  static Refusal exceedsHeld(Payment payment, long asked) {
    long held = requireNonNull(payment.amountCapturable);
    return Refusal.of(
            "capture-exceeds-authorized",
            422,
            "More than the payer's bank holds",
            "The bank holds %s for payment %s, and the request says %s. Capture that or less, or"
                    .formatted(
                        Money.inBothUnits(held, payment.currency),
                        payment.id,
                        Money.inBothUnits(asked, payment.currency))
                + " leave 'amount' out.")
        .with("paymentId", payment.id)
        .with("capturable", held)
        .with("sent", asked)
        .with("currency", payment.currency);
  }

  static Refusal refusedByStripe(Payment payment) {
    var failure =
        payment.captureFailure == null
            ? new StripeFailure(null, null, null)
            : payment.captureFailure;
    var words = failure.message() == null ? "It gave no reason." : Sentence.of(failure.message());
    var then =
        payment.status == PaymentStatus.AUTHORIZED
            ? "The bank still holds the money: fix the cause, then capture again, or cancel the"
                + " payment."
            : "The bank holds nothing any more, and the order needs a new payment.";
    return Refusal.of(
            "capture-refused-by-stripe",
            422,
            "Stripe refused the capture",
            "Stripe took nothing: %s %s".formatted(words, then))
        .with("paymentId", payment.id)
        .with("paymentStatus", payment.status.text())
        .with("stripeCode", failure.code())
        .with("stripeMessage", failure.message());
  }
}
