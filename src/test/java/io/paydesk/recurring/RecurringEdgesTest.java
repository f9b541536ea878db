package io.paydesk.recurring;

import static io.paydesk.testing.http.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.paydesk.reconcile.DueRound;
import io.paydesk.stripe.SubscriptionSnapshot;
import io.paydesk.testing.SubscriptionTest;
import io.paydesk.testing.http.AnswerCheck;
import io.paydesk.testing.http.Json;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class RecurringEdgesTest extends SubscriptionTest {

  @Inject DueRound dueRound;

  @ConfigProperty(name = "stripe.secret-key")
  String secretKey;

  /**
   * Ends this test's subscriptions, so that they do not renew when another test moves the clock.
   */
  @AfterEach
  void end() {
    sandbox.faults().clear();
    sandbox.billing().subscriptions().stream()
        .filter(one -> !one.path("status").asText().matches("canceled|incomplete_expired"))
        .forEach(one -> sandbox.billing().cancelAtDashboard(one.path("id").asText()));
  }

  private AnswerCheck cancel(long id, String when, String key) {
    return asUser()
        .header("Idempotency-Key", key)
        .body(Map.of("when", when))
        .post("/v1/recurring-payments/" + id + "/cancel")
        .then();
  }

  private String atStripe(Json started) {
    return sandbox
        .billing()
        .subscription(started.getString("recurringPayment.subscriptionId"))
        .path("status")
        .asText();
  }

  @Test
  void aCancelWhoseAnswerWasLostIsFoundByAChecksRoundAndByTheSameRequest() {
    Json started = active(monthly());
    long id = started.getLong("recurringPayment.id");
    loseEvents();
    sandbox.faults().resetAfterWorkNext("DELETE /v1/subscriptions", 4);
    var key = UUID.randomUUID().toString();

    cancel(id, "now", key).statusCode(202).body("change", equalTo("cancel_now"));
    assertThat(atStripe(started)).isEqualTo("canceled");
    sandbox.faults().clear();
    dueRound.recurringNow(id);

    assertThat(status(id)).isEqualTo("canceled");
    assertThat(recurring(id).getString("change")).isNull();
    cancel(id, "now", key).statusCode(200).body("status", equalTo("canceled"));
  }

  @Test
  void aLostAnswerOfACancelWithItsPeriodIsFoundByTheSameRequest() {
    long id = active(monthly()).getLong("recurringPayment.id");
    loseEvents();
    sandbox.faults().resetAfterWorkNext("POST /v1/subscriptions/", 4);
    var key = UUID.randomUUID().toString();

    cancel(id, "period_end", key).statusCode(202);
    sandbox.faults().clear();

    cancel(id, "period_end", key).statusCode(200).body("cancelAtPeriodEnd", equalTo(true));
    assertThat(recurring(id).getString("change")).isNull();
  }

  @Test
  void anotherUserCancelsNothingAndSeesNoEntitlements() {
    Json started = active(monthly());
    long id = started.getLong("recurringPayment.id");

    as("stranger")
        .body(Map.of("when", "now"))
        .post("/v1/recurring-payments/" + id + "/cancel")
        .then()
        .statusCode(404);
    as("stranger")
        .body(Map.of("quantity", 2))
        .post("/v1/recurring-payments/" + id + "/quantity")
        .then()
        .statusCode(403);
    as("stranger").get("/v1/users/" + user + "/entitlements").then().statusCode(404);

    assertThat(status(id)).isEqualTo("active");
    assertThat(atStripe(started)).isEqualTo("active");
    asUser().get("/v1/users/" + user + "/entitlements").then().body("entitlements", hasSize(1));
  }

  @Test
  void aSecondSubscriptionOfAPriceAfterAChangeAtStripeIsRecordedToo() {
    var here = price;
    long first = active(monthly()).getLong("recurringPayment.id");
    price = sandbox.billing().price("usd", 1500, "month");
    Json other = active(monthly());
    long second = other.getLong("recurringPayment.id");

    sandbox
        .billing()
        .changeAtDashboard(
            other.getString("recurringPayment.subscriptionId"), Map.of("items[0][price]", here));

    eventually(x -> assertThat(recurring(second).getString("priceId")).isEqualTo(here));
    assertThat(tables().text("select beside_another from recurring_payment where id = ?", second))
        .isEqualTo("t");
    assertThat(status(first)).isEqualTo("active");
    price = here;
    subscribe(monthly())
        .then()
        .statusCode(409)
        .body("type", equalTo("urn:paydesk:problem:subscription-exists"));
    cancel(second, "now", UUID.randomUUID().toString())
        .statusCode(200)
        .body("status", equalTo("canceled"));
  }

  @Test
  void anInvoiceThatIsPaidOutsideStripePaysTheOrderWithoutAPaymentToRefund() {
    long order = monthly();
    Json started = subscribed(order);
    var subscription = started.getString("recurringPayment.subscriptionId");
    var invoice = sandbox.billing().subscription(subscription).path("latest_invoice").asText();

    given()
        .header("Authorization", "Bearer " + secretKey)
        .contentType("application/x-www-form-urlencoded")
        .formParam("paid_out_of_band", "true")
        .post(sandbox.baseUri() + "/v1/invoices/" + invoice + "/pay")
        .then()
        .statusCode(200);

    eventuallyPaid(order);
    eventuallyIs(started.getLong("recurringPayment.id"), "active");
    asUser().get("/v1/payments?orderId=" + order).then().body("data", hasSize(0));
  }

  @Test
  void theItemOfTheOrdersPriceCounts() {
    Json started = active(monthly());
    var subscription =
        (ObjectNode)
            sandbox.billing().subscription(started.getString("recurringPayment.subscriptionId"));
    var items = (ArrayNode) subscription.at("/items/data");
    var addOn = (ObjectNode) items.get(0).deepCopy();
    var ownEnd = items.get(0).path("current_period_end").asLong();
    addOn.put("id", "si_add_on").put("quantity", 7).put("current_period_end", ownEnd + 86_400);
    ((ObjectNode) addOn.get("price")).put("id", "price_add_on");
    items.insert(0, addOn);
    var row = new RecurringPayment();
    row.priceId = price;

    row.apply(SubscriptionSnapshot.of(subscription), Instant.now(), Instant.now());

    assertThat(row.quantity).isEqualTo(1);
    assertThat(row.status).isEqualTo(RecurringPaymentStatus.ACTIVE);
    assertThat(row.currentPeriodEnd).isEqualTo(Instant.ofEpochSecond(ownEnd));
  }
}
