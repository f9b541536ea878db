package io.paydesk.recurring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.paydesk.testing.SubscriptionTest;
import io.paydesk.testing.http.Json;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Period;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Invoices that the payer's balance at Stripe covers, in part or whole. */
@QuarkusTest
class CreditAndSmallSumsTest extends SubscriptionTest {

  private void credit(Json started, long amount) {
    var subscription =
        sandbox.billing().subscription(started.getString("recurringPayment.subscriptionId"));
    sandbox
        .billing()
        .dashboard()
        .adjustBalance(subscription.path("customer").asText(), -amount, "usd");
  }

  private Json trial(long order) {
    var started = subscribed(order);
    var subscription =
        sandbox.billing().subscription(started.getString("recurringPayment.subscriptionId"));
    sandbox.billing().confirmSetup(subscription.path("pending_setup_intent").asText(), GOOD_CARD);
    return started;
  }

  private void isPaid(long order, int credit, int charged) {
    eventuallyPaid(order);
    asUser()
        .get("/v1/orders/" + order)
        .then()
        .body("reviewReason", nullValue())
        .body("amount", equalTo(1500))
        .body("total", equalTo(1500))
        .body("credit", equalTo(credit))
        .body("charged", equalTo(charged));
  }

  @Test
  void aFirstInvoiceThatCreditCoversPaysTheOrder() {
    long order = monthly(Map.of("trialDays", 7));
    credit(trial(order), 2000);

    sandbox.advanceClock(Period.ofDays(8));

    isPaid(order, 1500, 0);
    assertThat(tables().number("select count(*) from payment where order_id = ?", order)).isZero();
    // Nothing was charged, and the order still counts as paid.
    isRefused(asService().post("/v1/orders/" + order + "/cancel"), 409, "order-already-paid");
  }

  @Test
  void aFirstInvoiceThatCreditCoversInPartPaysTheOrder() {
    long order = monthly(Map.of("trialDays", 7));
    credit(trial(order), 600);

    sandbox.advanceClock(Period.ofDays(8));

    isPaid(order, 600, 900);
    assertThat(tables().number("select amount_received from payment where order_id = ?", order))
        .isEqualTo(900);
  }

  @Test
  void aRenewalThatCreditCoversIsAnOrder() {
    long order = monthly();
    credit(active(order), 1500);

    sandbox.advanceClock(Period.ofMonths(1));

    eventually(
        x ->
            assertThat(
                    tables()
                        .text(
                            "select concat_ws(' ', status, amount, credit, charged) from orders where"
                                + " renewal_of = ?",
                            order))
                .isEqualTo("paid 1500 1500 0"));
  }

  @Test
  void anOldDebtOnATrialsFirstInvoiceCanBeRefundedAndPaysForNoPeriod() {
    credit(active(monthly()), -600);
    price = sandbox.billing().price("usd", 1500, "month");
    long order = monthly(Map.of("trialDays", 7));

    pay(subscribed(order), GOOD_CARD);

    eventually(
        x ->
            assertThat(
                    tables()
                        .text(
                            "select concat_ws(' ', status, amount, credit, charged) from orders where"
                                + " renewal_of = ?",
                            order))
                .isEqualTo("paid 0 -600 600"));
    assertThat(orderStatus(order)).isEqualTo("pending");
    long payment =
        tables()
            .number(
                "select p.id from payment p join orders o on o.id = p.order_id where o.renewal_of ="
                    + " ?",
                order);
    asAdmin()
        .header("Idempotency-Key", UUID.randomUUID().toString())
        .body(Map.of("paymentId", payment, "endSubscription", "no"))
        .post("/v1/refunds")
        .then()
        .statusCode(201)
        .body("refundAmount", equalTo(600));
  }

  @Test
  void aFirstInvoiceThatIsTooSmallToBeChargedPaysTheOrder() {
    price = sandbox.billing().price("usd", 30, "month");
    long order = monthly(Map.of("price", "0.30"));

    subscribed(order);

    eventuallyPaid(order);
    asUser()
        .get("/v1/orders/" + order)
        .then()
        .body("amount", equalTo(30))
        .body("credit", equalTo(30))
        .body("charged", equalTo(0));
  }
}
