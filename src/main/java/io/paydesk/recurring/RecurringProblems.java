package io.paydesk.recurring;

import static java.util.Objects.requireNonNull;

import io.paydesk.money.Money;
import io.paydesk.order.Order;
import io.paydesk.order.OrderStatus;
import io.paydesk.problem.Refusal;
import io.paydesk.problem.Sentence;
import io.paydesk.stripe.AskLimit;
import io.paydesk.stripe.PriceSnapshot;
import org.jspecify.annotations.Nullable;

/** Refusals about a subscription. */
public final class RecurringProblems {

  private RecurringProblems() {}

  static Refusal notFound(long id) {
    return Refusal.notFound("recurringPayment", id);
  }

  static Refusal notASubscription(long orderId) {
    return Refusal.of(
            "order-not-for-subscription",
            409,
            "The order is not for a subscription",
            """
            Order %s names no price. Pay it at POST /v1/payments, or make an order with 'priceId'.\
            """
                .formatted(orderId))
        .with("orderId", orderId);
  }

  static Refusal orderNotOpen(Order order) {
    return Refusal.of(
            "order-not-payable",
            409,
            "The order cannot be paid",
            "Order %s is %s. Make a new order."
                .formatted(
                    order.id,
                    order.status == OrderStatus.PENDING ? "being canceled" : order.status.text()))
        .with("orderId", order.id)
        .with("orderStatus", order.status.text());
  }

  static Refusal differs(Order order, String field, @Nullable Object expected, Object sent) {
    return Refusal.of(
            "subscription-mismatch",
            422,
            "The request is not the order's subscription",
            """
            '%s' of order %s is %s, the request says %s. Only a service or an admin decides that, \
            with the order.\
            """
                .formatted(field, order.id, expected, sent))
        .with("field", field)
        .with("expected", expected)
        .with("sent", sent);
  }

  static Refusal priceNotFound(String priceId) {
    return Refusal.of(
            "price-not-found",
            422,
            "There is no such price at Stripe",
            """
            Stripe does not know the price %s. Check the id, and that it is of the same account \
            and mode as the key.\
            """
                .formatted(priceId))
        .with("priceId", priceId);
  }

  static Refusal priceNotUsable(PriceSnapshot price, String reason, String why) {
    return Refusal.of(
            "price-not-usable",
            422,
            "The price cannot be subscribed to",
            "The price " + price.id() + " cannot be subscribed to: " + why + ".")
        .with("priceId", price.id())
        .with("reason", reason);
  }

  static Refusal priceDiffers(Order order, PriceSnapshot price, long costs) {
    return Refusal.of(
            "price-mismatch",
            422,
            "The price is not what the order says",
            """
            The order costs %s, the price at Stripe comes to %s. Make an order that fits the price.\
            """
                .formatted(
                    Money.inBothUnits(order.amount, order.currency),
                    Money.inBothUnits(costs, price.currency())))
        .with("expected", order.amount)
        .with("currency", order.currency)
        .with("priceAmount", costs)
        .with("priceCurrency", price.currency());
  }

  static Refusal exists(RecurringPayment other) {
    return Refusal.of(
            "subscription-exists",
            409,
            "The user has this subscription already",
            "Recurring payment %s of the same price is %s. %s"
                .formatted(other.id, other.status.text(), instead(other)))
        .with("recurringPaymentId", other.id)
        .with("recurringPaymentStatus", other.status.text());
  }

  /** Another request ends the session, or wants it ended while Stripe has not done so. */
  public static Refusal sessionEnds(RecurringPayment row) {
    return AskLimit.tooMany(
            """
            Recurring payment %s is being ended together with its checkout session, and Stripe has \
            not done that yet. Nothing was charged. If the payer is still there, send this request \
            again.\
            """
                .formatted(row.id))
        .with("recurringPaymentId", row.id);
  }

  private static String instead(RecurringPayment other) {
    if (!other.status.isBehind()) {
      return "Cancel it first, or change its quantity.";
    }
    return """
    POST /v1/recurring-payments/%s/pay offers what is open: once that is paid, it goes on. Or \
    cancel it first.\
    """
        .formatted(other.id);
  }

  static Refusal trialUsed(Order order) {
    return Refusal.of(
            "trial-used",
            409,
            "The user has had a trial of this price",
            "A user gets one trial of a price. Make an order without 'trialDays'.")
        .with("orderId", order.id)
        .with("priceId", order.priceId);
  }

  /** Stripe refused, and its own words say why. */
  public static Refusal refusedByStripe(RecurringPayment recurring) {
    var why = recurring.failure;
    return refusedByStripe(why == null ? null : why.code(), why == null ? null : why.message())
        .with("recurringPaymentId", recurring.id);
  }

  static Refusal refusedByStripe(@Nullable String code, @Nullable String message) {
    return Refusal.of(
            "refused-by-stripe",
            422,
            "Stripe refused",
            "Stripe refused: " + (message == null ? "it gave no reason." : Sentence.of(message)))
        .with("stripeCode", code)
        .with("stripeMessage", message);
  }

  /** Nothing has begun: to ask again is safe. */
  static Refusal stripeSilent() {
    return Refusal.of(
        "stripe-unavailable",
        503,
        "Stripe does not answer",
        "Nothing was charged and no subscription was begun. Send the same request again in a few"
            + " seconds.");
  }

  /**
   * The subscription exists. But we do not store its client secret, and Stripe does not answer now.
   */
  public static Refusal stripeSilent(RecurringPayment recurring) {
    return Refusal.of(
            "stripe-unavailable",
            503,
            "Stripe does not answer",
            """
            Recurring payment %s has begun, but Stripe has not said what became of it. Send the \
            same request again in a few seconds.\
            """
                .formatted(recurring.id))
        .with("recurringPaymentId", recurring.id);
  }

  static Refusal notRunning(RecurringPayment recurring, String what) {
    return Refusal.of(
            "subscription-not-running",
            409,
            "The subscription does not run",
            "Recurring payment %s is %s, so it cannot be %s."
                .formatted(recurring.id, recurring.status.text(), what))
        .with("recurringPaymentId", recurring.id)
        .with("recurringPaymentStatus", recurring.status.text());
  }

  static Refusal changeUnderWay(RecurringPayment recurring) {
    return Refusal.of(
            "change-under-way",
            409,
            "Another change is under way",
            """
            Stripe has not confirmed the change '%s' yet. POST /v1/recurring-payments/%s/refresh \
            asks again.\
            """
                .formatted(requireNonNull(recurring.change).text(), recurring.id))
        .with("recurringPaymentId", recurring.id)
        .with("change", requireNonNull(recurring.change).text());
  }

  static Refusal nothingToPay(RecurringPayment recurring) {
    return nothingToPay(RecurringPaymentView.of(recurring));
  }

  static Refusal nothingToPay(RecurringPaymentView recurring) {
    return Refusal.of(
            "nothing-to-pay",
            409,
            "There is nothing to pay",
            "No invoice of recurring payment %s is open, and Stripe asks for no card."
                .formatted(recurring.id()))
        .with("recurringPaymentId", recurring.id())
        .with("recurringPaymentStatus", recurring.status().text());
  }
}
