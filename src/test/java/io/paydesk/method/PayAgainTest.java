package io.paydesk.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.paydesk.reconcile.DueRound;
import io.paydesk.stripe.StripePace;
import io.paydesk.testing.http.Answer;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A payer pays with a method that they have saved, in one click. */
@QuarkusTest
class PayAgainTest extends SavedMethodTest {

  private static final String INTENTS = "POST /v1/payment_intents";

  @Inject DueRound dueRound;
  @Inject StripePace pace;

  private String card;

  @BeforeEach
  void aCardIsSaved() {
    card = attached(user, "pm_card_visa");
  }

  @AfterEach
  void pauseAgain() {
    pace.pauseBeforeRepeats(true);
  }

  private List<String> keysOf(String intent) {
    return sandbox.requests().stream()
        .filter(r -> r.path().equals("/v1/payment_intents/" + intent + "/confirm"))
        .map(r -> r.idempotencyKey())
        .distinct()
        .toList();
  }

  private long paymentOf(long order) {
    return tables().number("select max(id) from payment where order_id = ?", order);
  }

  private String intentIdOf(long order) {
    return tables().text("select payment_intent_id from payment where id = ?", paymentOf(order));
  }

  private void nothingIsLeftToDo(long order) {
    assertThat(
            tables()
                .number(
                    "select count(*) from payment where order_id = ? and change_key is not null",
                    order))
        .isZero();
  }

  @Test
  void oneClickPaysTheOrder() {
    long order = order();

    pay(order, card)
        .then()
        .statusCode(201)
        .body("status", equalTo("succeeded"))
        .body("requiresAction", equalTo(false))
        .body("failure", nullValue());

    assertThat(orderStatus(order)).isEqualTo("paid");
    assertThat(payment(paymentOf(order)).getString("paymentMethodId")).isEqualTo(card);
    assertThat(charges(order)).isEqualTo(1);
    nothingIsLeftToDo(order);
  }

  @Test
  void theKeyAndTheParametersAreCommittedBeforeTheMethodIsCharged() {
    long order = order();
    sandbox.clearRequests();
    sandbox
        .faults()
        .happensBefore(
            INTENTS + "/",
            () ->
                assertThat(
                        tables()
                            .text("select change_request from payment where order_id = ?", order))
                    .contains(card));

    pay(order, card).then().statusCode(201);

    assertThat(keysOf(intentIdOf(order))).hasSize(1).doesNotContainNull();
  }

  @Test
  void aMethodOfAnotherUserPaysNothingAndNothingBegins() {
    long order = order();
    var theirs = attached("rich-" + UUID.randomUUID(), "pm_card_visa");

    for (var method : List.of(theirs, "pm_unknown", "../charges")) {
      pay(order, method)
          .then()
          .statusCode(404)
          .body("type", equalTo("urn:paydesk:problem:payment-method-not-found"));
    }
    assertThat(tables().number("select count(*) from payment where order_id = ?", order)).isZero();
    // Nor may the shop pay one user's order with another's card.
    asService().body(paying(order, theirs)).post("/v1/payments").then().statusCode(404);
  }

  @Test
  void aMethodThatWasRemovedPaysNothing() {
    asUser().delete(methods() + "/" + card).then().statusCode(204);

    pay(order(), card).then().statusCode(404);
  }

  @Test
  void aPaymentThatHasBegunIsPaidWithTheMethodAndNoSecondOneBegins() {
    long order = order();
    long begun = started(order).getLong("id");

    pay(order, card)
        .then()
        .statusCode(200)
        .body("id", equalTo((int) begun))
        .body("status", equalTo("succeeded"));

    assertThat(intents(order)).isEqualTo(1);
    assertThat(orderStatus(order)).isEqualTo("paid");
  }

  @Test
  void aDeclinedCardLeavesThePaymentPendingWithItsFailureAndAnotherPays() {
    long order = order();
    var declining = attached(user, "pm_card_chargeCustomerFail");

    pay(order, declining)
        .then()
        .statusCode(201)
        .body("status", equalTo("pending"))
        .body("failure.code", equalTo("card_declined"))
        .body("requiresAction", equalTo(false))
        .body("clientSecret", notNullValue());
    nothingIsLeftToDo(order);
    // Asking for the secret tries nothing again.
    sandbox.clearRequests();
    start(order).then().statusCode(200).body("failure.code", equalTo("card_declined"));
    assertThat(keysOf(intentIdOf(order))).isEmpty();

    pay(order, card).then().statusCode(200).body("status", equalTo("succeeded"));
    assertThat(charges(order)).isEqualTo(1);
  }

  @Test
  void whereTheBankAsksTheAnswerHasTheSecretAndASecondClickAsksNoSecondTime() {
    long order = order();
    var asking = attached(user, "pm_card_authenticationRequired");
    sandbox.clearRequests();

    var first = json(pay(order, asking), 201);
    assertThat(first.getBoolean("requiresAction")).isTrue();
    assertThat(first.getString("clientSecret")).isNotNull();
    assertThat(first.getString("status")).isEqualTo("pending");
    pay(order, asking).then().statusCode(200).body("requiresAction", equalTo(true));
    assertThat(keysOf(first.getString("paymentIntentId"))).hasSize(1);

    sandbox.authenticate(first.getString("paymentIntentId"), true);
    eventuallyPaid(order);
  }

  @Test
  void whileTheBankAsksAnotherMethodPays() {
    long order = order();
    json(pay(order, attached(user, "pm_card_authenticationRequired")), 201);

    pay(order, card).then().statusCode(200).body("status", equalTo("succeeded"));
    assertThat(charges(order)).isEqualTo(1);
    assertThat(intents(order)).isEqualTo(1);
  }

  @Test
  void manyClicksAtOnceChargeOnce() throws Exception {
    long order = order();
    var pool = Executors.newFixedThreadPool(6);
    try {
      Callable<Answer> click = () -> pay(order, card);
      pool.invokeAll(IntStream.range(0, 6).mapToObj(n -> click).toList());
    } finally {
      pool.shutdownNow();
    }

    eventuallyPaid(order);
    assertThat(intents(order)).isEqualTo(1);
    assertThat(charges(order)).isEqualTo(1);
    assertThat(keysOf(intentIdOf(order))).hasSize(1);
  }

  @Test
  void clicksOnTwoMethodsAtOnceChargeOnce() throws Exception {
    long order = order();
    var other = attached(user, "pm_card_mastercard");
    var pool = Executors.newFixedThreadPool(6);
    try {
      pool.invokeAll(
          IntStream.range(0, 6)
              .<Callable<Answer>>mapToObj(n -> () -> pay(order, n % 2 == 0 ? card : other))
              .toList());
    } finally {
      pool.shutdownNow();
    }

    eventuallyPaid(order);
    assertThat(intents(order)).isEqualTo(1);
    assertThat(charges(order)).isEqualTo(1);
  }

  @Test
  void aLostAnswerOfAConfirmationIsFoundPaidAndChargesOnce() {
    pace.pauseBeforeRepeats(false);
    long order = order();
    started(order);
    loseEvents();
    sandbox.faults().timeoutAfterWorkNext(INTENTS + "/", 4);

    pay(order, card).then().statusCode(503);
    sandbox.faults().answerAgain();
    // The payer's second click, with nothing known of the first.
    pay(order, card).then().statusCode(200).body("status", equalTo("succeeded"));

    assertThat(charges(order)).isEqualTo(1);
    assertThat(keysOf(intentIdOf(order))).hasSize(1);
    nothingIsLeftToDo(order);
  }

  @Test
  void afterACrashBeforeStripeWasAskedARoundCarriesTheClickOut() {
    long order = order();
    long payment = started(order).getLong("id");
    asks(payment, card);

    dueRound.runNow(payment);

    assertThat(paymentStatus(payment)).isEqualTo("succeeded");
    assertThat(charges(order)).isEqualTo(1);
  }

  /** The row as a process leaves it that dies before it calls Stripe. */
  private void asks(long payment, String method) {
    tables()
        .change(
            """
            update payment set change_key = gen_random_uuid(), change_since = now(),
              change_request = ? where id = ?
            """,
            """
            {"paymentMethod":"%s","offSession":false,"futureUsage":null,"returnUrl":"https://shop.example/paid"}"""
                .formatted(method),
            payment);
  }

  @Test
  void afterACrashBeforeTheCommitTheSameKeyFindsWhatStripeDid() {
    long order = order();
    pay(order, card).then().statusCode(201);
    long payment = paymentOf(order);
    workedOff();
    tables().change("update orders set status = 'pending' where id = ?", order);
    tables()
        .change(
            """
            update payment set status = 'created', payment_intent_id = null, stripe_status = null,
              observed_at = null, amount_received = 0, succeeded_at = null,
              change_key = gen_random_uuid(), change_since = now(),
              change_request = '{"paymentMethod":"%s","offSession":false,"futureUsage":null,"returnUrl":"https://shop.example/paid"}'
            where id = ?
            """
                .formatted(card),
            payment);

    dueRound.runNow(payment);

    assertThat(paymentStatus(payment)).isEqualTo("succeeded");
    assertThat(orderStatus(order)).isEqualTo("paid");
    assertThat(charges(order)).isEqualTo(1);
    assertThat(intents(order)).isEqualTo(1);
    nothingIsLeftToDo(order);
  }

  @Test
  void aClickThatStripeHasNotHeardOfForSomeMinutesChargesNobodyAnyMore() {
    long order = order();
    long payment = started(order).getLong("id");
    asks(payment, card);
    minutesAgo(payment, 11);

    dueRound.runNow(payment);

    assertThat(paymentStatus(payment)).isEqualTo("pending");
    assertThat(charges(order)).isZero();
    nothingIsLeftToDo(order);
  }

  @Test
  void aSecondClickAfterSomeMinutesIsANewOne() {
    long order = order();
    long payment = started(order).getLong("id");
    asks(payment, card);
    minutesAgo(payment, 11);

    pay(order, card).then().statusCode(200).body("status", equalTo("succeeded"));

    assertThat(charges(order)).isEqualTo(1);
  }

  private void minutesAgo(long payment, int minutes) {
    tables()
        .change(
            "update payment set change_since = now() - make_interval(mins => ?) where id = ?",
            minutes,
            payment);
  }

  @Test
  void aWishToSaveDoesNotReplaceAClickUnderWay() {
    long order = order();
    long payment = started(order).getLong("id");
    asks(payment, card);

    asUser().body(Map.of("orderId", order, "savePaymentMethod", true)).post("/v1/payments");

    assertThat(paymentStatus(payment)).isEqualTo("succeeded");
    assertThat(charges(order)).isEqualTo(1);
    assertThat(payment(payment).getBoolean("savePaymentMethod")).isTrue();
  }

  @Test
  void aWishToSaveDoesNotReplaceTheShopsChargeUnderWay() {
    long order = order();
    long payment = started(order).getLong("id");
    asks(payment, card);
    tables()
        .change(
            "update payment set change_request = replace(change_request, '\"offSession\":false',"
                + " '\"offSession\":true') where id = ?",
            payment);

    asUser().body(Map.of("orderId", order, "savePaymentMethod", true)).post("/v1/payments");

    assertThat(paymentStatus(payment)).isEqualTo("succeeded");
    assertThat(tables().text("select consent_by from payment where id = ?", payment)).isNull();
  }

  @Test
  void whileABankDecidesThePayerCanStillTakeBackTheConsent() {
    var body = Map.of("userId", user, "price", "9.99", "currency", "usd", "capture", "manual");
    long order = json(asService().body(body).post("/v1/orders"), 201).getLong("id");
    var begun =
        json(
            asUser().body(Map.of("orderId", order, "savePaymentMethod", true)).post("/v1/payments"),
            201);
    sandbox.confirm(begun.getString("paymentIntentId"), "4242424242424242");
    eventually(x -> assertThat(paymentStatus(begun.getLong("id"))).isEqualTo("authorized"));

    saving(order, false);

    assertThat(payment(begun.getLong("id")).getBoolean("savePaymentMethod")).isFalse();
  }

  @Test
  void aWishToSaveThatStripeRefusesIsNoConsentAndNoFailure() {
    long order = order();
    long payment = started(order).getLong("id");
    sandbox.faults().failNext(INTENTS + "/", 400, 1);

    saving(order, true);

    assertThat(tables().text("select consent_by from payment where id = ?", payment)).isNull();
    assertThat(payment(payment).getString("failure.code")).isNull();
    assertThat(payment(payment).getString("failure.message")).isNull();
    nothingIsLeftToDo(order);
  }

  @Test
  void aNewRefusalIsShownAndNotThatOfAnEarlierAttempt() {
    long order = order();
    pay(order, attached(user, "pm_card_chargeCustomerFail"))
        .then()
        .body("failure.code", equalTo("card_declined"));
    sandbox.faults().failNext(INTENTS + "/", 400, 1);

    pay(order, card).then().statusCode(200).body("failure.message", equalTo("Invalid request."));
  }

  @Test
  void aStoredServerErrorOfAConfirmationIsAskedAnewAndChargesOnce() {
    pace.pauseBeforeRepeats(false);
    long order = order();
    started(order);
    loseEvents();
    sandbox.faults().failAfterWorkNext(INTENTS + "/", 500, 1);

    pay(order, card);
    dueRound.reconcileNow(paymentOf(order));

    assertThat(orderStatus(order)).isEqualTo("paid");
    assertThat(charges(order)).isEqualTo(1);
  }

  @Test
  void aCancelGoesBeforeAClickThatIsNotCarriedOut() {
    long order = order();
    long payment = started(order).getLong("id");
    asks(payment, card);

    asUser().post("/v1/payments/" + payment + "/cancel").then().statusCode(200);

    assertThat(paymentStatus(payment)).isEqualTo("canceled");
    assertThat(charges(order)).isZero();
  }

  @Test
  void whatIsOverHasNothingLeftToDoWhoeverEndedIt() {
    long order = order();
    long payment = started(order).getLong("id");
    asks(payment, card);

    sandbox.cancelAtDashboard(intentIdOf(order));

    eventually(x -> assertThat(paymentStatus(payment)).isEqualTo("canceled"));
    nothingIsLeftToDo(order);
    long another = order();
    long paid = started(another).getLong("id");
    asks(paid, card);
    sandbox.confirm(intentIdOf(another), "4242424242424242");
    eventually(x -> assertThat(paymentStatus(paid)).isEqualTo("succeeded"));
    nothingIsLeftToDo(another);
  }

  @Test
  void anIdempotencyKeyAnswersAClickAgainAfterItHasPaid() {
    long order = order();
    var key = UUID.randomUUID();
    var first =
        json(
            asUser().header("Idempotency-Key", key).body(paying(order, card)).post("/v1/payments"),
            201);

    asUser()
        .header("Idempotency-Key", key)
        .body(paying(order, card))
        .post("/v1/payments")
        .then()
        .statusCode(201)
        .body("id", equalTo(first.getInt("id")))
        .body("status", equalTo("succeeded"));
    pay(order, card)
        .then()
        .statusCode(409)
        .body("type", equalTo("urn:paydesk:problem:order-already-paid"));
    assertThat(charges(order)).isEqualTo(1);
  }

  @Test
  void aSavedBankAccountIsProcessingFirst() {
    long order = order();
    sandbox.faults().banksWait(true);

    pay(order, attached(user, "pm_usBankAccount_success"))
        .then()
        .statusCode(201)
        .body("status", equalTo("processing"));
    // While the bank decides, a click changes nothing.
    pay(order, card).then().statusCode(200).body("status", equalTo("processing"));
    sandbox.faults().banksWait(false);
    eventuallyPaid(order);
    assertThat(charges(order)).isEqualTo(1);
  }

  @Test
  void whatStripeRefusesWithoutABankIsTheFailure() {
    long order = order("1.00", "eur");
    started(order);
    sandbox.faults().failNext(INTENTS + "/", 400, 1);

    pay(order, card)
        .then()
        .statusCode(200)
        .body("status", equalTo("pending"))
        .body("failure.message", equalTo("Invalid request."));
    nothingIsLeftToDo(order);
  }

  @Test
  void aPayerSavesTheCardThatTheyPayWithAndPaysAgainWithIt() {
    long first = order();
    var begun =
        json(
            asUser().body(Map.of("orderId", first, "savePaymentMethod", true)).post("/v1/payments"),
            201);
    sandbox.confirm(begun.getString("paymentIntentId"), "5555555555554444");
    eventuallyPaid(first);

    assertThat(payment(begun.getLong("id")).getBoolean("savePaymentMethod")).isTrue();
    var saved = payment(begun.getLong("id")).getString("paymentMethodId");
    assertThat(methodsNow().getList("data.id", String.class)).contains(saved);
    assertThat(methodsNow().getBoolean("data[0].offSession")).isTrue();
    pay(order(), saved).then().statusCode(201).body("status", equalTo("succeeded"));
  }

  @Test
  void whetherTheCardIsSavedChangesWithThePaymentThatHasBegun() {
    long order = order();
    var begun = started(order);
    var intent = begun.getString("paymentIntentId");

    saving(order, true);
    assertThat(sandbox.paymentIntent(intent).path("setup_future_usage").asText())
        .isEqualTo("off_session");
    assertThat(tables().text("select consent_by from payment where order_id = ?", order))
        .isEqualTo(user);
    // Saying nothing leaves it.
    start(order).then().statusCode(200);
    assertThat(sandbox.paymentIntent(intent).path("setup_future_usage").asText())
        .isEqualTo("off_session");
    saving(order, false);
    assertThat(sandbox.paymentIntent(intent).path("setup_future_usage").isNull()).isTrue();
    assertThat(tables().text("select consent_by from payment where order_id = ?", order)).isNull();
    nothingIsLeftToDo(order);
  }

  private void saving(long order, boolean save) {
    asUser()
        .body(Map.of("orderId", order, "savePaymentMethod", save))
        .post("/v1/payments")
        .then()
        .statusCode(200);
  }

  @Test
  void aWishToSaveThatStripeHasNotHeardOfIsCarriedOutLater() {
    pace.pauseBeforeRepeats(false);
    long order = order();
    long payment = started(order).getLong("id");
    sandbox.faults().failNext(INTENTS + "/", 429, 10);
    asUser()
        .body(Map.of("orderId", order, "savePaymentMethod", true))
        .post("/v1/payments")
        .then()
        .statusCode(503);
    sandbox.faults().answerAgain();

    dueRound.runNow(payment);

    assertThat(sandbox.paymentIntent(intentIdOf(order)).path("setup_future_usage").asText())
        .isEqualTo("off_session");
    nothingIsLeftToDo(order);
  }

  @Test
  void aSavedCardIsOnlyHeldWhereTheOrderIsCapturedLater() {
    var body = Map.of("userId", user, "price", "9.99", "currency", "usd", "capture", "manual");
    long order = json(asService().body(body).post("/v1/orders"), 201).getLong("id");

    pay(order, card).then().statusCode(201).body("status", equalTo("authorized"));
    // A second click changes nothing: the bank holds the money.
    pay(order, card).then().statusCode(200).body("status", equalTo("authorized"));
    nothingIsLeftToDo(order);
    assertThat(intents(order)).isEqualTo(1);
  }

  @Test
  void aCheckoutSessionEndsBeforeASavedCardPays() {
    long order = order();
    asUser()
        .body(
            Map.of(
                "orderId",
                order,
                "surface",
                "hosted",
                "successUrl",
                "https://shop.example/pay/thanks"))
        .post("/v1/checkout-sessions")
        .then()
        .statusCode(201);

    pay(order, card).then().statusCode(201).body("status", equalTo("succeeded"));
    eventuallyPaid(order);
    assertThat(charges(order)).isEqualTo(1);
  }

  @Test
  void aRequestThatContradictsItselfIsRefused() {
    long order = order();
    asUser()
        .body(Map.of("orderId", order, "paymentMethodId", card, "savePaymentMethod", true))
        .post("/v1/payments")
        .then()
        .statusCode(400)
        .body("type", equalTo("urn:paydesk:problem:invalid-request"));
    asService()
        .body(Map.of("orderId", order, "offSession", true))
        .post("/v1/payments")
        .then()
        .statusCode(400);
  }

  @Test
  void aSlowFirstClickAndAQuickSecondOneChargeOnce() throws Exception {
    long order = order();
    started(order);
    sandbox.faults().holdNext(INTENTS + "/", Duration.ofMillis(600), 1);
    var pool = Executors.newFixedThreadPool(2);
    try {
      var slow = pool.submit(() -> pay(order, card));
      eventually(
          x ->
              assertThat(
                      tables()
                          .number(
                              "select count(*) from payment where order_id = ? and change_key is not"
                                  + " null",
                              order))
                  .isEqualTo(1));
      pay(order, card);
      slow.get();
    } finally {
      pool.shutdownNow();
    }

    eventuallyPaid(order);
    assertThat(charges(order)).isEqualTo(1);
    assertThat(keysOf(intentIdOf(order))).hasSize(1);
  }
}
