package io.paydesk.recurring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.stripe.StripeClient;
import io.paydesk.stripe.StripePace;
import io.paydesk.testing.SubscriptionTest;
import io.paydesk.testing.http.Answer;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The same start of a subscription with the same key. The first answer that is final stays; where
 * there was none, the request is worked out anew.
 */
@QuarkusTest
class RepeatedStartsTest extends SubscriptionTest {

  private static final String CREATE = "POST /v1/subscriptions";

  @Inject StripePace pace;
  @Inject StripeClient stripe;

  private final String key = UUID.randomUUID().toString();

  @BeforeEach
  void repeatAtOnce() {
    pace.pauseBeforeRepeats(false);
  }

  @AfterEach
  void pauseAgain() {
    pace.pauseBeforeRepeats(true);
  }

  private Answer send(long order) {
    return asUser()
        .header("Idempotency-Key", key)
        .body(Map.of("orderId", order, "priceId", price))
        .post("/v1/recurring-payments");
  }

  private String subscriptionOf(long row) {
    return tables().text("select subscription_id from recurring_payment where id = ?", row);
  }

  @Test
  void whatWasNotKnownYetAndHasEndedMeanwhileIsBegunAnew() {
    long order = monthly();
    loseEvents();
    sandbox.faults().resetAfterWorkNext(CREATE, 4);
    long first = json(send(order), 202).getLong("recurringPayment.id");
    sandbox.faults().answerAgain();
    asUser().post("/v1/recurring-payments/" + first + "/refresh").then().statusCode(200);
    sandbox.billing().cancelAtDashboard(subscriptionOf(first));

    var again = json(send(order), 201);

    assertThat(again.getLong("recurringPayment.id")).isNotEqualTo(first);
    assertThat(again.getString("clientSecret")).startsWith("pi_");
    send(order)
        .then()
        .statusCode(201)
        .body("recurringPayment.id", equalTo(again.getInt("recurringPayment.id")))
        .body("clientSecret", notNullValue());
  }

  @Test
  void aCustomerThatIsGoneMeanwhileIsMadeAnew() throws Exception {
    long order = monthly();
    loseEvents();
    sandbox.faults().failNext(CREATE, 429, 4);
    long first = json(send(order), 202).getLong("recurringPayment.id");
    sandbox.faults().answerAgain();
    stripe
        .v1()
        .customers()
        .delete(tables().text("select customer_id from recurring_payment where id = ?", first));

    var again = json(send(order), 201);

    assertThat(again.getLong("recurringPayment.id")).isNotEqualTo(first);
    assertThat(again.getString("clientSecret")).startsWith("pi_");
  }

  @Test
  void theFirstFinalAnswerStaysAlsoWhereTheSubscriptionHasEnded() {
    long order = monthly();
    var first = json(send(order), 201);
    loseEvents();
    sandbox.billing().cancelAtDashboard(first.getString("recurringPayment.subscriptionId"));

    send(order)
        .then()
        .statusCode(201)
        .body("recurringPayment.id", equalTo(first.getInt("recurringPayment.id")))
        .body("clientSecret", nullValue());
  }

  @Test
  void aRepeatLeadsNoPayerToAnOrderThatIsBeingCanceled() {
    long order = monthly();
    json(send(order), 201);
    sandbox.faults().failNext("POST /v1/", 429, 500);
    sandbox.faults().failNext("DELETE /v1/", 429, 500);
    asService().post("/v1/orders/" + order + "/cancel").then().statusCode(202);

    send(order)
        .then()
        .statusCode(409)
        .body("type", equalTo("urn:paydesk:problem:order-not-payable"))
        .body("detail", equalTo("Order " + order + " is being canceled. Make a new order."));
  }

  @Test
  void afterTheOrdersEndARepeatLeadsNoPayerOn() {
    long order = monthly();
    json(send(order), 201);
    sandbox.faults().failNext("POST /v1/", 429, 500);
    sandbox.faults().failNext("DELETE /v1/", 429, 500);
    tables()
        .change("update orders set expires_at = now() - interval '1 minute' where id = ?", order);

    send(order).then().statusCode(409).body("clientSecret", nullValue());
  }
}
