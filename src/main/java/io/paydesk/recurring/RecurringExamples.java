package io.paydesk.recurring;

import io.paydesk.openapi.ApiExamples;
import io.paydesk.openapi.ExampleBook;
import io.paydesk.order.Order;
import io.paydesk.order.OrderExamples;
import io.paydesk.order.OrderStatus;
import io.paydesk.rest.Page;
import io.paydesk.rest.Statuses;
import io.paydesk.stripe.PaymentIntentSnapshot.StripeFailure;
import io.paydesk.stripe.PriceSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A monthly subscription of the user of {@link OrderExamples}. */
public final class RecurringExamples implements ApiExamples {

  private static final Instant BEGIN = Instant.parse("2026-11-23T09:30:00Z");
  private static final Instant END = Instant.parse("2026-12-23T09:30:00Z");

  /** A subscription of this status. */
  public static RecurringPayment recurring(RecurringPaymentStatus status) {
    var recurring = new RecurringPayment();
    recurring.id = 4L;
    recurring.orderId = 1;
    recurring.userId = "user-1";
    recurring.priceId = "price_monthly";
    recurring.status = status;
    recurring.createdAt = BEGIN;
    recurring.updatedAt = BEGIN.plusSeconds(2);
    recurring.version = 1;
    if (!status.isNotConfirmedByStripe()) {
      recurring.subscriptionId = "sub_123";
      recurring.currentPeriodStart = BEGIN;
      recurring.currentPeriodEnd = END;
    }
    recurring.callbackProcessed = status == RecurringPaymentStatus.ACTIVE;
    return recurring;
  }

  @Override
  public void addTo(ExampleBook book) {
    var active = RecurringPaymentView.of(recurring(RecurringPaymentStatus.ACTIVE));
    starting(book);
    book.answer("getRecurringPayment", 200, "active", active);
    book.answer("getRecurringPayment", 200, "past-due", RecurringPaymentView.of(declined()));
    book.answer("listRecurringPayments", 200, "a-page", new Page<>(List.of(active), "4"));
    book.answer("listRecurringPayments", 200, "the-last-page", new Page<>(List.of(active), null));
    changing(book);
    book.answer(
        "getEntitlements",
        200,
        "one",
        new EntitlementsView(
            "user-1",
            EntitlementPolicy.of(
                List.of(recurring(RecurringPaymentStatus.ACTIVE)),
                new EntitlementPolicy.Terms(Duration.ZERO, false),
                BEGIN)));
    book.answer("getEntitlements", 200, "none", new EntitlementsView("user-1", List.of()));
    problems(book);
  }

  private static RecurringPayment declined() {
    var recurring = recurring(RecurringPaymentStatus.PAST_DUE);
    recurring.failure =
        new StripeFailure(
            "card_declined", "insufficient_funds", "Your card has insufficient funds.");
    return recurring;
  }

  private static void starting(ExampleBook book) {
    var incomplete = RecurringPaymentView.of(recurring(RecurringPaymentStatus.INCOMPLETE));
    var trialing = RecurringPaymentView.of(recurring(RecurringPaymentStatus.TRIALING));
    var unknown = RecurringPaymentView.of(recurring(RecurringPaymentStatus.UNKNOWN));
    var toPay =
        new StartedRecurringPaymentView(
            incomplete, "pi_123_secret_456", ClientSecretType.PAYMENT, "pk_test_123", null);
    book.request(
        "startRecurringPayment",
        "the-orders-price",
        new StartRecurringPayment(1L, "price_monthly", null, null));
    book.answer("startRecurringPayment", 201, "to-be-paid", toPay);
    book.answer(
        "startRecurringPayment",
        201,
        "a-trial-that-asks-for-a-card",
        new StartedRecurringPaymentView(
            trialing, "seti_123_secret_456", ClientSecretType.SETUP, "pk_test_123", null));
    book.answer("startRecurringPayment", 200, "begun-already", toPay);
    book.answer(
        "startRecurringPayment",
        202,
        "unknown",
        new StartedRecurringPaymentView(unknown, null, ClientSecretType.NONE, "pk_test_123", null));
    book.answer("payRecurringPayment", 200, "two-renewals-to-be-paid", behind());
  }

  private static StartedRecurringPaymentView behind() {
    var first = new OpenInvoice("in_123", 999, "9.99", "usd", BEGIN);
    var second = new OpenInvoice("in_456", 999, "9.99", "usd", BEGIN.plus(Duration.ofDays(30)));
    return new StartedRecurringPaymentView(
        RecurringPaymentView.of(recurring(RecurringPaymentStatus.PAST_DUE)),
        "pi_123_secret_456",
        ClientSecretType.PAYMENT,
        "pk_test_123",
        List.of(first, second));
  }

  private static void changing(ExampleBook book) {
    var canceled = RecurringPaymentView.of(recurring(RecurringPaymentStatus.CANCELED));
    var ending = recurring(RecurringPaymentStatus.ACTIVE);
    ending.cancelAtPeriodEnd = true;
    ending.ending = new Ending(END, null, "cancellation_requested", "too_expensive", null);
    book.request(
        "cancelRecurringPayment", "with-its-period", new CancelRecurringPayment("period_end"));
    book.request("cancelRecurringPayment", "now", new CancelRecurringPayment("now"));
    book.answer(
        "cancelRecurringPayment", 200, "ends-with-its-period", RecurringPaymentView.of(ending));
    book.answer("cancelRecurringPayment", 200, "canceled", canceled);
    book.answer(
        "cancelRecurringPayment",
        202,
        "asked-for",
        RecurringPaymentView.of(asked(RecurringChange.CANCEL_NOW)));
    book.answer(
        "resumeRecurringPayment",
        200,
        "goes-on",
        RecurringPaymentView.of(recurring(RecurringPaymentStatus.ACTIVE)));
    book.answer(
        "resumeRecurringPayment",
        202,
        "asked-for",
        RecurringPaymentView.of(asked(RecurringChange.RESUME)));
    var two = recurring(RecurringPaymentStatus.ACTIVE);
    two.quantity = 2;
    book.request("changeRecurringPaymentQuantity", "two", new ChangeQuantity(2));
    book.answer("changeRecurringPaymentQuantity", 200, "changed", RecurringPaymentView.of(two));
    book.answer(
        "changeRecurringPaymentQuantity",
        202,
        "asked-for",
        RecurringPaymentView.of(asked(RecurringChange.CHANGE_QUANTITY)));
    book.answer(
        "changeRecurringPaymentQuantity",
        202,
        "waits-for-its-payment",
        RecurringPaymentView.of(waiting()));
  }

  private static RecurringPayment waiting() {
    var recurring = recurring(RecurringPaymentStatus.ACTIVE);
    recurring.pending = new PendingChange(2, BEGIN.plus(Duration.ofHours(23)));
    return recurring;
  }

  private static RecurringPayment asked(RecurringChange change) {
    var recurring = recurring(RecurringPaymentStatus.ACTIVE);
    recurring.change = change;
    return recurring;
  }

  private static void problems(ExampleBook book) {
    var order = order();
    var price = new PriceSnapshot("price_monthly", true, "usd", 9999L, "month", true, false, false);
    book.problem("recurring-payment-not-found", RecurringProblems.notFound(4));
    book.problem("user-not-found", EntitlementResource.notFound());
    book.problem(
        "invalid-recurring-payment-status",
        () -> Statuses.read(RecurringPaymentStatus.class, "paid"));
    book.problem(RecurringProblems.notASubscription(1));
    book.problem(
        "order-not-payable-by-subscription",
        RecurringProblems.orderNotOpen(OrderExamples.order(OrderStatus.CANCELED)));
    book.problem(RecurringProblems.differs(order, "quantity", 1, 2));
    book.problem(RecurringProblems.priceNotFound("price_monthly"));
    book.problem(
        RecurringProblems.priceNotUsable(
            price,
            "metered",
            "it is billed by usage, and Paydesk reports no usage to Stripe: take one whose"
                + " usage_type is licensed"));
    book.problem(RecurringProblems.priceDiffers(order, price, 4999));
    book.problem(RecurringProblems.exists(recurring(RecurringPaymentStatus.ACTIVE)));
    book.problem(
        "order-subscription-running",
        RunningProblems.orderRuns(order, recurring(RecurringPaymentStatus.TRIALING)));
    book.problem(
        "due-refused-by-stripe",
        RecurringProblems.refusedByStripe(
            "customer_tax_location_invalid", "The customer's location isn't recognized."));
    book.problem(RecurringProblems.trialUsed(order));
    var refused = recurring(RecurringPaymentStatus.CANCELED);
    refused.failure = new StripeFailure("parameter_invalid_integer", null, "Invalid integer.");
    book.problem("subscription-refused-by-stripe", RecurringProblems.refusedByStripe(refused));
    book.problem(
        "change-refused-by-stripe",
        RecurringProblems.refusedByStripe("resource_missing", "No such subscription."));
    book.problem("stripe-unavailable-for-a-new-subscription", RecurringProblems.stripeSilent());
    book.problem(
        "stripe-unavailable-for-a-begun-subscription",
        RecurringProblems.stripeSilent(recurring(RecurringPaymentStatus.ACTIVE)));
    book.problem(
        RecurringProblems.notRunning(recurring(RecurringPaymentStatus.CANCELED), "resumed"));
    book.problem(RecurringProblems.changeUnderWay(asked(RecurringChange.CANCEL_NOW)));
    book.problem(RecurringProblems.changeLapsed(recurring(RecurringPaymentStatus.ACTIVE), 2));
    book.problem(RecurringProblems.nothingToPay(recurring(RecurringPaymentStatus.ACTIVE)));
  }

  private static Order order() {
    var order = OrderExamples.order(OrderStatus.PENDING);
    order.priceId = "price_monthly";
    return order;
  }
}
