package io.paydesk.recurring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import io.paydesk.reconcile.DueRound;
import io.paydesk.testing.StripeEvents;
import io.paydesk.testing.SubscriptionTest;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Stripe said no to a repeated call, and yet the first try had been carried out. */
@QuarkusTest
class RevivedSubscriptionsTest extends SubscriptionTest {

  private static final String CREATE = "POST /v1/subscriptions";

  @Inject DueRound dueRound;

  private long order;
  private long id;

  @BeforeEach
  void refusedThoughItIsThere() {
    order = monthly();
    loseEvents();
    sandbox.faults().resetAfterWorkNext(CREATE, 4);
    id =
        subscribe(order).then().statusCode(202).extract().jsonPath().getLong("recurringPayment.id");
    sandbox.faults().answerAgain();
    sandbox.faults().failNext(CREATE, 400, 1);
    dueRound.recurringNow(id);
    assertThat(status(id)).isEqualTo("canceled");
    assertThat(recurring(id).getString("subscriptionId")).isNull();
  }

  @AfterEach
  void end() {
    sandbox.faults().clear();
    sandbox.billing().subscriptions().stream()
        .filter(one -> one.at("/items/data/0/price/id").asText().equals(price))
        .filter(one -> !one.path("status").asText().matches("canceled|incomplete_expired"))
        .forEach(one -> sandbox.billing().cancelAtDashboard(one.path("id").asText()));
  }

  private JsonNode first() {
    return sandbox.billing().subscriptions().stream()
        .filter(one -> one.at("/items/data/0/price/id").asText().equals(price))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void anEventThatShowsItLiveRevivesIt() {
    deliver(StripeEvents.event("customer.subscription.updated", first()).toString());

    eventuallyIs(id, "incomplete");
    asUser()
        .get("/v1/recurring-payments/" + id)
        .then()
        .body("subscriptionId", equalTo(first().path("id").asText()))
        .body("failure", nullValue());
  }

  @Test
  void aRefreshThatFindsItRevivesItAndItsPaymentCounts() {
    var invoice = first().path("latest_invoice").asText();
    sandbox.billing().pay(invoice, GOOD_CARD);

    asUser()
        .post("/v1/recurring-payments/" + id + "/refresh")
        .then()
        .statusCode(200)
        .body("status", equalTo("active"));

    assertThat(orderStatus(order)).isEqualTo("paid");
  }

  @Test
  void aRefreshThatFindsNoneLeavesItAsItIsAndMakesNone() {
    tables().change("update recurring_payment set uuid = ? where id = ?", UUID.randomUUID(), id);

    asUser()
        .post("/v1/recurring-payments/" + id + "/refresh")
        .then()
        .statusCode(200)
        .body("status", equalTo("canceled"));

    assertThat(recurring(id).getString("subscriptionId")).isNull();
  }

  @Test
  void oneThatIsRevivedBesideANewOneIsRecordedAndNotRefused() {
    long second = subscribed(order).getLong("recurringPayment.id");

    deliver(StripeEvents.event("customer.subscription.updated", first()).toString());

    eventuallyIs(id, "incomplete");
    assertThat(status(second)).isEqualTo("incomplete");
    assertThat(tables().text("select beside_another from recurring_payment where id = ?", id))
        .isEqualTo("t");
  }

  @Test
  void oneThatIsRevivedAfterItsOrderWasCalledOffIsEnded() {
    asService().post("/v1/orders/" + order + "/cancel").then().statusCode(200);

    asUser().post("/v1/recurring-payments/" + id + "/refresh").then().statusCode(200);
    dueRound.recurringNow(id);

    assertThat(status(id)).isIn("canceled", "incomplete_expired");
    assertThat(first().path("status").asText()).isIn("canceled", "incomplete_expired");
    assertThat(orderStatus(order)).isEqualTo("canceled");
  }
}
