package io.paydesk.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.junit.QuarkusTest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The shop charges a payer who is not there. */
@QuarkusTest
class OffSessionTest extends SavedMethodTest {

  @Test
  void theShopChargesACardThatWasSavedWithAConsent() {
    var card = saved("4242424242424242");
    long order = order();

    payOffSession(order, card).then().statusCode(201).body("status", equalTo("succeeded"));

    assertThat(orderStatus(order)).isEqualTo("paid");
    assertThat(
            sandbox.requests().stream().anyMatch(r -> "true".equals(r.params().get("off_session"))))
        .isTrue();
  }

  @Test
  void aPayerMayNotSayThatNobodyIsThere() {
    var card = saved("4242424242424242");
    long order = order();
    var body = new HashMap<>(paying(order, card));
    body.put("offSession", true);

    asUser()
        .body(body)
        .post("/v1/payments")
        .then()
        .statusCode(403)
        .body("type", equalTo("urn:paydesk:problem:off-session-not-allowed"));
    assertThat(tables().number("select count(*) from payment where order_id = ?", order)).isZero();
  }

  @Test
  void withoutAConsentNobodyIsCharged() {
    var card = attached(user, "pm_card_visa");
    long order = order();

    payOffSession(order, card)
        .then()
        .statusCode(422)
        .body("type", equalTo("urn:paydesk:problem:payment-method-without-consent"));
    assertThat(charges(order)).isZero();
    // With the payer there, the card pays.
    pay(order, card).then().statusCode(201).body("status", equalTo("succeeded"));
  }

  @Test
  void aCardThatWasSavedWithAPaymentMayBeCharged() {
    long first = order();
    var begun =
        json(
            asUser().body(Map.of("orderId", first, "savePaymentMethod", true)).post("/v1/payments"),
            201);
    sandbox.confirm(begun.getString("paymentIntentId"), "4242424242424242");
    eventuallyPaid(first);
    var card = payment(begun.getLong("id")).getString("paymentMethodId");

    payOffSession(order(), card).then().statusCode(201).body("status", equalTo("succeeded"));
  }

  /** Endpoints of other tests would get this test's payments. */
  @AfterEach
  void noEndpoints() {
    tables()
        .change(
            "update actionflow_run set status = 'canceled', finished_at = now(), claim = null"
                + " where status = 'waiting' and not in_process");
    tables().change("update actionflow_endpoint set status = 'deleted'");
  }

  @Test
  void whereTheBankAsksThePaymentWaitsForThePayerAndTheShopIsTold() {
    asAdmin()
        .body(Map.of("url", "http://127.0.0.1:1/" + UUID.randomUUID(), "flows", List.of("payment")))
        .post("/v1/actionflows/endpoints")
        .then()
        .statusCode(201);
    var card = saved("4000002760003184");
    long order = order();

    var waiting = json(payOffSession(order, card), 201);
    assertThat(waiting.getString("status")).isEqualTo("pending");
    assertThat(waiting.getString("failure.code")).isEqualTo("authentication_required");
    long payment = waiting.getLong("id");
    eventually(
        x ->
            assertThat(
                    tables()
                        .number(
                            "select count(*) from actionflow_run where order_id = ? and transition ="
                                + " 'authentication_required'",
                            order))
                .isEqualTo(1));

    // The payer comes, and pays the same payment.
    start(order)
        .then()
        .statusCode(200)
        .body("id", equalTo((int) payment))
        .body("clientSecret", notNullValue());
    var asked = json(pay(order, card), 200);
    assertThat(asked.getBoolean("requiresAction")).isTrue();
    sandbox.authenticate(asked.getString("paymentIntentId"), true);
    eventuallyPaid(order);
    assertThat(charges(order)).isEqualTo(1);
    assertThat(intents(order)).isEqualTo(1);
  }

  @Test
  void aHostedSessionIsTheLinkForAPayerWhoseBankAsks() {
    var card = saved("4000002760003184");
    long order = order();
    long waiting = json(payOffSession(order, card), 201).getLong("id");

    var session =
        json(
            asService()
                .body(
                    Map.of(
                        "orderId",
                        order,
                        "surface",
                        "hosted",
                        "successUrl",
                        "https://shop.example/pay/thanks"))
                .post("/v1/checkout-sessions"),
            201);

    assertThat(session.getString("url")).startsWith("http");
    assertThat(paymentStatus(waiting)).isEqualTo("canceled");
    sandbox.checkout().pay(session.getString("sessionId"), "4242424242424242");
    eventuallyPaid(order);
    assertThat(charges(order)).isEqualTo(1);
  }

  @Test
  void aDeclineWhileThePayerIsAwayLeavesThePaymentPending() {
    var card = saved("4000000000000341");
    long order = order();

    payOffSession(order, card)
        .then()
        .statusCode(201)
        .body("status", equalTo("pending"))
        .body("failure.code", equalTo("card_declined"));
  }

  @Test
  void aPaymentThatWasToSaveACardIsChargedOffSessionAllTheSame() {
    var card = saved("4242424242424242");
    long order = order();
    asUser()
        .body(Map.of("orderId", order, "savePaymentMethod", true))
        .post("/v1/payments")
        .then()
        .statusCode(201);

    payOffSession(order, card).then().statusCode(200).body("status", equalTo("succeeded"));
    assertThat(charges(order)).isEqualTo(1);
  }

  @Test
  void aRemovedCardIsNotCharged() {
    var card = saved("4242424242424242");
    asUser().delete(methods() + "/" + card).then().statusCode(204);

    payOffSession(order(), card).then().statusCode(404);
  }
}
