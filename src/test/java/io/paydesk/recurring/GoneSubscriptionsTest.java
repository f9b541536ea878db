package io.paydesk.recurring;

import static io.paydesk.testing.http.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.paydesk.reconcile.DueRound;
import io.paydesk.testing.StripeEvents;
import io.paydesk.testing.SubscriptionTest;
import io.paydesk.testing.http.AnswerCheck;
import io.paydesk.testing.http.Json;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Stripe no longer knows a subscription or its customer. */
@QuarkusTest
class GoneSubscriptionsTest extends SubscriptionTest {

  private static final String CREATE = "POST /v1/subscriptions";

  @Inject DueRound dueRound;

  @ConfigProperty(name = "stripe.secret-key")
  String secretKey;

  @AfterEach
  void end() {
    sandbox.faults().clear();
    sandbox.billing().subscriptions().stream()
        .filter(one -> one.at("/items/data/0/price/id").asText().equals(price))
        .filter(one -> !one.path("status").asText().matches("canceled|incomplete_expired"))
        .forEach(one -> sandbox.billing().cancelAtDashboard(one.path("id").asText()));
  }

  /** An event that is being applied meanwhile would write the name that it has read. */
  private void isNamed(long id, String subscription) {
    loseEvents();
    tables()
        .change("update recurring_payment set subscription_id = ? where id = ?", subscription, id);
  }

  private AnswerCheck refresh(long id) {
    return asUser().post("/v1/recurring-payments/" + id + "/refresh").then();
  }

  @Test
  void aSubscriptionThatStripeDoesNotKnowIsOverUntilItTurnsUp() {
    Json started = active(monthly());
    long id = started.getLong("recurringPayment.id");
    isNamed(id, "sub_that_is_gone_" + id);

    refresh(id)
        .statusCode(200)
        .body("status", equalTo("canceled"))
        .body("failure.code", equalTo("resource_missing"));
    asUser().get("/v1/users/" + user + "/entitlements").then().body("entitlements", hasSize(0));
    isNamed(id, started.getString("recurringPayment.subscriptionId"));
    dueRound.recurringNow(id);

    asUser()
        .get("/v1/recurring-payments/" + id)
        .then()
        .body("status", equalTo("active"))
        .body("failure", nullValue());
    asUser().get("/v1/users/" + user + "/entitlements").then().body("entitlements", hasSize(1));
  }

  /** Its cancel was under way, and the payer was faster. */
  private Json paidWhileItWasCanceled(long order) {
    Json started = subscribed(order);
    loseEvents();
    sandbox.faults().failNext("POST /v1/invoices", 429, 4);
    asService().post("/v1/orders/" + order + "/cancel").then().statusCode(202);
    sandbox.faults().answerAgain();
    pay(started, GOOD_CARD);
    dueRound.recurringNow(started.getLong("recurringPayment.id"));
    assertThat(orderStatus(order)).isEqualTo("paid");
    return started;
  }

  @Test
  void aPaidSubscriptionThatTurnsUpGoesOnThoughItsOrdersCancelWasAskedForOnce() {
    Json started = paidWhileItWasCanceled(monthly());
    long id = started.getLong("recurringPayment.id");
    isNamed(id, "sub_that_is_gone_" + id);
    refresh(id).statusCode(200).body("status", equalTo("canceled"));

    isNamed(id, started.getString("recurringPayment.subscriptionId"));
    dueRound.recurringNow(id);
    dueRound.recurringNow(id);

    assertThat(status(id)).isEqualTo("active");
    assertThat(recurring(id).getString("change")).isNull();
    assertThat(
            sandbox
                .billing()
                .subscription(started.getString("recurringPayment.subscriptionId"))
                .path("status")
                .asText())
        .isEqualTo("active");
  }

  @Test
  void aPaidSubscriptionIsHandedBackThoughItsOrdersCancelWasAskedForOnce() {
    long order = monthly();
    long id = paidWhileItWasCanceled(order).getLong("recurringPayment.id");

    subscribe(order)
        .then()
        .statusCode(200)
        .body("recurringPayment.id", equalTo((int) id))
        .body("recurringPayment.status", equalTo("active"));
  }

  @Test
  void aSubscriptionThatTurnsUpKeepsItsUserFromBeginningASecondOne() {
    Json started = active(monthly());
    long id = started.getLong("recurringPayment.id");
    loseEvents();
    isNamed(id, "sub_that_is_gone_" + id);
    refresh(id).statusCode(200).body("status", equalTo("canceled"));
    isNamed(id, started.getString("recurringPayment.subscriptionId"));
    long second = monthly();

    sandbox.faults().failNext("GET /v1/subscriptions/", 500, 10);
    isRefused(subscribe(second), 503, "stripe-unavailable");
    sandbox.faults().answerAgain();
    isRefused(subscribe(second), 409, "subscription-exists");

    assertThat(status(id)).isEqualTo("active");
  }

  @Test
  void anUnpaidOrderOfAMissingSubscriptionMayBeginAgain() {
    long order = monthly();
    long id = subscribed(order).getLong("recurringPayment.id");
    isNamed(id, "sub_that_is_gone_" + id);

    long second =
        subscribe(order).then().statusCode(201).extract().jsonPath().getLong("recurringPayment.id");

    assertThat(second).isNotEqualTo(id);
    assertThat(status(id)).isEqualTo("canceled");
  }

  @Test
  void anEventOfAMissingSubscriptionIsDoneAndNotRetried() {
    Json started = active(monthly());
    long id = started.getLong("recurringPayment.id");
    loseEvents();
    isNamed(id, "sub_that_is_gone_" + id);
    var event =
        StripeEvents.event(
            "customer.subscription.updated",
            sandbox.billing().subscription(started.getString("recurringPayment.subscriptionId")));
    StripeEvents.object(event).put("id", "sub_that_is_gone_" + id);

    deliver(event.toString());

    eventuallyIs(id, "canceled");
    eventually(
        x ->
            assertThat(
                    tables()
                        .text(
                            "select status from stripe_event where id = ?",
                            event.path("id").textValue()))
                .isEqualTo("done"));
  }

  @Test
  void aBare404DoesNotProveThatASubscriptionIsMissing() {
    long id = active(monthly()).getLong("recurringPayment.id");
    loseEvents();
    sandbox.faults().failNext("GET /v1/subscriptions/", 404, 2);

    refresh(id).statusCode(202);

    assertThat(status(id)).isEqualTo("active");
  }

  @Test
  void aStartWithAMissingCustomerIsRefusedAndTheNextMakesACustomer() {
    long order = monthly();
    loseEvents();
    sandbox.faults().failNext(CREATE, 429, 4);
    long id =
        subscribe(order).then().statusCode(202).extract().jsonPath().getLong("recurringPayment.id");
    sandbox.faults().answerAgain();
    String customer = tables().text("select customer_id from recurring_payment where id = ?", id);
    given()
        .header("Authorization", "Bearer " + secretKey)
        .delete(sandbox.baseUri() + "/v1/customers/" + customer)
        .then()
        .statusCode(200);
    tables()
        .change(
            """
            update recurring_payment set idempotency_key_since = now() - interval '30 hours',
              key_spent_at = now() - interval '11 minutes' where id = ?
            """,
            id);

    dueRound.recurringNow(id);

    assertThat(status(id)).isEqualTo("canceled");
    refresh(id).statusCode(200);
    Json second = subscribed(order);
    assertThat(
            tables()
                .text(
                    "select customer_id from recurring_payment where id = ?",
                    second.getLong("recurringPayment.id")))
        .isNotEqualTo(customer);
  }

  @Test
  void aDeletedCustomersSubscriptionIsOver() {
    Json started = active(monthly());
    long id = started.getLong("recurringPayment.id");
    String customer = tables().text("select customer_id from recurring_payment where id = ?", id);

    given()
        .header("Authorization", "Bearer " + secretKey)
        .delete(sandbox.baseUri() + "/v1/customers/" + customer)
        .then()
        .statusCode(200);

    eventuallyIs(id, "canceled");
    asUser()
        .body(Map.of("when", "now"))
        .post("/v1/recurring-payments/" + id + "/cancel")
        .then()
        .statusCode(200)
        .body("status", equalTo("canceled"));
  }
}
