package io.paydesk.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.testing.http.Json;
import java.time.Duration;
import java.time.Period;
import java.util.List;
import java.util.UUID;

/** Orders that are paid again and again. Stripe's clock moves at their end. */
abstract class SubscriptionChapter extends StreamChapter {

  private static final String DECLINES = "pm_card_chargeCustomerFail";

  private long membership;
  private Json subscribed;

  private Asking starting(String who, long order, String more) {
    return call("startRecurringPayment")
        .by(as(who))
        .sends("{\"orderId\": %d, \"priceId\": \"%s\"%s}".formatted(order, price, more));
  }

  /** An order of a month's membership. */
  private long membership(String who, String more) {
    return json(
            asService()
                .body(
                    "{\"userId\": \"%s\", \"price\": \"15.00\", \"currency\": \"usd\", \"description\": \"Membership\", \"priceId\": \"%s\"%s}"
                        .formatted(who, price, more))
                .post("/v1/orders"),
            201)
        .getLong("id");
  }

  private long id() {
    return subscribed.getLong("recurringPayment.id");
  }

  void ofSubscriptions() {
    recording.standIns.show(price, "price_monthly");
    membership = membership(user, "");
    starting(user, tickets, "").isRefused(409, "order-not-for-subscription");
    starting(user, membership, ", \"quantity\": 2").isRefused(422, "subscription-mismatch");
    stripeIsSilent("GET /v1/prices");
    starting(user, membership, "")
        .isRefused(503, "stripe-unavailable", "stripe-unavailable-for-a-new-subscription");
    stripeAnswers();
    sandbox.faults().failNext("POST /v1/subscriptions", 400, 1);
    starting(user, membership, "")
        .isRefused(422, "refused-by-stripe", "subscription-refused-by-stripe");
    subscribed =
        call("startRecurringPayment")
            .by(asUser())
            .shown(
                "the-orders-price",
                "{\"orderId\": %d, \"priceId\": \"%s\"}".formatted(membership, price))
            .answers(201, "to-be-paid");
    starting(user, membership, "").answers(200, "begun-already");
    stripeIsSilent("GET /v1/subscriptions");
    starting(user, membership, "")
        .isRefused(503, "stripe-unavailable", "stripe-unavailable-for-a-begun-subscription");
    stripeAnswers();
    heard(() -> pay(subscribed, GOOD_CARD));
    isProcessed(id(), "active");
    call("getRecurringPayment").by(asUser()).of(id()).answers(200, "active");
    call("refreshRecurringPayment").of(id()).answers(200, "active");
    call("payRecurringPayment").by(asUser()).of(id()).isRefused(409, "nothing-to-pay");
    call("getRecurringPayment").of(4711).isRefused(404, "not-found", "recurring-payment-not-found");
    call("listRecurringPayments")
        .with("status=paid")
        .isRefused(400, "invalid-status", "invalid-recurring-payment-status");
    call("getEntitlements").by(asUser()).of(user).answers(200, "one");
    call("getEntitlements").of("user-5").answers(200, "none");
    call("getEntitlements").by(asUser()).of("user-2").isRefused(404, "not-found", "user-not-found");
    starting(user, membership(user, ""), "").isRefused(409, "subscription-exists");
    ofPages();
    ofPrices();
    stripeIsSilent("POST /v1/subscriptions", "GET /v1/subscriptions");
    var lost = starting("user-3", membership("user-3", ""), "").answers(202, "unknown");
    call("refreshRecurringPayment").of(lost.getLong("recurringPayment.id")).answers(202, "unknown");
    stripeAnswers();
    call("refreshRecurringPayment").of(lost.getLong("recurringPayment.id")).succeeds(200);
  }

  private void ofPages() {
    long onAPage = membership("user-6", ", \"trialDays\": 14");
    var session =
        call("startCheckoutSession")
            .by(as("user-6"))
            .shown(
                "a-subscription",
                "{\"orderId\": %d, \"surface\": \"hosted\", \"successUrl\": \"https://shop.example/pay/welcome\"}"
                    .formatted(onAPage))
            .answers(201, "a-subscription");
    recording.standIns.show(
        session.getString("url"), "https://checkout.stripe.com/c/pay/cs_test_123#fid123");
    call("getRecurringPayment")
        .by(as("user-6"))
        .of(session.getLong("recurringPaymentId"))
        .answers(200, "waits-for-its-session");
    call("cancelOrder").of(onAPage).succeeds(200);
  }

  private void isProcessed(long recurring, String status) {
    eventually(
        x ->
            assertThat(
                    tables()
                        .text(
                            "select status || ' ' || callback_processed from recurring_payment where id = ?",
                            recurring))
                .isEqualTo(status + " true"));
  }

  private void ofPrices() {
    var monthly = price;
    price = "price_weekly";
    starting(user, membership(user, ""), "").isRefused(422, "price-not-found");
    price = sandbox.billing().price("usd", 1200, "month");
    recording.standIns.show(price, "price_student");
    starting(user, membership(user, ""), "").isRefused(422, "price-mismatch");
    price = sandbox.billing().price("usd", 1500, "month");
    recording.standIns.show(price, "price_of_last_year");
    sandbox.billing().retire(price);
    starting(user, membership(user, ""), "").isRefused(422, "price-not-usable");
    long canceled = membership(user, "");
    call("cancelOrder").of(canceled).succeeds(200);
    starting(user, canceled, "")
        .isRefused(409, "order-not-payable", "order-not-payable-by-subscription");
    price = monthly;
  }

  void ofTrials() {
    var tried = membership("user-4", ", \"trialDays\": 14");
    var trial = starting("user-4", tried, "").answers(201, "a-trial-that-asks-for-a-card");
    call("cancelOrder")
        .of(tried)
        .isRefused(409, "subscription-running", "order-subscription-running");
    call("cancelRecurringPayment")
        .of(trial.getLong("recurringPayment.id"))
        .sends("{\"when\": \"now\"}")
        .answers(200, "canceled");
    call("resumeRecurringPayment")
        .of(trial.getLong("recurringPayment.id"))
        .isRefused(409, "subscription-not-running");
    starting("user-4", membership("user-4", ", \"trialDays\": 14"), "")
        .isRefused(409, "trial-used");
  }

  private Json active(String who) {
    var begun = json(starting(who, membership(who, ""), "").send(), 201);
    heard(() -> pay(begun, GOOD_CARD));
    isProcessed(begun.getLong("recurringPayment.id"), "active");
    return begun;
  }

  void ofChanges() {
    call("cancelRecurringPayment")
        .by(asUser())
        .of(id())
        .shown("with-its-period", "{\"when\": \"period_end\"}")
        .answers(200, "ends-with-its-period");
    stripeIsSilent("POST /v1/subscriptions");
    call("resumeRecurringPayment").by(asUser()).of(id()).answers(202, "asked-for");
    call("changeRecurringPaymentQuantity")
        .of(id())
        .sends("{\"quantity\": 2}")
        .isRefused(409, "change-under-way");
    stripeAnswers();
    call("refreshRecurringPayment").of(id()).succeeds(200);
    call("resumeRecurringPayment").by(asUser()).of(id()).answers(200, "goes-on");
    ofPreviews();
    call("changeRecurringPaymentQuantity")
        .of(id())
        .shown("two", "{\"quantity\": 2}")
        .answers(200, "changed");
    stripeIsSilent("POST /v1/subscriptions");
    call("changeRecurringPaymentQuantity")
        .of(id())
        .sends("{\"quantity\": 1}")
        .answers(202, "asked-for");
    stripeAnswers();
    call("refreshRecurringPayment").of(id()).succeeds(200);
    sandbox.faults().failNext("DELETE /v1/subscriptions", 400, 1);
    call("cancelRecurringPayment")
        .of(id())
        .sends("{\"when\": \"now\"}")
        .isRefused(422, "refused-by-stripe", "change-refused-by-stripe");
    ofRefundsOfSubscriptions();
    stripeIsSilent("DELETE /v1/subscriptions");
    call("cancelRecurringPayment")
        .by(asUser())
        .of(id())
        .shown("now", "{\"when\": \"now\"}")
        .answers(202, "asked-for");
    stripeAnswers();
  }

  private void ofPreviews() {
    preview(2).answers(200, "more-is-charged");
    preview(1).answers(200, "as-it-is");
    preview(0).isRefused(400, "invalid-quantity");
    stripeIsSilent("POST /v1/invoices/create_preview");
    preview(2).isRefused(503, "stripe-unavailable", "stripe-unavailable-for-a-preview");
    stripeAnswers();
    call("changeRecurringPaymentQuantity")
        .of(id())
        .sends("{\"quantity\": 2, \"asOf\": \"2026-01-01T00:00:00Z\"}")
        .isRefused(409, "preview-outdated");
  }

  private Asking preview(int quantity) {
    return call("getRecurringPaymentQuantityPreview").of(id()).with("quantity=" + quantity);
  }

  private void ofRefundsOfSubscriptions() {
    long payment = tables().number("select min(id) from payment where order_id = ?", membership);
    tables()
        .change(
            "update orders set status = 'review', review_reason = 'overpaid' where id = ?",
            membership);
    tables().change("update payment set review_reason = 'overpaid' where id = ?", payment);
    resolution(membership, "\"resolution\": \"refund\"")
        .isRefused(409, "subscription-running", "refund-subscription-running");
    sandbox.faults().failNext("DELETE /v1/subscriptions", 400, 1);
    call("resolveOrder")
        .of(membership)
        .shown(
            "refund-and-end-the-subscription",
            "{\"resolution\": \"refund\", \"endSubscription\": \"now\"}")
        .answers(200, "refunded-but-the-subscription-runs-on");
    var twice = active("user-5");
    long order = twice.getLong("recurringPayment.orderId");
    tables()
        .change(
            """
            insert into recurring_payment (order_id, user_id, uuid, price_id, quantity, status, subscription_id)
            select order_id, user_id, gen_random_uuid(), 'price_of_last_year', 1, 'active', 'sub_of_last_year'
            from recurring_payment where order_id = ?
            """,
            order);
    tables()
        .change(
            "update orders set recurring_payment_id = null, invoice_id = null where id = ?", order);
    long its = tables().number("select min(id) from payment where order_id = ?", order);
    call("createRefund")
        .keyed()
        .shown(
            "all-and-end-the-subscription",
            "{\"paymentId\": %d, \"endSubscription\": \"now\"}".formatted(its))
        .isRefused(409, "subscription-running", "refund-several-subscriptions-running");
    tables()
        .change(
            "update recurring_payment set status = 'canceled' where subscription_id = 'sub_of_last_year'");
  }

  /** Stripe's clock moves, so nothing of Stripe comes after it. */
  void ofRenewals() {
    for (var name : List.of("price_standing", "price_seated")) {
      price = sandbox.billing().price("usd", 1500, "month");
      recording.standIns.show(price, name);
      active(REGULAR);
    }
    pages("listRecurringPayments", "userId=" + REGULAR);

    price = sandbox.billing().price("usd", 1500, "month");
    recording.standIns.show(price, "price_with_friends");
    var waiting = active("user-6");
    long waits = waiting.getLong("recurringPayment.id");
    sandbox.billing().replaceCard(waiting.getString("recurringPayment.subscriptionId"), DECLINES);
    var key = UUID.randomUUID().toString();
    call("changeRecurringPaymentQuantity")
        .of(waits)
        .keyed(key)
        .sends("{\"quantity\": 2}")
        .answers(202, "waits-for-its-payment");
    heard(() -> sandbox.advanceClock(Duration.ofHours(24)));
    call("changeRecurringPaymentQuantity")
        .of(waits)
        .keyed(key)
        .sends("{\"quantity\": 2}")
        .isRefused(409, "change-lapsed");

    sandbox.billing().afterRetries("past_due");
    heard(
        () -> {
          sandbox.advanceClock(Period.ofMonths(1));
          sandbox.advanceClock(Period.ofDays(16));
        });
    heard(() -> sandbox.advanceClock(Period.ofMonths(1)));
    call("getRecurringPayment").by(as("user-6")).of(waits).answers(200, "past-due");
    call("payRecurringPayment").by(as("user-6")).of(waits).answers(200, "two-renewals-to-be-paid");
    sandbox.faults().failNext("GET /v1/invoices", 400, 100);
    call("payRecurringPayment")
        .by(as("user-6"))
        .of(waits)
        .isRefused(422, "refused-by-stripe", "due-refused-by-stripe");
    sandbox.billing().afterRetries("cancel");
  }
}
