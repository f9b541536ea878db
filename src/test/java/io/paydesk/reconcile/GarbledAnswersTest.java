package io.paydesk.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.oneOf;

import com.fasterxml.jackson.databind.JsonNode;
import io.paydesk.dev.sandbox.Garble;
import io.paydesk.stripe.StripePace;
import io.paydesk.testing.SubscriptionTest;
import io.paydesk.testing.http.Answer;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Stripe does what it was asked, and its answer cannot be read: nobody is told that it failed or
 * should be repeated with a new key, and it is done once.
 */
@QuarkusTest
class GarbledAnswersTest extends SubscriptionTest {

  /** Two attempts of each of two calls. */
  private static final int ALL_TRIES = 4;

  @Inject StripePace pace;

  @BeforeEach
  void repeatAtOnce() {
    pace.pauseBeforeRepeats(false);
  }

  @AfterEach
  void pauseAgain() {
    pace.pauseBeforeRepeats(true);
  }

  private List<JsonNode> intentsOf(long order) {
    return sandbox.paymentIntents().stream()
        .filter(intent -> intent.path("metadata").path("paydesk_order").asText().equals("" + order))
        .toList();
  }

  private long madeOf(String event, String field, String value) {
    return sandbox.events().stream()
        .filter(made -> made.path("type").asText().equals(event))
        .filter(made -> made.at("/data/object").path(field).asText().equals(value))
        .count();
  }

  private void customerIsThere() {
    started(order());
  }

  private Answer refund(long payment, String key) {
    return asAdmin()
        .header("Idempotency-Key", key)
        .body(Map.of("paymentId", payment, "refundAmount", 2500))
        .post("/v1/refunds");
  }

  @ParameterizedTest
  @EnumSource(Garble.class)
  void aRefundWhoseAnswerCannotBeReadIsMadeOnce(Garble how) {
    long order = order("100.00", "usd");
    var started = started(order);
    long payment = started.getLong("id");
    var intent = started.getString("paymentIntentId");
    sandbox.confirm(intent, GOOD_CARD);
    eventuallyPaid(order);
    sandbox.faults().dropEvents(true);
    sandbox.faults().garbleAfterWorkNext("POST /v1/refunds", how, ALL_TRIES);
    var key = UUID.randomUUID().toString();

    refund(payment, key)
        .then()
        .statusCode(202)
        .body("status", equalTo("unknown"))
        .body(not(containsString("Idempotency-Key")));
    sandbox.faults().clear();

    refund(payment, key).then().statusCode(201).body("status", equalTo("succeeded"));
    assertThat(madeOf("refund.created", "payment_intent", intent)).isEqualTo(1);
    assertThat(orderStatus(order)).isEqualTo("partially_refunded");
  }

  @Test
  void aRefusedRefundThatExistsAllTheSameIsAnsweredAsItIs() {
    long order = order("100.00", "usd");
    var started = started(order);
    var intent = started.getString("paymentIntentId");
    sandbox.confirm(intent, GOOD_CARD);
    eventuallyPaid(order);
    sandbox.faults().dropEvents(true);
    sandbox.faults().garbleAfterWorkNext("POST /v1/refunds", Garble.CUT, 1);
    sandbox.faults().failNext("POST /v1/refunds", 400, 1);

    refund(started.getLong("id"), UUID.randomUUID().toString())
        .then()
        .statusCode(201)
        .body("status", equalTo("succeeded"));

    assertThat(madeOf("refund.created", "payment_intent", intent)).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(Garble.class)
  void aPaymentWhoseAnswerCannotBeReadIsBegunOnce(Garble how) {
    customerIsThere();
    long order = order();
    sandbox.faults().dropEvents(true);
    sandbox.faults().garbleAfterWorkNext("POST /v1/payment_intents", how, ALL_TRIES);
    long payment =
        start(order)
            .then()
            .statusCode(202)
            .body("status", equalTo("unknown"))
            .extract()
            .jsonPath()
            .getLong("id");
    sandbox.faults().clear();

    start(order)
        .then()
        .statusCode(200)
        .body("id", equalTo((int) payment))
        .body("status", equalTo("pending"));
    assertThat(intentsOf(order)).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(Garble.class)
  void whileTheFirstIntentIsAliveAReturningPayerGetsNoSecond(Garble how) {
    long order = order();
    var first = started(order);
    loseEvents();
    sandbox.faults().garbleNext("GET /v1/payment_intents/", how, ALL_TRIES);

    start(order).then().statusCode(503).body("paymentId", equalTo(first.getInt("id")));
    sandbox.faults().clear();

    start(order)
        .then()
        .statusCode(200)
        .body("paymentIntentId", equalTo(first.getString("paymentIntentId")));
    assertThat(intentsOf(order)).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(Garble.class)
  void aCancelWhoseAnswerCannotBeReadIsFinishedByTheSameRequest(Garble how) {
    long order = order();
    var started = started(order);
    var path = "/v1/payments/" + started.getLong("id") + "/cancel";
    var intent = "POST /v1/payment_intents/" + started.getString("paymentIntentId");
    sandbox.faults().dropEvents(true);
    sandbox.faults().garbleAfterWorkNext(intent, how, ALL_TRIES);

    asUser().post(path).then().statusCode(202).body("status", equalTo("pending"));
    sandbox.faults().clear();

    asUser().post(path).then().statusCode(200).body("status", equalTo("canceled"));
  }

  @ParameterizedTest
  @EnumSource(Garble.class)
  void aCustomerWhoseAnswerCannotBeReadIsMadeOnce(Garble how) {
    long order = order();
    sandbox.faults().garbleAfterWorkNext("POST /v1/customers", how, ALL_TRIES);

    start(order).then().statusCode(503);
    sandbox.faults().clear();

    start(order).then().statusCode(201);
    assertThat(
            sandbox.customers().stream()
                .filter(made -> made.path("metadata").path("paydesk_user").asText().equals(user)))
        .hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(Garble.class)
  void aSubscriptionWhoseAnswerCannotBeReadIsBegunOnce(Garble how) {
    customerIsThere();
    long order = monthly();
    sandbox.faults().dropEvents(true);
    sandbox.faults().garbleAfterWorkNext("POST /v1/subscriptions", how, ALL_TRIES);
    long id =
        subscribe(order).then().statusCode(202).extract().jsonPath().getLong("recurringPayment.id");
    assertThat(status(id)).isEqualTo("unknown");
    sandbox.faults().clear();

    subscribe(order).then().statusCode(200).body("recurringPayment.id", equalTo((int) id));

    var subscription = recurring(id).getString("subscriptionId");
    var customer = sandbox.billing().subscription(subscription).path("customer").asText();
    assertThat(madeOf("customer.subscription.created", "customer", customer)).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(Garble.class)
  void theEndOfASubscriptionWhoseAnswerCannotBeReadIsFoundByTheSameRequest(Garble how) {
    long id = active(monthly()).getLong("recurringPayment.id");
    sandbox.faults().dropEvents(true);
    sandbox.faults().garbleAfterWorkNext("DELETE /v1/subscriptions/", how, 1);
    var key = UUID.randomUUID().toString();

    // After a broken answer, the second attempt finds nothing left to end.
    cancel(id, key).then().statusCode(oneOf(200, 202));
    sandbox.faults().clear();

    cancel(id, key).then().statusCode(200).body("status", equalTo("canceled"));
  }

  private Answer cancel(long id, String key) {
    return asUser()
        .header("Idempotency-Key", key)
        .body(Map.of("when", "now"))
        .post("/v1/recurring-payments/" + id + "/cancel");
  }

  @ParameterizedTest
  @EnumSource(
      value = Garble.class,
      names = {"HTML_404", "NOTHING_404", "NULL", "LIST", "REDIRECT_302"})
  void anEventOfAPaidInvoiceWaitsUntilStripeAnswers(Garble how) {
    long order = monthly();
    var started = subscribed(order);
    sandbox.faults().garbleNext("GET /v1/invoices/", how, 1);

    pay(started, GOOD_CARD);

    eventuallyPaid(order);
  }
}
