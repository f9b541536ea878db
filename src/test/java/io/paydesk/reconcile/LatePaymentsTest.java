package io.paydesk.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.paydesk.testing.StripeEvents;
import io.paydesk.testing.SubscriptionTest;
import io.paydesk.testing.http.Json;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An invoice's payment reaches us after it was refunded and disputed at Stripe. */
@QuarkusTest
class LatePaymentsTest extends SubscriptionTest {

  @Inject DueRound dueRound;

  private long order;
  private Json started;
  private String intent;

  @BeforeEach
  void paidAndNotTold() {
    order = monthly();
    started = subscribed(order);
    loseEvents();
    pay(started, GOOD_CARD);
    intent = sandbox.billing().paymentOf(invoice());
  }

  @AfterEach
  void end() {
    sandbox.faults().clear();
    sandbox.billing().cancelAtDashboard(started.getString("recurringPayment.subscriptionId"));
  }

  private String invoice() {
    return sandbox
        .billing()
        .subscription(started.getString("recurringPayment.subscriptionId"))
        .path("latest_invoice")
        .asText();
  }

  private long lateRow() {
    asUser()
        .post("/v1/recurring-payments/" + started.getLong("recurringPayment.id") + "/refresh")
        .then()
        .statusCode(200);
    return tables().number("select id from payment where payment_intent_id = ?", intent);
  }

  private String daysUntilTheNext(long payment) {
    return tables()
        .text(
            "select round(extract(epoch from next_check_at - now()) / 86400) from payment where id = ?",
            payment);
  }

  @Test
  void refundsOfALatePaymentAreListed() {
    sandbox.refundAtDashboard(intent, 500);
    long payment = lateRow();
    assertThat(paymentStatus(payment)).isEqualTo("succeeded");

    dueRound.runNow(payment);

    assertThat(paymentStatus(payment)).isEqualTo("partially_refunded");
    assertThat(orderStatus(order)).isEqualTo("partially_refunded");
    assertThat(daysUntilTheNext(payment)).isEqualTo("1");
  }

  @Test
  void disputesOfALatePaymentAreListed() {
    sandbox.dispute(intent, "fraudulent", false);
    long payment = lateRow();

    dueRound.runNow(payment);

    asUser()
        .get("/v1/payments/" + payment)
        .then()
        .body("disputes", hasSize(1))
        .body("disputes[0].status", equalTo("needs_response"));
  }

  @Test
  void aLatePaymentStaysDueWhileStripeDoesNotAnswer() {
    sandbox.refundAtDashboard(intent, 500);
    long payment = lateRow();
    sandbox.faults().failNext("GET /v1/refunds", 500, 4);

    dueRound.runNow(payment);
    assertThat(daysUntilTheNext(payment)).isEqualTo("0");
    sandbox.faults().clear();
    dueRound.runNow(payment);

    assertThat(paymentStatus(payment)).isEqualTo("partially_refunded");
  }

  @Test
  void earlierEventsAreAppliedWithoutALook() {
    var refund = sandbox.refund(sandbox.refundAtDashboard(intent, 1500));
    var event = StripeEvents.event("refund.created", refund);
    deliver(event.toString()).then().statusCode(200);
    eventually(
        x ->
            assertThat(
                    tables()
                        .text(
                            "select reason from stripe_event where id = ?",
                            event.path("id").textValue()))
                .isEqualTo("unknown-payment"));

    lateRow();

    eventually(x -> assertThat(orderStatus(order)).isEqualTo("refunded"));
  }

  @Test
  void aPromptPaymentNeedsNoEarlyLook() {
    deliver(StripeEvents.event("invoice.paid", sandbox.billing().invoice(invoice())).toString());

    eventuallyPaid(order);

    assertThat(
            daysUntilTheNext(
                tables().number("select id from payment where payment_intent_id = ?", intent)))
        .isEqualTo("1");
  }
}
