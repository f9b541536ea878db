package io.paydesk.refund;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.paydesk.reconcile.DueRound;
import io.paydesk.testing.SubscriptionTest;
import io.paydesk.testing.http.Answer;
import io.paydesk.testing.http.Json;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Refunds of a subscription while it runs. */
@QuarkusTest
class RunningSubscriptionRefundsTest extends SubscriptionTest {

  @Inject DueRound dueRound;

  private long order;
  private long id;
  private long payment;
  private String subscription;

  @BeforeEach
  void begin() {
    order = monthly();
    Json started = active(order);
    id = started.getLong("recurringPayment.id");
    subscription = started.getString("recurringPayment.subscriptionId");
    payment = tables().number("select id from payment where order_id = ?", order);
    // Later news of the first payment would come between.
    workedOff();
  }

  @AfterEach
  void clear() {
    sandbox.faults().clear();
  }

  private Answer refund(String end) {
    var body = new HashMap<String, Object>(Map.of("paymentId", payment));
    if (end != null) {
      body.put("endSubscription", end);
    }
    return asAdmin()
        .header("Idempotency-Key", UUID.randomUUID().toString())
        .body(body)
        .post("/v1/refunds");
  }

  private Answer resolve(Map<String, String> body) {
    return asAdmin().body(body).post("/v1/orders/" + order + "/resolve");
  }

  private String atStripe() {
    return sandbox.billing().subscription(subscription).path("status").asText();
  }

  private void inReview() {
    // An event that is still under way would compute the order's status anew.
    workedOff();
    tables()
        .change(
            "update orders set status = 'review', review_reason = 'overpaid' where id = ?", order);
    tables().change("update payment set review_reason = 'overpaid' where id = ?", payment);
  }

  @Test
  void aRefundSaysThatTheSubscriptionRunsOnAndHowToEndIt() {
    refund(null)
        .then()
        .statusCode(201)
        .body("warning", containsString("Recurring payment " + id + " is active"))
        .body("warning", containsString("POST /v1/recurring-payments/" + id + "/cancel"));

    assertThat(atStripe()).isEqualTo("active");
  }

  @Test
  void aRefundEndsTheSubscriptionIfAskedTo() {
    refund("now").then().statusCode(201).body("warning", nullValue());

    assertThat(atStripe()).isEqualTo("canceled");
    assertThat(status(id)).isEqualTo("canceled");
    assertThat(orderStatus(order)).isEqualTo("refunded");
  }

  @Test
  void aRefundEndsTheSubscriptionWithItsPeriodIfAskedTo() {
    refund("period_end").then().statusCode(201).body("warning", nullValue());

    assertThat(recurring(id).getBoolean("cancelAtPeriodEnd")).isTrue();
    // It ends, so there is no warning any more.
    assertThat(atStripe()).isEqualTo("active");
  }

  @Test
  void aPlannedEndHappensAtOnceIfARefundAsksForThat() {
    sandbox.billing().changeAtDashboard(subscription, Map.of("cancel_at_period_end", "true"));
    eventually(x -> assertThat(recurring(id).getBoolean("cancelAtPeriodEnd")).isTrue());

    refund("now").then().statusCode(201);

    assertThat(atStripe()).isEqualTo("canceled");
  }

  @Test
  void anEndAfterTheNextChargeCountsAsRunningOn() {
    var end = Instant.parse(recurring(id).getString("currentPeriodEnd")).plus(Duration.ofDays(90));
    sandbox
        .billing()
        .changeAtDashboard(subscription, Map.of("cancel_at", Long.toString(end.getEpochSecond())));
    eventually(x -> assertThat(recurring(id).getString("endsAt")).isEqualTo(end.toString()));

    refund(null)
        .then()
        .statusCode(201)
        .body("warning", containsString("Recurring payment " + id + " is active"));
  }

  @Test
  void aRefundSaysThatStripeRefusedToEndTheSubscription() {
    sandbox.faults().failNext("POST /v1/subscriptions/" + subscription, 400, 1);

    refund("period_end")
        .then()
        .statusCode(201)
        .body("status", equalTo("succeeded"))
        .body(
            "warning", containsString("Stripe refused to end recurring payment " + id + ", so it"));

    assertThat(recurring(id).getString("change")).isNull();
    assertThat(atStripe()).isEqualTo("active");
  }

  @Test
  void anEndThatStripeDidNotAnswerIsCarriedOutLaterAndTheRefundSaysSo() {
    sandbox.faults().failNext("DELETE /v1/subscriptions", 429, 4);
    refund("now")
        .then()
        .statusCode(201)
        .body("warning", containsString("whether recurring payment " + id + " ended"));
    assertThat(recurring(id).getString("change")).isEqualTo("cancel_now");
    sandbox.faults().clear();

    dueRound.recurringNow(id);

    assertThat(atStripe()).isEqualTo("canceled");
  }

  @Test
  void aReviewIsNotEndedByARefundWhileTheSubscriptionRunsOnUnseen() {
    inReview();

    isRefused(resolve(Map.of("resolution", "refund")), 409, "subscription-running")
        .body("recurringPaymentId", equalTo((int) id))
        .body("detail", containsString("endSubscription"));

    assertThat(tables().number("select count(*) from refund where order_id = ?", order)).isZero();
    assertThat(orderStatus(order)).isEqualTo("review");
  }

  @Test
  void aReviewThatIsEndedByARefundEndsTheSubscriptionToo() {
    inReview();

    resolve(Map.of("resolution", "refund", "endSubscription", "now"))
        .then()
        .statusCode(200)
        .body("status", equalTo("refunded"));

    assertThat(atStripe()).isEqualTo("canceled");
  }

  @Test
  void aReviewThatIsEndedSaysThatStripeRefusedToEndTheSubscription() {
    inReview();
    sandbox.faults().failNext("POST /v1/subscriptions/" + subscription, 400, 1);
    var key = UUID.randomUUID().toString();
    var body = Map.of("resolution", "refund", "endSubscription", "period_end");

    for (int times = 0; times < 2; times++) {
      asAdmin()
          .header("Idempotency-Key", key)
          .body(body)
          .post("/v1/orders/" + order + "/resolve")
          .then()
          .statusCode(200)
          .body("status", equalTo("refunded"))
          .body(
              "warning",
              containsString("Stripe refused to end recurring payment " + id + ", so it"));
    }

    assertThat(atStripe()).isEqualTo("active");
    asAdmin()
        .get("/v1/orders/" + order)
        .then()
        .body("warning", containsString("Stripe refused to end recurring payment " + id));
    asUser().get("/v1/orders/" + order).then().statusCode(200).body("warning", nullValue());
  }

  @Test
  void aReviewThatIsEndedSaysThatStripeDidNotAnswerWhetherTheSubscriptionEnded() {
    inReview();
    sandbox.faults().failNext("DELETE /v1/subscriptions", 429, 4);

    resolve(Map.of("resolution", "refund", "endSubscription", "now"))
        .then()
        .statusCode(200)
        .body("warning", containsString("whether recurring payment " + id + " ended"));
  }

  @Test
  void aReviewMayBeEndedByARefundThatLeavesTheSubscriptionRunning() {
    inReview();

    resolve(Map.of("resolution", "refund", "endSubscription", "no")).then().statusCode(200);

    assertThat(atStripe()).isEqualTo("active");
    isRefused(
        resolve(Map.of("resolution", "refund", "endSubscription", "later")),
        400,
        "invalid-end-subscription");
  }
}
