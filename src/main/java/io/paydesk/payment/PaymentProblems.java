package io.paydesk.payment;

import io.paydesk.caller.Caller;
import io.paydesk.money.Money;
import io.paydesk.order.Order;
import io.paydesk.order.OrderProblems;
import io.paydesk.problem.BodyProblems;
import io.paydesk.problem.Refusal;
import io.paydesk.problem.Sentence;
import io.paydesk.stripe.AskLimit;
import io.paydesk.stripe.PaymentIntentSnapshot.StripeFailure;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Refusals about a payment. */
public final class PaymentProblems {

  private PaymentProblems() {}

  public static Refusal notFound(long id) {
    return Refusal.notFound("payment", id);
  }

  static Refusal amountMismatch(Order order, long sent) {
    return Refusal.of(
            "amount-mismatch",
            422,
            "The amount is not the order's",
            """
            The order costs %s, the request says %s. Leave 'amount' out, or send the order's in \
            the smallest unit: the order decides.\
            """
                .formatted(
                    Money.inBothUnits(order.amount, order.currency),
                    Money.inBothUnits(sent, order.currency)))
        .with("expected", order.amount)
        .with("sent", sent)
        .with("currency", order.currency);
  }

  static Refusal currencyMismatch(Order order) {
    return Refusal.of(
            "currency-mismatch",
            422,
            "The currency is not the order's",
            "The order is in " + order.currency + ". Leave 'currency' out, or send the order's.")
        .with("expected", order.currency);
  }

  /** Stripe refused, and its own words say why. */
  public static Refusal refusedByStripe(Order order, Payment payment) {
    var failure = payment.failure == null ? new StripeFailure(null, null, null) : payment.failure;
    var words = failure.message() == null ? "It gave no reason." : Sentence.of(failure.message());
    var field = OrderField.of(order, failure.param());
    return Refusal.of(
            "refused-by-stripe",
            422,
            "Stripe refused",
            field == null
                ? "Stripe refused to begin the payment: %s Fix the cause, then start a new payment."
                    .formatted(words)
                : """
                Stripe refused to begin the payment because of '%s' of order %s: %s An order does not \
                change, so make a new one with another value.\
                """
                    .formatted(field, order.id, words))
        .with("paymentId", payment.id)
        .with("field", field)
        .with("stripeCode", failure.code())
        .with("stripeParam", failure.param())
        .with("stripeMessage", failure.message());
  }

  static Refusal refusedByStripe(@Nullable String code, String message) {
    return Refusal.of(
            "refused-by-stripe",
            422,
            "Stripe refused",
            "Stripe refused: " + (message == null ? "it gave no reason." : Sentence.of(message)))
        .with("stripeCode", code)
        .with("stripeMessage", message);
  }

  /** The payment exists. But we do not store its client secret, and Stripe does not answer now. */
  public static Refusal stripeSilent(Payment payment) {
    return Refusal.of(
            "stripe-unavailable",
            503,
            "Stripe does not answer",
            """
            Payment %s has begun, but Stripe has not said what became of it. Nothing new was \
            begun; send the same request again in a few seconds.\
            """
                .formatted(payment.id))
        .with("paymentId", payment.id);
  }

  /** Nothing has begun, though Stripe may have made the customer. To ask again is safe. */
  static Refusal stripeSilent() {
    return Refusal.of(
        "stripe-unavailable",
        503,
        "Stripe does not answer",
        "Nothing was charged and no payment was begun. Send the same request again in a few"
            + " seconds.");
  }

  /** Money has come for the order, perhaps not what pays it. */
  static Refusal endedAlready(Order order) {
    return order.status.isPaid()
        ? OrderProblems.alreadyPaid(order)
        : OrderProblems.notPayable(order);
  }

  static Refusal offSessionNotAllowed() {
    return Refusal.of(
        "off-session-not-allowed",
        403,
        "Only the shop may charge a payer who is not there",
        "'offSession' needs a token or key of the role service or admin. Leave it out: the payer is"
            + " there.");
  }

  static Refusal offSessionWithoutMethod() {
    return BodyProblems.invalid(
        Map.of("offSession", "needs 'paymentMethodId': nobody is there to choose one"));
  }

  static Refusal guestSavesNothing() {
    return Refusal.of(
        "guest-saves-nothing",
        422,
        "A guest saves no payment method",
        "A guest has one order, so nobody would find the method again. Leave 'savePaymentMethod'"
            + " out.");
  }

  /**
   * Whoever was sent the link need not be the order's owner.
   *
   * @throws Refusal {@code link-pays-only}
   */
  public static void mustNotBeByLink(Caller caller) {
    if (caller.isAnybodyByLink()) {
      throw linkPaysOnly();
    }
  }

  public static Refusal linkPaysOnly() {
    return Refusal.of(
        "link-pays-only",
        422,
        "A pay-link takes what the payer enters",
        """
        A pay-link proves nobody's name, so it neither uses, shows nor saves a payment method of the \
        order's owner. Leave 'paymentMethodId' and 'savePaymentMethod' out. For an owner who has saved \
        methods, or a subscription of the same price, Stripe's own pages open with the owner's token alone. \
        Nor does a subscription begin by a link where the owner has another one of its price, or a method that pays \
        their invoices by default.\
        """);
  }

  static Refusal savedAlready() {
    return BodyProblems.invalid(
        Map.of(
            "savePaymentMethod",
            "saves a method that the payer enters; 'paymentMethodId' names one that is saved: leave"
                + " one of them out"));
  }

  /** A fault of the deployment. */
  public static Refusal returnUrlMissing() {
    return Refusal.of(
        "return-url-missing",
        409,
        "No address to return to",
        "To pay with a saved method Stripe needs an address to which a bank can send the payer"
            + " back. Set PAYDESK_RETURN_URLS: the first of them is taken. Or leave out"
            + " 'paymentMethodId' and pay in the browser.");
  }

  /** A bank decides on what the payer has begun in another way, and nothing can end that. */
  static Refusal underWay(Payment payment) {
    return Refusal.of(
            "payment-under-way",
            409,
            "A payment of the order is under way",
            payment.status == PaymentStatus.AUTHORIZED
                ? """
                The payer has done their part in another way: their bank holds the money of payment \
                %1$s for the shop. The shop captures it: POST /v1/payments/%1$s/capture. Or it lets \
                the money go: POST /v1/payments/%1$s/cancel. Then the order can be paid in this way.\
                """
                    .formatted(payment.id)
                : """
                The payer has done their part in another way, and a bank decides on payment %s. Wait \
                for its answer: only if nothing comes can the order be paid in this way.\
                """
                    .formatted(payment.id))
        .with("paymentId", payment.id);
  }

  /** Callers take turns in ending what another has begun. */
  public static Refusal begunInAnotherWay(long orderId) {
    return AskLimit.tooMany(
            """
            Order %s can be paid in one way at a time, and another request has just begun another \
            one. Nothing was charged. If the payer is still there, send this request again.\
            """
                .formatted(orderId))
        .with("orderId", orderId);
  }

  private static String whyNotCancelable(Payment payment) {
    return switch (payment.status) {
      case PROCESSING -> ": a bank decides now. Wait for its answer.";
      case AUTHORIZED ->
          payment.isBeingCaptured()
              ? ": its capture is under way. Wait for its end."
              : ": the bank holds the money for the shop, and only the shop lets it go.";
      default -> ". Money that has come goes back by a refund: POST /v1/refunds.";
    };
  }

  static Refusal notCancelable(Payment payment) {
    return Refusal.of(
            "payment-not-cancelable",
            409,
            "The payment cannot be canceled",
            "The status of payment "
                + payment.id
                + " is "
                + payment.status.text()
                + whyNotCancelable(payment))
        .with("paymentId", payment.id)
        .with("paymentStatus", payment.status.text());
  }
}
