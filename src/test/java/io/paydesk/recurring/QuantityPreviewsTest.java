package io.paydesk.recurring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.paydesk.testing.SubscriptionTest;
import io.paydesk.testing.http.Answer;
import io.paydesk.testing.http.Json;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What another quantity would cost, and that this is what it costs. */
@QuarkusTest
class QuantityPreviewsTest extends SubscriptionTest {

  private static final String DECLINES = "pm_card_chargeCustomerFail";

  private long id;
  private String subscription;

  @AfterEach
  void listen() {
    sandbox.faults().clear();
  }

  private void begin(Map<String, Object> more) {
    Json started = more.isEmpty() ? active(monthly()) : subscribed(monthly(more));
    id = started.getLong("recurringPayment.id");
    subscription = started.getString("recurringPayment.subscriptionId");
  }

  private void begin() {
    begin(Map.of());
  }

  private Answer ask(String query) {
    return asService().get("/v1/recurring-payments/" + id + "/quantity-preview" + query);
  }

  private Json preview(int quantity) {
    return json(ask("?quantity=" + quantity), 200);
  }

  private Answer change(int quantity, String asOf) {
    var body = new HashMap<String, Object>(Map.of("quantity", quantity));
    body.put("asOf", asOf);
    return asService().body(body).post("/v1/recurring-payments/" + id + "/quantity");
  }

  private com.fasterxml.jackson.databind.JsonNode latestInvoice() {
    var latest = sandbox.billing().subscription(subscription).path("latest_invoice").asText();
    return sandbox.billing().invoice(latest);
  }

  @Test
  void whatIsShownIsChargedWithItsInstantHoweverFarStripeIsBy() {
    begin();
    int version = recurring(id).getInt("version");

    var shown = preview(3);

    assertThat(shown.getInt("currentQuantity")).isEqualTo(1);
    assertThat(shown.getString("currency")).isEqualTo("usd");
    assertThat(shown.getLong("dueNow")).isBetween(2990L, 3000L).isEqualTo(shown.getLong("total"));
    assertThat(shown.getLong("lines[0].amount")).isNegative();
    assertThat(shown.getString("lines[1].description")).startsWith("Remaining time on 3 × ");
    assertThat(shown.getLong("lines[0].amount") + shown.getLong("lines[1].amount"))
        .isEqualTo(shown.getLong("total"));
    assertThat(shown.getLong("renewal.total")).isEqualTo(4500);
    assertThat(Instant.parse(shown.getString("renewal.chargedAt")))
        .isBetween(
            Instant.parse(recurring(id).getString("currentPeriodEnd")),
            Instant.parse(recurring(id).getString("currentPeriodEnd")).plusSeconds(3600));
    assertThat(recurring(id).getInt("version")).isEqualTo(version);
    assertThat(recurring(id).getInt("quantity")).isEqualTo(1);
    sandbox.advanceClock(Duration.ofDays(10));
    change(3, shown.getString("asOf")).then().statusCode(200).body("quantity", equalTo(3));
    assertThat(latestInvoice().path("amount_paid").asLong()).isEqualTo(shown.getLong("dueNow"));
  }

  @Test
  void aLostAnswerIsAskedForAgainWithTheSameInstant() {
    begin();
    var shown = preview(2);
    loseEvents();
    sandbox.faults().failNext("POST /v1/subscriptions/", 503, 20);
    change(2, shown.getString("asOf"))
        .then()
        .statusCode(202)
        .body("change", equalTo("change_quantity"));
    sandbox.faults().clear();
    sandbox.advanceClock(Duration.ofHours(5));

    eventually(
        x ->
            asService()
                .post("/v1/recurring-payments/" + id + "/refresh")
                .then()
                .statusCode(200)
                .body("quantity", equalTo(2)));

    assertThat(latestInvoice().path("amount_paid").asLong()).isEqualTo(shown.getLong("dueNow"));
  }

  @Test
  void lessIsCreditedAndNothingIsCharged() {
    begin();
    asService()
        .body(Map.of("quantity", 3))
        .post("/v1/recurring-payments/" + id + "/quantity")
        .then()
        .statusCode(200);

    var shown = preview(1);

    assertThat(shown.getLong("dueNow")).isZero();
    assertThat(shown.getLong("credited")).isEqualTo(-shown.getLong("total")).isPositive();
    assertThat(shown.getLong("renewal.total")).isEqualTo(1500);
    change(1, shown.getString("asOf")).then().statusCode(200);
    assertThat(latestInvoice().path("total").asLong()).isEqualTo(shown.getLong("total"));
  }

  @Test
  void theSameQuantityAndATrialCostNothingNow() {
    begin();
    var same = preview(1);
    assertThat(same.getLong("dueNow")).isZero();
    assertThat(same.getList("lines")).isEmpty();
    assertThat(same.getLong("renewal.total")).isEqualTo(1500);

    price = sandbox.billing().price("usd", 1500, "month");
    begin(Map.of("trialDays", 14));
    eventuallyIs(id, "trialing");
    var trial = preview(3);

    assertThat(trial.getLong("total")).isZero();
    assertThat(trial.getList("lines")).isEmpty();
    assertThat(trial.getLong("renewal.total")).isEqualTo(4500);
    assertThat(Instant.parse(trial.getString("renewal.chargedAt")))
        .isAfterOrEqualTo(Instant.parse(recurring(id).getString("trialEnd")));
  }

  @Test
  void whatEndsWithItsPeriodHasNoRenewal() {
    begin();
    asService()
        .body(Map.of("when", "period_end"))
        .post("/v1/recurring-payments/" + id + "/cancel")
        .then()
        .statusCode(200);

    ask("?quantity=2").then().statusCode(200).body("renewal", nullValue());
  }

  @Test
  void anInstantAheadOrOfAnotherPeriodIsRefusedAndNothingIsChanged() {
    begin();
    var old = preview(2).getString("asOf");

    isRefused(change(2, Instant.parse(old).plusSeconds(3600).toString()), 409, "preview-outdated");
    isRefused(change(2, Instant.parse(old).minusSeconds(3600).toString()), 409, "preview-outdated");
    toTheEndOfItsPeriod(subscription);

    isRefused(change(2, old), 409, "preview-outdated")
        .body("asOf", equalTo(old))
        .body("detail", containsString("quantity-preview again"));
    assertThat(recurring(id).getInt("quantity")).isEqualTo(1);
    assertThat(recurring(id).getString("change")).isNull();
  }

  @Test
  void aDeclinedChangeWaitsWithTheAmountThatWasShown() {
    begin();
    sandbox.billing().replaceCard(subscription, DECLINES);
    var shown = preview(3);

    change(3, shown.getString("asOf"))
        .then()
        .statusCode(202)
        .body("pendingUpdate.quantity", equalTo(3));

    assertThat(latestInvoice().path("amount_due").asLong()).isEqualTo(shown.getLong("dueNow"));
  }

  @Test
  void onlyTheShopAsksAndOnlyForAQuantity() {
    begin();

    ask("?quantity=2").then().statusCode(200);
    for (var bad : new String[] {"", "?quantity=0", "?quantity=two", "?quantity=1000001"}) {
      isRefused(ask(bad), 400, "invalid-quantity");
    }
    isRefused(
        asUser().get("/v1/recurring-payments/" + id + "/quantity-preview?quantity=2"),
        403,
        "forbidden");
    isRefused(
        asService().get("/v1/recurring-payments/4711/quantity-preview?quantity=2"),
        404,
        "not-found");
  }

  @Test
  void withoutAnAnswerOfStripesTheAmountIsNotKnownAndNothingIsChanged() {
    begin();
    sandbox.faults().failNext("POST /v1/invoices/create_preview", 500, 20);

    isRefused(ask("?quantity=2"), 503, "stripe-unavailable")
        .body("detail", containsString("amount is not known"));

    sandbox.faults().clear();
    assertThat(recurring(id).getString("change")).isNull();
    assertThat(recurring(id).getInt("quantity")).isEqualTo(1);
  }
}
