package io.paydesk.order;

import io.paydesk.money.Money;
import io.paydesk.money.StripeCurrency;
import io.paydesk.problem.Refusal;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Refusals about an order. */
public final class OrderProblems {

  private OrderProblems() {}

  public static Refusal notFound(long id) {
    return Refusal.notFound("order", id);
  }

  static Refusal linked(long id) {
    return Refusal.of(
            "order-linked",
            409,
            "The order is linked",
            """
            Order %1$s is paid, or has a payment or a renewal, and stays for the books. One that is \
            not paid can be canceled instead: POST /v1/orders/%1$s/cancel.\
            """
                .formatted(id))
        .with("orderId", id);
  }

  public static Refusal alreadyPaid(Order order) {
    return Refusal.of(
            "order-already-paid",
            409,
            "The order is paid already",
            (order.isFree()
                    ? "Order %s costs nothing, so it is %s already. There is nothing to pay."
                    : "Order %s is %s. Make a new order for another payment.")
                .formatted(order.id, order.status.text()))
        .with("orderId", order.id)
        .with("orderStatus", order.status.text());
  }

  public static Refusal notPayable(Order order) {
    return Refusal.of(
            "order-not-payable",
            409,
            "The order cannot be paid",
            "Order " + order.id + " cannot be paid: " + whyNotPayable(order) + ".")
        .with("orderId", order.id)
        .with("orderStatus", order.status.text());
  }

  private static String whyNotPayable(Order order) {
    if (order.isForSubscription()) {
      return "it is for a subscription: start that at POST /v1/recurring-payments";
    }
    return order.status == OrderStatus.PENDING
        ? "it is being canceled"
        : "it is " + order.status.text();
  }

  public static Refusal notCancelable(Order order) {
    var why =
        order.status == OrderStatus.REVIEW
            ? "is in review. End the review first: POST /v1/orders/" + order.id + "/resolve."
            : "cannot be canceled while a bank decides on its payment. Wait for its answer.";
    return Refusal.of(
            "order-not-cancelable",
            409,
            "The order cannot be canceled",
            "Order " + order.id + " " + why)
        .with("orderId", order.id)
        .with("orderStatus", order.status.text());
  }

  public static Refusal notInReview(ReviewedOrder order) {
    return Refusal.of(
            "order-not-in-review",
            409,
            "The order is not in review",
            "Order %s is %s, so there is nothing to resolve."
                .formatted(order.id, order.status.text()))
        .with("orderId", order.id)
        .with("orderStatus", order.status.text());
  }

  public static Refusal refundUnderWay(Order order) {
    var ending =
        """
        The review of order %s is being ended by a refund. The order leaves its review when the \
        refund succeeds.\
        """;
    var asked =
        """
        A refund of order %1$s is under way, and nobody knows yet whether it succeeds. Wait until \
        it has ended, then resolve the review: GET /v1/refunds?orderId=%1$s shows it.\
        """;
    var what = order.resolution == Resolution.REFUND ? ending : asked;
    return Refusal.of("refund-under-way", 409, "A refund is under way", what.formatted(order.id))
        .with("orderId", order.id);
  }

  static Refusal invalidReceiptEmail() {
    return Refusal.of(
        "invalid-receipt-email",
        422,
        "Not an address that receipts can go to",
        """
        'receiptEmail' is one plain address such as ada@example.com: at most %s characters, with \
        no name, quotes or spaces. Use only ASCII characters before the @; the domain may have \
        letters of any language, or its form in ASCII (xn--...). Correct the address, or leave it \
        out.\
        """
            .formatted(ReceiptEmail.LONGEST));
  }

  static Refusal subscriptionCapturedLater() {
    return Refusal.of(
        "subscription-captured-later",
        422,
        "A subscription cannot be captured later",
        "Stripe takes the money of a subscription's invoices at once. Leave 'capture' out, or"
            + " 'priceId'.");
  }

  static Refusal codeAndCodes() {
    return Refusal.of(
        "code-and-codes",
        422,
        "One promotion code, or those that the payer enters",
        """
        Stripe takes one discount for a session: send 'promotionCode', or let the payer enter one \
        with 'allowPromotionCodes', not both.\
        """);
  }

  public static Refusal needsCheckout(Order order) {
    return Refusal.of(
            "order-needs-checkout",
            422,
            "The order is paid by a checkout session",
            """
            %s order %s, and only a checkout session does that: POST /v1/checkout-sessions.\
            """
                .formatted(whatCheckoutDoes(order), order.id))
        .with("orderId", order.id);
  }

  private static String whatCheckoutDoes(Order order) {
    if (order.managedPayments) {
      return "Stripe is the seller of";
    }
    if (order.isPricedByCheckout()) {
      return "Codes or tax are worked out for";
    }
    return order.invoice
        ? "Stripe makes an invoice of"
        : "A payment method configuration says what methods are offered for the subscription of";
  }

  static Refusal noTrialWithoutPrice() {
    return Refusal.of(
        "subscription-fields-without-price",
        422,
        "quantity and trialDays belong to a subscription",
        "Send 'priceId' with them, or leave them out.");
  }

  static Refusal linesOfSubscription() {
    return Refusal.of(
        "lines-of-subscription",
        422,
        "A subscription's order has no lines",
        """
        What a subscription costs, and what its invoices list, comes from 'priceId' at Stripe: \
        leave out 'lines', or 'priceId'.\
        """);
  }

  static Refusal suffixOfSubscription() {
    return Refusal.of(
        "suffix-of-subscription",
        422,
        "A subscription's order has no statement descriptor",
        """
        Stripe takes what statements show of a subscription from its product: set it there, and \
        leave out 'statementDescriptorSuffix', or 'priceId'.\
        """);
  }

  /**
   * @param sum of the lines, in minor units
   * @param amount the order's, in minor units
   */
  static Refusal linesDoNotAddUp(BigInteger sum, long amount, StripeCurrency currency) {
    var price = Money.price(amount, currency);
    var comesTo = new BigDecimal(sum, currency.digits()).toPlainString();
    return Refusal.of(
            "lines-do-not-add-up",
            422,
            "The lines do not come to the price",
            """
            The lines come to %1$s %3$s, and 'price' is %2$s %3$s. Both must be equal: correct the \
            lines or the price.\
            """
                .formatted(comesTo, price, currency.code()))
        .with("linesPrice", comesTo)
        .with("price", price)
        .with("currency", currency.code());
  }

  static Refusal expiryOutOfRange(Instant latest) {
    return Refusal.of(
            "expiry-out-of-range",
            422,
            "The end of the order is out of range",
            """
            'expiresAt' must be in the future, and at most %s days ahead. Send a later or an \
            earlier time, or leave it out.\
            """
                .formatted(OrderDeadline.LONGEST.toDays()))
        .with("latest", latest.truncatedTo(ChronoUnit.SECONDS).toString());
  }

  public static Refusal expired(Order order) {
    return Refusal.of(
            "order-expired",
            409,
            "The order has expired",
            "Order %s could be paid until %s. Make a new order."
                .formatted(order.id, order.expiresAt))
        .with("orderId", order.id)
        .with("expiresAt", String.valueOf(order.expiresAt));
  }
}
