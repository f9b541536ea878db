package io.paydesk.recurring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.paydesk.reconcile.DueRound;
import io.paydesk.testing.SubscriptionTest;
import io.paydesk.testing.http.AnswerCheck;
import io.paydesk.testing.http.Json;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Period;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class QuantityChangesTest extends SubscriptionTest {

  private static final String UPDATE = "POST /v1/subscriptions/";

  /** It can be saved, and then the bank asks the payer for each payment. */
  private static final String ASKS_EACH_TIME = "pm_card_authenticationRequired";

  private static final String GOOD_CARD_TOKEN = "pm_card_visa";

  private static final String DECLINES = "pm_card_chargeCustomerFail";

  @Inject DueRound dueRound;

  private long id;
  private String subscription;

  /**
   * Ends this test's subscriptions, so that they do not renew when another test moves the clock.
   */
  @AfterEach
  void end() {
    sandbox.faults().clear();
    sandbox.billing().cancelAtDashboard(subscription);
  }

  private void subscribedWith(String card) {
    Json started = active(monthly());
    id = started.getLong("recurringPayment.id");
    subscription = started.getString("recurringPayment.subscriptionId");
    sandbox.billing().replaceCard(subscription, card);
  }

  private AnswerCheck change(int quantity) {
    return change(quantity, UUID.randomUUID().toString());
  }

  private AnswerCheck change(int quantity, String key) {
    return asService()
        .header("Idempotency-Key", key)
        .body(Map.of("quantity", quantity))
        .post("/v1/recurring-payments/" + id + "/quantity")
        .then();
  }

  private void payWhatIsOpen() {
    var open = sandbox.billing().subscription(subscription).path("latest_invoice").asText();
    sandbox.billing().pay(open, GOOD_CARD);
  }

  private long invoicesOfChanges() {
    return sandbox.billing().invoices(subscription).stream()
        .filter(one -> one.path("billing_reason").asText().equals("subscription_update"))
        .count();
  }

  @ParameterizedTest
  @ValueSource(strings = {DECLINES, ASKS_EACH_TIME})
  void aChangeThatWaitsForItsPaymentIsAcceptedAndCountsOnceItIsPaid(String card) {
    subscribedWith(card);

    change(3)
        .statusCode(202)
        .body("quantity", equalTo(1))
        .body("change", nullValue())
        .body("pendingUpdate.quantity", equalTo(3))
        .body("pendingUpdate.expiresAt", notNullValue());
    asUser()
        .get("/v1/users/" + user + "/entitlements")
        .then()
        .body("entitlements[0].quantity", equalTo(1));
    asUser()
        .post("/v1/recurring-payments/" + id + "/pay")
        .then()
        .statusCode(200)
        .body("clientSecret", startsWith("pi_"));
    payWhatIsOpen();

    eventually(x -> assertThat(recurring(id).getInt("quantity")).isEqualTo(3));
    assertThat(recurring(id).getString("pendingUpdate")).isNull();
  }

  @Test
  void aRepeatedRequestIsAnsweredWithTheOutcomeOfTheChange() {
    subscribedWith(DECLINES);
    var key = UUID.randomUUID().toString();

    change(3, key).statusCode(202);
    change(3, key).statusCode(202).body("pendingUpdate.quantity", equalTo(3));
    payWhatIsOpen();
    change(3, key).statusCode(200).body("quantity", equalTo(3)).body("pendingUpdate", nullValue());
    sandbox.billing().changeQuantityAtDashboard(subscription, 2);
    eventually(x -> assertThat(recurring(id).getInt("quantity")).isEqualTo(2));

    change(3, key).statusCode(200).body("quantity", equalTo(2));
    assertThat(invoicesOfChanges()).isEqualTo(2);
  }

  @Test
  void aChangeThatNobodyPaidInTimeIsReportedAsLapsed() {
    subscribedWith(DECLINES);
    var key = UUID.randomUUID().toString();
    change(3, key).statusCode(202);

    sandbox.advanceClock(Duration.ofHours(24));

    eventually(x -> assertThat(recurring(id).getString("pendingUpdate")).isNull());
    for (int i = 0; i < 2; i++) {
      change(3, key)
          .statusCode(409)
          .body("type", equalTo("urn:paydesk:problem:change-lapsed"))
          .body("quantity", equalTo(1))
          .body("wanted", equalTo(3));
    }
    change(3).statusCode(202).body("pendingUpdate.quantity", equalTo(3));
  }

  @Test
  void aLostAnswerOfAChangeThatWaitsIsFoundAndNotInvoicedAgain() {
    subscribedWith(DECLINES);
    loseEvents();
    sandbox.faults().resetAfterWorkNext(UPDATE, 4);
    var key = UUID.randomUUID().toString();

    change(3, key)
        .statusCode(202)
        .body("change", equalTo("change_quantity"))
        .body("quantity", equalTo(1));
    sandbox.faults().clear();
    // With a new key, Stripe would take it for another change.
    tables()
        .change(
            "update recurring_payment set change_key_since = now() - interval '30 hours', change_key = gen_random_uuid() where id = ?",
            id);
    dueRound.recurringNow(id);

    assertThat(recurring(id).getString("change")).isNull();
    assertThat(recurring(id).getInt("pendingUpdate.quantity")).isEqualTo(3);
    change(3, key).statusCode(202).body("pendingUpdate.quantity", equalTo(3));
    assertThat(invoicesOfChanges()).isEqualTo(1);
  }

  @Test
  void aLostAnswerOfAPaidChangeIsFoundAndNotInvoicedAgain() {
    subscribedWith(GOOD_CARD_TOKEN);
    loseEvents();
    sandbox.faults().resetAfterWorkNext(UPDATE, 4);
    var key = UUID.randomUUID().toString();

    change(3, key).statusCode(202).body("change", equalTo("change_quantity"));
    sandbox.faults().clear();

    change(3, key).statusCode(200).body("quantity", equalTo(3)).body("change", nullValue());
    assertThat(invoicesOfChanges()).isEqualTo(1);
  }

  @Test
  void aRefusedChangeIsReportedEvenIfStripeDoesNotSayWhyTheRenewalIsUnpaid() {
    subscribedWith(DECLINES);
    loseEvents();
    sandbox.advanceClock(Period.ofMonths(1));
    sandbox.advanceClock(Duration.ofHours(2));
    sandbox.faults().failNext(UPDATE, 400, 1);
    sandbox.faults().failNext("GET /v1/invoices", 429, 100);

    change(2).statusCode(422).body("type", endsWith("refused-by-stripe"));

    assertThat(recurring(id).getString("change")).isNull();
  }
}
