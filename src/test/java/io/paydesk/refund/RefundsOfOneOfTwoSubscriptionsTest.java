package io.paydesk.refund;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.nullValue;

import io.paydesk.reconcile.DueRound;
import io.paydesk.testing.SubscriptionTest;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One order began two subscriptions, both were paid, and the first is over. */
@QuarkusTest
class RefundsOfOneOfTwoSubscriptionsTest extends SubscriptionTest {

  @Inject DueRound dueRound;

  private long order;
  private String second;

  @BeforeEach
  void begin() {
    order = monthly();
    var begun = subscribed(order);
    loseEvents();
    pay(begun, GOOD_CARD);
    sandbox.billing().cancelAtDashboard(begun.getString("recurringPayment.subscriptionId"));
    var anew = subscribed(order);
    second = anew.getString("recurringPayment.subscriptionId");
    sandbox.faults().clear();
    pay(anew, GOOD_CARD);
    eventuallyPaid(order);
    dueRound.recurringNow(begun.getLong("recurringPayment.id"));
  }

  @AfterEach
  void clear() {
    sandbox.faults().clear();
  }

  private Response refund(long itsOrder, String end) {
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
  void theMoneyOfTheOneThatIsOverGoesBackAndTheOtherRunsOn() {
    assertThat(tables().text("select review_reason from orders where id = ?", twice()))
        .isEqualTo("second-success");

    refund(twice(), "now").then().statusCode(201).body("warning", nullValue());

    assertThat(atStripe()).isEqualTo("active");
  }

  @Test
  void theMoneyOfTheOneThatRunsGoesBackAndEndsIt() {
    refund(order, "now").then().statusCode(201);

    assertThat(atStripe()).isEqualTo("canceled");
  }
}
