package io.paydesk.refund;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import io.paydesk.reconcile.DueRound;
import io.paydesk.testing.SubscriptionTest;
import io.paydesk.testing.http.Answer;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One order began two subscriptions; both were paid, and the first has ended. */
@QuarkusTest
class RefundsOfOneOfTwoSubscriptionsTest extends SubscriptionTest {

  @Inject DueRound dueRound;

  private long order;
  private String second;

  /** Stripe seemed to refuse the first one although it had made it. */
  @BeforeEach
  void begin() {
    order = monthly();
    loseEvents();
    sandbox.faults().resetAfterWorkNext("POST /v1/subscriptions", 4);
    long id =
        subscribe(order).then().statusCode(202).extract().jsonPath().getLong("recurringPayment.id");
    sandbox.faults().answerAgain();
    sandbox.faults().failNext("POST /v1/subscriptions", 400, 1);
    dueRound.recurringNow(id);
    assertThat(status(id)).isEqualTo("canceled");
    var first = sandbox.billing().subscriptions().stream().filter(this::isOfThisPrice).findFirst();
    sandbox.faults().clear();

    var anew = subscribed(order);
    second = anew.getString("recurringPayment.subscriptionId");
    pay(anew, GOOD_CARD);
    eventuallyPaid(order);

    sandbox.billing().pay(first.orElseThrow().path("latest_invoice").asText(), GOOD_CARD);
    eventuallyIs(id, "active");
    sandbox.billing().cancelAtDashboard(first.orElseThrow().path("id").asText());
    eventuallyIs(id, "canceled");
    eventually(x -> assertThat(renewals()).isEqualTo(1));
    // The second may not be known to be active yet.
    workedOff();
  }

  private boolean isOfThisPrice(JsonNode subscription) {
    return subscription.at("/items/data/0/price/id").asText().equals(price);
  }

  private long renewals() {
    return tables().number("select count(*) from orders where renewal_of = ?", order);
  }

  @AfterEach
  void clear() {
    sandbox.faults().clear();
  }

  private Answer refund(long itsOrder, String end) {
    var payment = tables().number("select id from payment where order_id = ?", itsOrder);
    var body = new HashMap<String, Object>(Map.of("paymentId", payment));
    if (end != null) {
      body.put("endSubscription", end);
    }
    return asAdmin()
        .header("Idempotency-Key", UUID.randomUUID().toString())
        .body(body)
        .post("/v1/refunds");
  }

  private long twice() {
    return tables().number("select id from orders where renewal_of = ?", order);
  }

  private String atStripe() {
    return sandbox.billing().subscription(second).path("status").asText();
  }

  @Test
  void aRefundOfTheEndedSubscriptionLeavesTheOtherRunning() {
    eventually(
        x ->
            assertThat(tables().text("select review_reason from orders where id = ?", twice()))
                .isEqualTo("second-success"));

    refund(twice(), "now").then().statusCode(201).body("warning", nullValue());

    assertThat(atStripe()).isEqualTo("active");
  }

  @Test
  void aRefundOfTheRunningSubscriptionEndsIt() {
    refund(order, "now").then().statusCode(201);

    assertThat(atStripe()).isEqualTo("canceled");
  }
}
