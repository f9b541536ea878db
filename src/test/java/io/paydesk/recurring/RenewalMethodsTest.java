package io.paydesk.recurring;

import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.dev.sandbox.RecordedRequest;
import io.paydesk.testing.SubscriptionTest;
import io.paydesk.testing.http.Answer;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A payer's new card pays the renewals of all subscriptions that run. */
@QuarkusTest
class RenewalMethodsTest extends SubscriptionTest {

  private static final String UPDATE = "POST /v1/subscriptions/";

  @AfterEach
  void asBefore() {
    sandbox.faults().clear();
  }

  private String saved(String card) {
    var setup = json(asUser().post("/v1/users/" + user + "/setup-intents"), 201);
    return sandbox
        .billing()
        .confirmSetup(setup.getString("setupIntentId"), card)
        .path("payment_method")
        .asText();
  }

  private Answer renewWith(String method) {
    return asUser().post("/v1/users/" + user + "/payment-methods/" + method + "/renewals");
  }

  private String paying(String subscription) {
    return sandbox.billing().subscription(subscription).path("default_payment_method").asText();
  }

  private String subscription(long id) {
    return recurring(id).getString("subscriptionId");
  }

  private long begun() {
    return active(monthly()).getLong("recurringPayment.id");
  }

  @Test
  void eachRunningSubscriptionRenewsWithItAndItIsTheDefault() {
    long first = begun();
    price = sandbox.billing().price("usd", 900, "month");
    long second = active(monthly(Map.of("price", "9.00"))).getLong("recurringPayment.id");
    var card = saved("5555555555554444");

    var told = json(renewWith(card), 200);

    assertThat(told.getBoolean("paymentMethod.isDefault")).isTrue();
    assertThat(told.getList("recurringPayments.id")).containsExactly((int) first, (int) second);
    assertThat(told.getList("recurringPayments.status")).containsOnly("active");
    assertThat(paying(subscription(first))).isEqualTo(card);
    assertThat(paying(subscription(second))).isEqualTo(card);
  }

  @Test
  void theNextRenewalIsChargedToIt() {
    long id = begun();
    var subscription = subscription(id);
    sandbox.billing().replaceCard(subscription, "pm_card_chargeCustomerFail");
    json(renewWith(saved("5555555555554444")), 200);

    toTheEndOfItsPeriod(subscription);

    eventually(
        x ->
            assertThat(
                    tables()
                        .number(
                            "select count(*) from orders where renewal_of = ? and status = 'paid'",
                            recurring(id).getLong("orderId")))
                .isEqualTo(1));
    assertThat(status(id)).isEqualTo("active");
  }

  /** A new card pays nothing by itself, and the answer says so. */
  @Test
  void whatIsOpenStaysOpen() {
    long id = begun();
    var subscription = subscription(id);
    sandbox.billing().replaceCard(subscription, "pm_card_chargeCustomerFail");
    toTheEndOfItsPeriod(subscription);
    eventuallyIs(id, "past_due");

    var told = json(renewWith(saved("5555555555554444")), 200);

    assertThat(told.getString("recurringPayments[0].status")).isEqualTo("past_due");
    assertThat(
            sandbox.billing().invoices(subscription).stream()
                .filter(one -> one.path("status").asText().equals("open")))
        .hasSize(1);
  }

  @Test
  void oneThatHasEndedIsLeftAlone() {
    long id = begun();
    var subscription = subscription(id);
    var before = paying(subscription);
    sandbox.billing().cancelAtDashboard(subscription);
    eventuallyIs(id, "canceled");

    var told = json(renewWith(saved("5555555555554444")), 200);

    assertThat(told.getList("recurringPayments")).isEmpty();
    assertThat(paying(subscription)).isEqualTo(before);
  }

  /** Its end is not known here yet, and Stripe refuses to change it. */
  @Test
  void oneThatHasEndedUnseenHoldsUpNoOther() {
    long first = begun();
    var ended = subscription(first);
    price = sandbox.billing().price("usd", 900, "month");
    long second = active(monthly(Map.of("price", "9.00"))).getLong("recurringPayment.id");
    var card = saved("5555555555554444");
    loseEvents();
    sandbox.billing().cancelAtDashboard(ended);

    var told = json(renewWith(card), 200);

    assertThat(told.getList("recurringPayments.id")).containsExactly((int) second);
    assertThat(told.getBoolean("recurringPayments[0].changed")).isTrue();
    assertThat(paying(subscription(second))).isEqualTo(card);
    assertThat(status(first)).isEqualTo("canceled");
  }

  @Test
  void oneThatIsRefusedHoldsUpNoOther() {
    long first = begun();
    price = sandbox.billing().price("usd", 900, "month");
    long second = active(monthly(Map.of("price", "9.00"))).getLong("recurringPayment.id");
    var card = saved("5555555555554444");
    sandbox
        .faults()
        .refuseNext(UPDATE + subscription(first), "payment_method_unsupported_type", null, "No.");

    var told = json(renewWith(card), 200);

    assertThat(told.getList("recurringPayments.id")).containsExactly((int) first, (int) second);
    assertThat(told.getList("recurringPayments.changed")).containsExactly(false, true);
    assertThat(paying(subscription(second))).isEqualTo(card);
  }

  @Test
  void aLostAnswerIsAskedForAgainUnderTheSameKey() {
    long id = begun();
    var card = saved("5555555555554444");
    sandbox.faults().resetAfterWorkNext(UPDATE, 4);
    isRefused(renewWith(card), 503, "stripe-unavailable");
    sandbox.faults().clear();
    assertThat(keys(id)).isEqualTo(1);
    var key = key(id);
    var subscription = subscription(id);
    sandbox.clearRequests();

    json(renewWith(card), 200);

    assertThat(paying(subscription(id))).isEqualTo(card);
    assertThat(sandbox.requests())
        .filteredOn(request -> request.path().endsWith(subscription))
        .filteredOn(request -> request.method().equals("POST"))
        .extracting(RecordedRequest::idempotencyKey)
        .containsOnly(key);
    assertThat(keys(id)).isZero();
  }

  private long keys(long id) {
    return tables()
        .number("select count(*) from method_request where subject = ?", "recurring_payment " + id);
  }

  private String key(long id) {
    return tables()
        .text("select key::text from method_request where subject = ?", "recurring_payment " + id);
  }

  @Test
  void aRequestThatIsRepeatedLaterDoesNotUndoANewerChoice() {
    long id = begun();
    var first = saved("5555555555554444");
    var second = saved("378282246310005");
    var key = UUID.randomUUID().toString();
    var path = "/v1/users/" + user + "/payment-methods/" + first + "/renewals";
    json(asUser().header("Idempotency-Key", key).post(path), 200);
    json(renewWith(second), 200);

    json(asUser().header("Idempotency-Key", key).post(path), 200);

    assertThat(paying(subscription(id))).isEqualTo(second);
  }

  @Test
  void aMethodOfSomebodyElseIsNotThere() {
    begun();
    var mine = saved("5555555555554444");

    isRefused(
        as("eve").post("/v1/users/eve/payment-methods/" + mine + "/renewals"),
        404,
        "payment-method-not-found");
    isRefused(
        as("eve").post("/v1/users/" + user + "/payment-methods/" + mine + "/renewals"),
        404,
        "not-found");
  }
}
