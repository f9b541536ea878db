package io.paydesk.refund;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.paydesk.reconcile.DueRound;
import io.paydesk.testing.PaydeskTest;
import io.paydesk.testing.http.Answer;
import io.paydesk.testing.http.AnswerCheck;
import io.paydesk.testing.http.Request;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class RefundingTest extends PaydeskTest {

  private static final String CREATE = "POST /v1/refunds";

  @Inject DueRound dueRound;

  private long order;
  private long payment;
  private String intent;

  @AfterEach
  void release() {
    sandbox.holdRefunds(false);
  }

  /** An order of 100.00 whose money has come. */
  private long paid(String card) {
    order = order("100.00", "usd");
    var started = started(order);
    payment = started.getLong("id");
    intent = started.getString("paymentIntentId");
    sandbox.confirm(intent, card);
    eventuallyPaid(order);
    return payment;
  }

  private long paid() {
    return paid("4242424242424242");
  }

  private static Request keyed(Request who, String key) {
    return who.header("Idempotency-Key", key);
  }

  private Answer refund(String body) {
    return keyed(asAdmin(), UUID.randomUUID().toString()).body(body).post("/v1/refunds");
  }

  private Answer refund(long amount) {
    return refund("{\"paymentId\": %d, \"refundAmount\": %d}".formatted(payment, amount));
  }

  private Answer refundAll() {
    return refund("{\"paymentId\": %d}".formatted(payment));
  }

  private static AnswerCheck isRefused(Answer answer, int status, String name) {
    return answer.then().statusCode(status).body("type", equalTo("urn:paydesk:problem:" + name));
  }

  private long refundedAtStripe() {
    return sandbox
        .events(event -> event.path("type").textValue().equals("charge.refunded"))
        .stream()
        .map(event -> event.at("/data/object"))
        .filter(charge -> intent.equals(charge.path("payment_intent").textValue()))
        .mapToLong(charge -> charge.path("amount_refunded").longValue())
        .max()
        .orElse(0);
  }

  private String refundStatus(long id) {
    return tables().text("select status from refund where id = ?", id);
  }

  @Test
  void inPartsTheOrderIsPartlyRefundedAndThenRefunded() {
    paid();

    refund(2500)
        .then()
        .statusCode(201)
        .body("status", equalTo("succeeded"))
        .body("refundAmount", equalTo(2500))
        .body("price", equalTo("25.00"))
        .body("currency", equalTo("usd"))
        .body("origin", equalTo("paydesk"))
        .body("paymentId", equalTo((int) payment))
        .body("orderId", equalTo((int) order))
        .body("userId", equalTo(user))
        .body("callbackProcessed", equalTo(true))
        .body("refundId", notNullValue())
        .body("warning", nullValue());
    assertThat(orderStatus(order)).isEqualTo("partially_refunded");
    assertThat(paymentStatus(payment)).isEqualTo("partially_refunded");
    assertThat(payment(payment).getLong("amountRefunded")).isEqualTo(2500);

    refund(7500).then().statusCode(201);
    assertThat(orderStatus(order)).isEqualTo("refunded");
    assertThat(paymentStatus(payment)).isEqualTo("refunded");
    assertThat(refundedAtStripe()).isEqualTo(10_000);
  }

  @Test
  void withoutAnAmountWhatRemainsGoesBack() {
    paid();
    refund(1).then().statusCode(201);

    refundAll().then().statusCode(201).body("refundAmount", equalTo(9999));

    assertThat(orderStatus(order)).isEqualTo("refunded");
  }

  @Test
  void stripeGetsTheReasonAndOurMarks() {
    paid();

    var id =
        refund(
                "{\"paymentId\": %d, \"reason\": \"duplicate\", \"currency\": \"USD\"}"
                    .formatted(payment))
            .then()
            .statusCode(201)
            .body("reason", equalTo("duplicate"))
            .extract()
            .jsonPath();

    var atStripe = sandbox.refund(id.getString("refundId"));
    assertThat(atStripe.path("reason").textValue()).isEqualTo("duplicate");
    assertThat(atStripe.at("/metadata/paydesk_uuid").textValue())
        .isEqualTo(tables().text("select uuid from refund where id = ?", id.getLong("id")));
    assertThat(atStripe.at("/metadata/paydesk_installation").textValue())
        .isEqualTo(tables().text("select id from installation"));
  }

  @Test
  void onlyAnAdminMayRefund() {
    paid();
    var body = "{\"paymentId\": %d}".formatted(payment);

    keyed(asUser(), "a").body(body).post("/v1/refunds").then().statusCode(403);
    keyed(asService(), "a").body(body).post("/v1/refunds").then().statusCode(403);

    assertThat(refundedAtStripe()).isZero();
    assertThat(tables().number("select count(*) from refund where payment_id = ?", payment))
        .isZero();
  }

  @Test
  void withoutAnIdempotencyKeyNothingIsRefunded() {
    paid();

    isRefused(
        asAdmin().body("{\"paymentId\": %d}".formatted(payment)).post("/v1/refunds"),
        400,
        "idempotency-key-missing");

    assertThat(refundedAtStripe()).isZero();
  }

  @Test
  void tenRefundsOf30AtOnceOfAPaymentOf100AreThree() throws Exception {
    paid();
    var answers = atOnce(10, () -> refund(3000));

    assertThat(answers).filteredOn(answer -> answer.statusCode() == 201).hasSize(3);
    assertThat(answers)
        .filteredOn(answer -> answer.statusCode() != 201)
        .hasSize(7)
        .allSatisfy(
            answer ->
                isRefused(answer, 422, "refund-exceeds-remaining")
                    .body("captured", equalTo(10_000)));
    assertThat(refundedAtStripe()).isEqualTo(9000);
    assertThat(payment(payment).getLong("amountRefunded")).isEqualTo(9000);
  }

  private Answer refundOf(long amount, long remaining) {
    return refund(
        "{\"paymentId\": %d, \"refundAmount\": %d, \"remaining\": %d}"
            .formatted(payment, amount, remaining));
  }

  @Test
  void whoReadThePaymentBeforeAnotherRefundIsToldWhatRemainsNow() {
    paid();
    refundOf(2500, 10_000).then().statusCode(201);

    isRefused(refundOf(2500, 10_000), 409, "refund-overtaken")
        .body("detail", containsString("75.00"))
        .body("asked", equalTo(10_000))
        .body("succeeded", equalTo(2500))
        .body("remaining", equalTo(7500));

    assertThat(refundedAtStripe()).isEqualTo(2500);
    refundOf(2500, 7500).then().statusCode(201);
    assertThat(refundedAtStripe()).isEqualTo(5000);
  }

  @Test
  void ofTwoWhoReadTheSameOneRefunds() throws Exception {
    paid();
    var answers = atOnce(2, () -> refundOf(2500, 10_000));

    assertThat(answers).filteredOn(answer -> answer.statusCode() == 201).hasSize(1);
    assertThat(answers)
        .filteredOn(answer -> answer.statusCode() != 201)
        .hasSize(1)
        .allSatisfy(answer -> isRefused(answer, 409, "refund-overtaken"));
    assertThat(refundedAtStripe()).isEqualTo(2500);
  }

  @Test
  void whatSomebodyReadIsNoMatterForTheSameRequestAgain() {
    paid();
    var key = UUID.randomUUID().toString();
    var body = Map.of("paymentId", payment, "refundAmount", 2500, "remaining", 10_000);
    long first = json(keyed(asAdmin(), key).body(body).post("/v1/refunds"), 201).getLong("id");

    assertThat(json(keyed(asAdmin(), key).body(body).post("/v1/refunds"), 201).getLong("id"))
        .isEqualTo(first);
  }

  @Test
  void lessThanNothingCannotRemain() {
    paid();
    isRefused(refundOf(2500, -1), 400, "invalid-request");
  }

  @Test
  void aRepeatedRequestIsOneRefund() throws Exception {
    paid();
    var key = UUID.randomUUID().toString();
    var body = "{\"paymentId\": %d, \"refundAmount\": 1000}".formatted(payment);

    var answers = atOnce(6, () -> keyed(asAdmin(), key).body(body).post("/v1/refunds"));
    assertThat(answers).allSatisfy(answer -> assertThat(answer.statusCode()).isIn(201, 409));
    keyed(asAdmin(), key)
        .body(body)
        .post("/v1/refunds")
        .then()
        .statusCode(201)
        .header("Idempotency-Replayed", "true");

    assertThat(refundedAtStripe()).isEqualTo(1000);
    assertThat(tables().number("select count(*) from refund where payment_id = ?", payment))
        .isEqualTo(1);
    isRefused(
        keyed(asAdmin(), key)
            .body("{\"paymentId\": %d, \"refundAmount\": 1001}".formatted(payment))
            .post("/v1/refunds"),
        422,
        "idempotency-key-reused");
  }

  private static List<Answer> atOnce(int number, Callable<Answer> call) throws Exception {
    var pool = Executors.newFixedThreadPool(number);
    try {
      var answers = new ArrayList<Answer>();
      for (var answer : pool.invokeAll(Collections.nCopies(number, call))) {
        answers.add(answer.get());
      }
      return answers;
    } finally {
      pool.shutdown();
    }
  }

  @Test
  void aLostAnswerIsUnknownHoldsItsAmountAndIsFoundByTheSameKey() {
    paid();
    loseEvents();
    sandbox.faults().timeoutAfterWorkNext(CREATE, 2);
    var key = UUID.randomUUID().toString();
    var body = "{\"paymentId\": %d, \"refundAmount\": 6000}".formatted(payment);

    keyed(asAdmin(), key)
        .body(body)
        .post("/v1/refunds")
        .then()
        .statusCode(202)
        .body("status", equalTo("unknown"))
        .body("refundId", nullValue());
    isRefused(refund(5000), 422, "refund-exceeds-remaining")
        .body("pending", equalTo(6000))
        .body("succeeded", equalTo(0))
        .body("remaining", equalTo(4000))
        .body("asked", equalTo(5000));
    assertThat(orderStatus(order)).isEqualTo("paid");

    keyed(asAdmin(), key)
        .body(body)
        .post("/v1/refunds")
        .then()
        .statusCode(201)
        .body("status", equalTo("succeeded"));
    assertThat(refundedAtStripe()).isEqualTo(6000);
    assertThat(orderStatus(order)).isEqualTo("partially_refunded");
  }

  @Test
  void aRoundOfChecksEndsAnUnknownRefundEvenIfItNeverReachedStripe() {
    paid();
    loseEvents();
    sandbox.faults().failNext(CREATE, 429, 4);
    long id = refund(1000).then().statusCode(202).extract().jsonPath().getLong("id");
    assertThat(refundedAtStripe()).isZero();
    sandbox.faults().clear();

    dueRound.refundNow(id);

    assertThat(refundStatus(id)).isEqualTo("succeeded");
    assertThat(refundedAtStripe()).isEqualTo(1000);
    assertThat(orderStatus(order)).isEqualTo("partially_refunded");
  }

  @Test
  void aDayLaterARefundIsLookedForBeforeItIsMadeAgain() {
    paid();
    loseEvents();
    sandbox.faults().resetAfterWorkNext(CREATE, 4);
    long made = refund(1000).then().statusCode(202).extract().jsonPath().getLong("id");
    // Otherwise the rest of the fault would hit the next request.
    sandbox.faults().answerAgain();
    sandbox.faults().failNext(CREATE, 429, 4);
    long lost = refund(2000).then().statusCode(202).extract().jsonPath().getLong("id");
    sandbox.faults().clear();
    tables()
        .change(
            "update refund set idempotency_key_since = now() - interval '30 hours' where payment_id = ?",
            payment);

    dueRound.refundNow(made);
    dueRound.refundNow(lost);
    assertThat(refundStatus(made)).isEqualTo("succeeded");
    // The last attempt with the old key may have succeeded just now.
    assertThat(refundStatus(lost)).isEqualTo("unknown");
    tables()
        .change(
            "update refund set key_spent_at = key_spent_at - interval '11 minutes' where id = ?",
            lost);
    dueRound.refundNow(lost);

    assertThat(refundStatus(lost)).isEqualTo("succeeded");
    assertThat(refundedAtStripe()).isEqualTo(3000);
  }

  @Test
  void theWebhookMayComeBeforeOurOwnAnswer() {
    paid();
    sandbox.faults().resetAfterWorkNext(CREATE, 4);

    long id = refund(1000).then().extract().jsonPath().getLong("id");

    eventually(x -> assertThat(refundStatus(id)).isEqualTo("succeeded"));
    assertThat(tables().number("select count(*) from refund where payment_id = ?", payment))
        .isEqualTo(1);
    assertThat(orderStatus(order)).isEqualTo("partially_refunded");
  }

  @Test
  void aPaymentWithoutMoneyCannotBeRefunded() {
    order = order("100.00", "usd");
    payment = started(order).getLong("id");

    isRefused(refundAll(), 409, "payment-not-settled")
        .body("paymentStatus", equalTo("pending"))
        .body("paymentId", equalTo((int) payment));
    asUser().post("/v1/payments/" + payment + "/cancel").then().statusCode(200);
    isRefused(refundAll(), 409, "payment-not-settled").body("paymentStatus", equalTo("canceled"));
  }

  @Test
  void zeroAndTooLargeAmountsAreRefusedWithTheNumbers() {
    paid();
    isRefused(refund(10_001), 422, "refund-exceeds-remaining").body("remaining", equalTo(10_000));
    refund(4000).then().statusCode(201);
    isRefused(refund(6001), 422, "refund-exceeds-remaining")
        .body("captured", equalTo(10_000))
        .body("succeeded", equalTo(4000))
        .body("pending", equalTo(0))
        .body("remaining", equalTo(6000))
        .body("asked", equalTo(6001))
        .body("currency", equalTo("usd"));
    refundAll().then().statusCode(201);

    isRefused(refund(1), 422, "nothing-to-refund")
        .body("captured", equalTo(10_000))
        .body("succeeded", equalTo(10_000))
        .body("remaining", equalTo(0));
    isRefused(refundAll(), 422, "nothing-to-refund");
    assertThat(refundedAtStripe()).isEqualTo(10_000);
  }

  @Test
  void aPendingRefundHoldsItsAmountAndCountsOnceItSucceeds() {
    sandbox.holdRefunds(true);
    paid("4000000000007726");

    var refund =
        refund(4000)
            .then()
            .statusCode(201)
            .body("status", equalTo("pending"))
            .body("pendingReason", notNullValue())
            .body("callbackProcessed", equalTo(false))
            .extract()
            .jsonPath();
    assertThat(orderStatus(order)).isEqualTo("paid");
    isRefused(refund(6001), 422, "refund-exceeds-remaining").body("pending", equalTo(4000));

    sandbox.refundSucceeds(refund.getString("refundId"));

    eventually(x -> assertThat(orderStatus(order)).isEqualTo("partially_refunded"));
    asUser()
        .get("/v1/refunds/" + refund.getLong("id"))
        .then()
        .body("status", equalTo("succeeded"))
        .body("pendingReason", nullValue())
        .body("callbackProcessed", equalTo(true));
  }

  @Test
  void aRefundThatFailsLaterGivesTheAmountBackAndSaysWhy() {
    sandbox.holdRefunds(true);
    paid();
    var refund = refundAll().then().statusCode(201).extract().jsonPath();
    assertThat(orderStatus(order)).isEqualTo("refunded");

    sandbox.refundFails(refund.getString("refundId"), "lost_or_stolen_card");

    eventually(x -> assertThat(orderStatus(order)).isEqualTo("paid"));
    assertThat(paymentStatus(payment)).isEqualTo("succeeded");
    assertThat(payment(payment).getLong("amountRefunded")).isZero();
    asUser()
        .get("/v1/refunds/" + refund.getLong("id"))
        .then()
        .body("status", equalTo("failed"))
        .body("failure.reason", equalTo("lost_or_stolen_card"));
    refundAll().then().statusCode(201);
    assertThat(orderStatus(order)).isEqualTo("refunded");
  }

  @Test
  void aReplayShowsThatARefundHasFailedSince() {
    sandbox.holdRefunds(true);
    paid();
    var key = UUID.randomUUID().toString();
    var body = "{\"paymentId\": %d}".formatted(payment);
    var made = keyed(asAdmin(), key).body(body).post("/v1/refunds").then().statusCode(201);
    sandbox.refundFails(made.extract().jsonPath().getString("refundId"), "unknown");
    eventually(x -> assertThat(orderStatus(order)).isEqualTo("paid"));

    keyed(asAdmin(), key)
        .body(body)
        .post("/v1/refunds")
        .then()
        .statusCode(201)
        .body("status", equalTo("failed"));
    assertThat(tables().number("select count(*) from refund where payment_id = ?", payment))
        .isEqualTo(1);
  }

  @Test
  void anEmptyBalanceIsRefusedInStripesWordsAndTheNextRequestMayTryAgain() {
    paid();
    sandbox.payOut("usd");
    var key = UUID.randomUUID().toString();
    var body = "{\"paymentId\": %d}".formatted(payment);

    var refused = keyed(asAdmin(), key).body(body).post("/v1/refunds");
    isRefused(refused, 422, "refused-by-stripe")
        .body("stripeCode", equalTo("balance_insufficient"))
        .body("stripeMessage", notNullValue())
        .body("detail", containsString("new Idempotency-Key"))
        .body("refundId", notNullValue());
    assertThat(refundStatus(refused.jsonPath().getLong("refundId"))).isEqualTo("failed");
    assertThat(orderStatus(order)).isEqualTo("paid");

    long first = payment;
    paid();
    payment = first;
    isRefused(keyed(asAdmin(), key).body(body).post("/v1/refunds"), 422, "refused-by-stripe");
    refundAll().then().statusCode(201).body("status", equalTo("succeeded"));
  }

  @Test
  void aRefusalOfStripesReconcilesRefundsFromTheDashboard() {
    paid();
    loseEvents();
    sandbox.refundAtDashboard(intent, 7000);

    isRefused(refund(4000), 422, "refused-by-stripe").body("paymentId", equalTo((int) payment));

    isRefused(refund(4000), 422, "refund-exceeds-remaining").body("remaining", equalTo(3000));
    refund(3000).then().statusCode(201);
    assertThat(orderStatus(order)).isEqualTo("refunded");
  }

  @Test
  void anotherCurrencyThanThePaymentsIsRefused() {
    paid();

    isRefused(
            refund("{\"paymentId\": %d, \"currency\": \"eur\"}".formatted(payment)),
            422,
            "refund-currency-mismatch")
        .body("expected", equalTo("usd"));
    assertThat(refundedAtStripe()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "1000000000000", "9223372036854775807"})
  void anImpossibleAmountIsRefusedAndNeverRounded(String amount) {
    paid();

    isRefused(
        refund("{\"paymentId\": %d, \"refundAmount\": %s}".formatted(payment, amount)),
        422,
        "amount-out-of-range");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"10.5", "1.0", "\"100\"", "true", "1e2", "92233720368547758070", "[]", "{}"})
  void anAmountMustBeAWholeNumber(String amount) {
    paid();

    refund("{\"paymentId\": %d, \"refundAmount\": %s}".formatted(payment, amount))
        .then()
        .statusCode(400)
        .contentType("application/problem+json");
    assertThat(refundedAtStripe()).isZero();
  }

  /** A client whose variable was not set must not refund everything. */
  @Test
  void aNullAmountIsRefusedAndAnAbsentOneMeansAllThatRemains() {
    paid();

    isRefused(
            refund("{\"paymentId\": %d, \"refundAmount\": null}".formatted(payment)),
            400,
            "refund-amount-null")
        .body("detail", containsString("Leave it out"));
    assertThat(tables().number("select count(*) from refund where payment_id = ?", payment))
        .isZero();
    refund("{\"paymentId\": %d, \"currency\": null, \"reason\": null}".formatted(payment))
        .then()
        .statusCode(201)
        .body("refundAmount", equalTo(10_000));
  }

  @Test
  void aCurrencyWithoutDecimalsIsRefundedByTheUnit() {
    order = order("500", "jpy");
    var started = started(order);
    payment = started.getLong("id");
    intent = started.getString("paymentIntentId");
    sandbox.confirm(intent, "4242424242424242");
    eventuallyPaid(order);

    isRefused(refund(501), 422, "refund-exceeds-remaining").body("remaining", equalTo(500));
    refund(120).then().statusCode(201).body("price", equalTo("120"));
    refundAll().then().statusCode(201).body("refundAmount", equalTo(380));
    assertThat(refundedAtStripe()).isEqualTo(500);
    assertThat(orderStatus(order)).isEqualTo("refunded");
  }

  @Test
  void aCurrencyThatIsChargedInStepsIsRefundedInSteps() {
    order = order("10.000", "kwd");
    var started = started(order);
    payment = started.getLong("id");
    intent = started.getString("paymentIntentId");
    sandbox.confirm(intent, "4242424242424242");
    eventuallyPaid(order);

    isRefused(refund(1005), 422, "amount-not-chargeable").body("step", equalTo(10));
    refund(1000).then().statusCode(201).body("price", equalTo("1.000"));
  }

  @Test
  void anUnknownPaymentOrReasonIsRefused() {
    paid();

    isRefused(refund("{\"paymentId\": 987654321}"), 404, "not-found");
    refund("{\"paymentId\": %d, \"reason\": \"because\"}".formatted(payment))
        .then()
        .statusCode(400)
        .body("detail", containsString("requested_by_customer"));
    refund("{}").then().statusCode(400).body("detail", containsString("paymentId"));
    refund("{\"paymentId\": %d, \"amount\": 5}".formatted(payment)).then().statusCode(400);
    assertThat(refundedAtStripe()).isZero();
  }

  @Test
  void refreshingAsksStripeNow() {
    sandbox.holdRefunds(true);
    paid();
    var refund = refundAll().then().statusCode(201).extract().jsonPath();
    loseEvents();
    sandbox.refundFails(refund.getString("refundId"), "unknown");

    asUser()
        .post("/v1/refunds/" + refund.getLong("id") + "/refresh")
        .then()
        .statusCode(200)
        .body("status", equalTo("failed"));
    assertThat(orderStatus(order)).isEqualTo("paid");
    isRefused(
        as("stranger").post("/v1/refunds/" + refund.getLong("id") + "/refresh"), 404, "not-found");
    sandbox.faults().failNext("GET /v1/refunds/" + refund.getString("refundId"), 500, 4);
    asUser()
        .post("/v1/refunds/" + refund.getLong("id") + "/refresh")
        .then()
        .statusCode(202)
        .body("status", equalTo("failed"));
  }

  @Test
  void refreshingThePaymentFindsRefundsFromTheDashboard() {
    paid();
    loseEvents();
    sandbox.refundAtDashboard(intent, 2500);

    asUser()
        .post("/v1/payments/" + payment + "/refresh")
        .then()
        .statusCode(200)
        .body("status", equalTo("partially_refunded"))
        .body("amountRefunded", equalTo(2500));

    assertThat(orderStatus(order)).isEqualTo("partially_refunded");
    asUser()
        .get("/v1/refunds?paymentId=" + payment)
        .then()
        .body("data[0].origin", equalTo("dashboard"))
        .body("data[0].refundAmount", equalTo(2500));
    sandbox.faults().failNext("GET /v1/refunds", 500, 4);
    asUser().post("/v1/payments/" + payment + "/refresh").then().statusCode(202);
  }

  @Test
  void aRefundDoesNotShowWhoAskedForIt() {
    paid();
    long id =
        refund("{\"paymentId\": %d, \"refundAmount\": 1}".formatted(payment))
            .jsonPath()
            .getLong("id");

    assertThat(tables().text("select requested_by from refund where id = ?", id)).isEqualTo("ada");
    assertThat(asUser().get("/v1/refunds/" + id).asString()).doesNotContain("\"ada\"");
  }
}
