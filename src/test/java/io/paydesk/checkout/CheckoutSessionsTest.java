package io.paydesk.checkout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class CheckoutSessionsTest extends CheckoutTest {

  @Test
  void aHostedPageTakesAPaymentAndTheOrderIsPaid() {
    long order = order();
    var session =
        ask(hosted(order))
            .then()
            .statusCode(201)
            .body("status", equalTo("pending"))
            .body("surface", equalTo("hosted"))
            .body("sessionId", startsWith("cs_test_"))
            .body("url", notNullValue())
            .body("clientSecret", nullValue())
            .body("publishableKey", startsWith("pk_test_"))
            .body("amount", equalTo(9999))
            .extract()
            .jsonPath();

    pay(session, GOOD_CARD);

    eventuallyPaid(order);
    var payment = payment(session.getLong("paymentId"));
    assertThat(payment.getString("status")).isEqualTo("succeeded");
    assertThat(payment.getLong("amountReceived")).isEqualTo(9999);
    assertThat(payment.getString("surface")).isEqualTo("hosted");
    assertThat(payment.getString("checkoutSessionId")).isEqualTo(session.getString("sessionId"));
    assertThat(payment.getString("paymentIntentId"))
        .isEqualTo(atStripe(session).path("payment_intent").asText());
  }

  @ParameterizedTest
  @ValueSource(strings = {"embedded", "elements"})
  void aFormInTheAppsPageGetsASecretAndTakesAPaymentToo(String surface) {
    long order = order();
    var session =
        ask(on(surface, order))
            .then()
            .statusCode(201)
            .body("surface", equalTo(surface))
            .body("clientSecret", startsWith("cs_test_"))
            .body("url", nullValue())
            .extract()
            .jsonPath();

    pay(session, GOOD_CARD);

    eventuallyPaid(order);
    assertThat(atStripe(session).path("return_url").asText()).isEqualTo(THANKS);
  }

  @Test
  void theSessionAndItsIntentNameTheInstallationAndTheRow() {
    long order = order();
    var session = begun(order);
    pay(session, GOOD_CARD);
    eventuallyPaid(order);

    for (var marked :
        new com.fasterxml.jackson.databind.JsonNode[] {
          atStripe(session), intentOf(session.getLong("paymentId"))
        }) {
      var metadata = marked.path("metadata");
      assertThat(metadata.path("paydesk_installation").asText())
          .isEqualTo(tables().text("select id from installation"));
      assertThat(metadata.path("paydesk_uuid").asText())
          .isEqualTo(
              tables().text("select uuid from payment where id = ?", session.getLong("paymentId")));
      assertThat(metadata.path("paydesk_order").asText()).isEqualTo("" + order);
    }
  }

  @Test
  void theKeyIsCommittedBeforeStripeIsAsked() {
    sandbox.clearRequests();
    long payment = begun(order()).getLong("paymentId");

    assertThat(sandbox.requests())
        .filteredOn(
            made -> made.method().equals("POST") && made.path().equals("/v1/checkout/sessions"))
        .extracting(made -> made.idempotencyKey())
        .contains(tables().text("select idempotency_key from payment where id = ?", payment));
  }

  @Test
  void whatIsSoldHasTheOrdersNameElseTheShops() {
    var named =
        json(
            asService()
                .body(
                    Map.of(
                        "userId",
                        user,
                        "price",
                        "5.00",
                        "currency",
                        "eur",
                        "description",
                        "Two tickets"))
                .post("/v1/orders"),
            201);

    assertThat(nameOf(named.getLong("id"))).isEqualTo("Two tickets");
    assertThat(nameOf(order())).isEqualTo("Paydesk");
  }

  private String nameOf(long order) {
    sandbox.clearRequests();
    begun(order);
    return sandbox.requests().stream()
        .filter(
            made ->
                made.method().equals("POST")
                    && made.path().equals("/v1/checkout/sessions")
                    && made.params().getOrDefault("metadata[paydesk_order]", "").equals("" + order))
        .map(made -> made.params().get("line_items[0][price_data][product_data][name]"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void thePageOfThePayersReturnReadsTheSessionByStripesId() {
    long order = order();
    var session = begun(order);
    var path = "/v1/checkout-sessions/" + session.getString("sessionId");

    asUser()
        .get(path)
        .then()
        .statusCode(200)
        .body("orderId", equalTo((int) order))
        .body("status", equalTo("pending"))
        .body("url", nullValue());
    as("somebody-else").get(path).then().statusCode(404);
    asService().get(path).then().statusCode(200);
    asUser().get("/v1/checkout-sessions/cs_test_nowhere").then().statusCode(404);
  }

  @Test
  void aDeclinedCardLeavesTheSessionOpenForAnother() {
    long order = order();
    var session = begun(order);

    pay(session, DECLINED_CARD);

    eventually(
        x ->
            assertThat(payment(session.getLong("paymentId")).getString("failure.code"))
                .isEqualTo("card_declined"));
    assertThat(paymentStatus(session.getLong("paymentId"))).isEqualTo("pending");
    pay(session, GOOD_CARD);
    eventuallyPaid(order);
  }

  @Test
  void aBankDebitIsProcessingUntilTheBankPays() {
    long order = order();
    var session = begun(order);
    sandbox.faults().banksWait(true);

    pay(session, BANK_THAT_PAYS);

    eventuallyIs(session.getLong("paymentId"), "processing");
    assertThat(orderStatus(order)).isEqualTo("pending");
    sandbox.faults().banksWait(false);
    eventuallyPaid(order);
  }

  @Test
  void aBankThatRefusesEndsThePaymentAndTheOrderCanBePaidAgain() {
    long order = order();
    var session = begun(order);

    pay(session, "pm_usBankAccount_insufficientFunds");

    eventuallyIs(session.getLong("paymentId"), "failed");
    assertThat(orderStatus(order)).isEqualTo("pending");
    var another = begun(order);
    assertThat(another.getLong("paymentId")).isNotEqualTo(session.getLong("paymentId"));
    pay(another, GOOD_CARD);
    eventuallyPaid(order);
  }

  @Test
  void aSessionThatStripeLetExpireIsCanceledAndTheOrderCanBePaidAgain() {
    long order = order();
    var session = begun(order);

    sandbox.checkout().expire(session.getString("sessionId"));

    eventuallyIs(session.getLong("paymentId"), "canceled");
    assertThat(orderStatus(order)).isEqualTo("pending");
    assertThat(begun(order).getString("sessionId")).isNotEqualTo(session.getString("sessionId"));
  }

  @Test
  void cancelingTheOrderExpiresItsSession() {
    long order = order();
    var session = begun(order);

    asService()
        .post("/v1/orders/" + order + "/cancel")
        .then()
        .statusCode(200)
        .body("status", equalTo("canceled"));

    assertThat(atStripe(session).path("status").asText()).isEqualTo("expired");
    assertThat(paymentStatus(session.getLong("paymentId"))).isEqualTo("canceled");
    ask(hosted(order))
        .then()
        .statusCode(409)
        .body("type", equalTo("urn:paydesk:problem:order-not-payable"));
  }

  @Test
  void cancelingThePaymentExpiresItsSession() {
    var session = begun(order());

    asUser()
        .post("/v1/payments/" + session.getLong("paymentId") + "/cancel")
        .then()
        .statusCode(200)
        .body("status", equalTo("canceled"));

    assertThat(atStripe(session).path("status").asText()).isEqualTo("expired");
  }

  @Test
  void aCompleteSessionWhosePayerPaysDaysLaterIsProcessing() {
    long order = order();
    var session = begun(order);
    pay(session, BANK_THAT_VERIFIES);
    eventuallyIs(session.getLong("paymentId"), "processing");
    assertThat(atStripe(session).path("status").asText()).isEqualTo("complete");

    sandbox.authenticate(atStripe(session).path("payment_intent").asText(), true);

    eventuallyPaid(order);
  }

  /** Stripe itself ends a complete session only when nothing has come of it. */
  @Test
  void anOrderIsCanceledOnceNothingComesOfItsCompleteSession() {
    long order = order();
    var session = begun(order);
    pay(session, BANK_THAT_VERIFIES);
    eventuallyIs(session.getLong("paymentId"), "processing");
    workedOff();

    for (int i = 0; i < 2; i++) {
      asService().post("/v1/orders/" + order + "/cancel").then().statusCode(202);
    }
    ask(hosted(order)).then().statusCode(409);
    sandbox.authenticate(atStripe(session).path("payment_intent").asText(), false);

    eventually(x -> assertThat(orderStatus(order)).isEqualTo("canceled"));
    assertThat(cancelsOf(atStripe(session).path("payment_intent").asText()))
        .hasSize(2)
        .doesNotHaveDuplicates();
  }

  @Test
  void anOrderThatIsBeingCanceledIsPaidIfTheMoneyOfItsCompleteSessionComesFirst() {
    long order = order();
    var session = begun(order);
    loseEvents();
    // The payer is faster than the end of the session.
    sandbox
        .faults()
        .happensBefore(
            "POST /v1/checkout/sessions/" + session.getString("sessionId"),
            () -> pay(session, BANK_THAT_VERIFIES));

    asService().post("/v1/orders/" + order + "/cancel").then().statusCode(202);

    var intent = atStripe(session).path("payment_intent").asText();
    assertThat(cancelsOf(intent))
        .hasSize(1)
        .doesNotContainAnyElementsOf(
            keysOf("/v1/checkout/sessions/" + session.getString("sessionId") + "/expire"));
    sandbox.faults().dropEvents(false);
    sandbox.authenticate(intent, true);
    eventuallyPaid(order);
  }

  private java.util.List<String> cancelsOf(String intent) {
    return keysOf("/v1/payment_intents/" + intent + "/cancel");
  }

  private java.util.List<String> keysOf(String path) {
    return sandbox.requests().stream()
        .filter(made -> made.path().equals(path))
        .map(made -> made.idempotencyKey())
        .toList();
  }

  @Test
  void aPayerWhoWasFasterThanTheCancelHasPaid() {
    long order = order();
    var session = begun(order);
    loseEvents();
    pay(session, GOOD_CARD);

    asService().post("/v1/orders/" + order + "/cancel").then().statusCode(409);

    assertThat(orderStatus(order)).isEqualTo("paid");
  }

  @Test
  void theSessionEndsWhenItWasAskedTo() {
    var session = json(ask(with(hosted(order()), "expiresIn", 3_600)), 201);

    var end = Instant.parse(session.getString("expiresAt"));
    assertThat(end)
        .isBetween(Instant.now().plusSeconds(3_000), Instant.now().plusSeconds(3_700))
        .isEqualTo(Instant.ofEpochSecond(atStripe(session).path("expires_at").asLong()));
  }

  @ParameterizedTest
  @ValueSource(ints = {1_800, 86_400})
  void stripeTakesTheShortestAndTheLongestSession(int seconds) {
    ask(with(hosted(order()), "expiresIn", seconds)).then().statusCode(201);
  }

  @Test
  void theWayOfPayingIsKeptWhereThatIsAskedFor() {
    long order = order();
    var session = json(ask(with(hosted(order), "savePaymentMethod", true)), 201);
    pay(session, GOOD_CARD);
    eventuallyPaid(order);

    assertThat(intentOf(session.getLong("paymentId")).path("setup_future_usage").asText())
        .isEqualTo("off_session");
    var payment = payment(session.getLong("paymentId"));
    assertThat(payment.getBoolean("savePaymentMethod")).isTrue();
    assertThat(
            tables()
                .text("select consent_by from payment where id = ?", session.getLong("paymentId")))
        .isEqualTo(user);
    asUser()
        .get("/v1/users/" + user + "/payment-methods")
        .then()
        .statusCode(200)
        .body("data.id", equalTo(java.util.List.of(payment.getString("paymentMethodId"))))
        .body("data.offSession", equalTo(java.util.List.of(true)));
  }

  @Test
  void aSessionsMoneyGoesBackLikeAnyOther() {
    long order = order();
    var session = begun(order);
    pay(session, GOOD_CARD);
    eventuallyPaid(order);

    asAdmin()
        .header("Idempotency-Key", java.util.UUID.randomUUID().toString())
        .body(Map.of("paymentId", session.getLong("paymentId")))
        .post("/v1/refunds")
        .then()
        .statusCode(201);

    eventually(x -> assertThat(orderStatus(order)).isEqualTo("refunded"));
  }
}
