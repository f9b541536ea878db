package io.paydesk.webhook.callback;

import static io.paydesk.testing.http.Request.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.reconcile.DueRound;
import io.paydesk.testing.SubscriptionTest;
import io.paydesk.testing.http.Json;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Somebody makes a subscription in the dashboard with the metadata of ours. */
@QuarkusTest
class CopiedMetadataTest extends SubscriptionTest {

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

  /**
   * @return the copy's id
   */
  private String copy(String subscription) {
    var ours = sandbox.billing().subscription(subscription);
    var request =
        given()
            .header("Authorization", "Bearer " + secretKey)
            .contentType("application/x-www-form-urlencoded")
            .formParam("customer", ours.path("customer").asText())
            .formParam("items[0][price]", price)
            .formParam("payment_behavior", "default_incomplete");
    ours.path("metadata")
        .properties()
        .forEach(
            entry ->
                request.formParam("metadata[" + entry.getKey() + "]", entry.getValue().asText()));
    return request
        .post(sandbox.baseUri() + "/v1/subscriptions")
        .then()
        .statusCode(200)
        .extract()
        .jsonPath()
        .getString("id");
  }

  private void eventuallyIsIgnored(String type, String pathOfSubscription, String subscription) {
    eventually(
        x ->
            assertThat(
                    tables()
                        .text(
                            "select status || ' ' || reason from stripe_event where type = ? and body::jsonb #>> ?::text[] = ?",
                            type,
                            pathOfSubscription,
                            subscription))
                .isEqualTo("ignored another-subscription"));
  }

  @Test
  void eventsOfTheCopyAreIgnoredByNameAndNothingIsRecorded() {
    long order = monthly();
    Json started = active(order);
    long id = started.getLong("recurringPayment.id");
    String ours = started.getString("recurringPayment.subscriptionId");

    String copy = copy(ours);
    sandbox
        .billing()
        .pay(sandbox.billing().subscription(copy).path("latest_invoice").asText(), GOOD_CARD);
    sandbox.billing().cancelAtDashboard(copy);

    eventuallyIsIgnored("customer.subscription.created", "{data,object,id}", copy);
    eventuallyIsIgnored(
        "invoice.paid", "{data,object,parent,subscription_details,subscription}", copy);
    eventuallyIsIgnored("customer.subscription.deleted", "{data,object,id}", copy);
    assertThat(status(id)).isEqualTo("active");
    assertThat(recurring(id).getString("subscriptionId")).isEqualTo(ours);
    assertThat(tables().number("select count(*) from payment where user_id = ?", user))
        .isEqualTo(1);
    assertThat(tables().number("select count(*) from orders where user_id = ?", user)).isEqualTo(1);
  }

  @Test
  void theOldestSubscriptionWithTheMarkIsOurs() {
    long order = monthly();
    loseEvents();
    sandbox.faults().resetAfterWorkNext("POST /v1/subscriptions", 4);
    long id =
        subscribe(order).then().statusCode(202).extract().jsonPath().getLong("recurringPayment.id");
    sandbox.faults().answerAgain();
    String ours =
        sandbox.billing().subscriptions().stream()
            .filter(one -> one.at("/items/data/0/price/id").asText().equals(price))
            .findFirst()
            .orElseThrow()
            .path("id")
            .asText();
    copy(ours);
    tables()
        .change(
            "update recurring_payment set idempotency_key_since = now() - interval '30 hours' where id = ?",
            id);

    dueRound.recurringNow(id);

    assertThat(recurring(id).getString("subscriptionId")).isEqualTo(ours);
  }
}
