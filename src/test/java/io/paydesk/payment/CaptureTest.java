package io.paydesk.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import io.paydesk.dev.sandbox.EventStyle;
import io.paydesk.reconcile.DueRound;
import io.paydesk.testing.PaydeskTest;
import io.paydesk.testing.StripeEvents;
import io.paydesk.testing.http.Answer;
import io.paydesk.testing.http.AnswerCheck;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Money that a payer's bank holds first, and that the shop takes later. */
@QuarkusTest
class CaptureTest extends PaydeskTest {

  private static final String GOOD_CARD = "4242424242424242";

  @Inject DueRound dueRound;

  /** An order whose money a bank holds. */
  private record Held(long order, long payment, String intent) {}

  private long manualOrder(String price, String currency) {
    var body = Map.of("userId", user, "price", price, "currency", currency, "capture", "manual");
    return json(asService().body(body).post("/v1/orders"), 201).getLong("id");
  }

  private Held begun(String price, String currency) {
    long order = manualOrder(price, currency);
    var payment = started(order);
    return new Held(order, payment.getLong("id"), payment.getString("paymentIntentId"));
  }

  private Held held(String price, String currency) {
    var begun = begun(price, currency);
    sandbox.confirm(begun.intent, GOOD_CARD);
    eventually(x -> assertThat(paymentStatus(begun.payment)).isEqualTo("authorized"));
    return begun;
  }

  private Held held() {
    return held("99.99", "usd");
  }

  private static long minor(String price) {
    return Long.parseLong(price.replace(".", ""));
  }

  private AnswerCheck capture(long payment, String body) {
    return captured(payment, body).then();
  }

  private Answer captured(long payment, String body) {
    return asService().body(body).post("/v1/payments/" + payment + "/capture");
  }

  private AnswerCheck cancel(String what, long id) {
    return asService().post("/v1/" + what + "/" + id + "/cancel").then();
  }

  private AnswerCheck refund(long payment, long amount) {
    return asAdmin()
        .headers(Map.of("Idempotency-Key", "refund-" + payment + "-" + amount))
        .body(Map.of("paymentId", payment, "refundAmount", amount))
        .post("/v1/refunds")
        .then();
  }

  private AnswerCheck order(long id) {
    return asService().get("/v1/orders/" + id).then().statusCode(200);
  }

  private AnswerCheck paymentNow(long id) {
    return asService().get("/v1/payments/" + id).then().statusCode(200);
  }

  private long refundRows(Held held) {
    return tables().number("select count(*) from refund where payment_id = ?", held.payment);
  }

  private long capturesSent(Held held) {
    return sandbox.requests().stream()
        .filter(one -> one.path().equals("/v1/payment_intents/" + held.intent + "/capture"))
        .count();
  }

  private static String problem(String name) {
    return "urn:paydesk:problem:" + name;
  }

  @Test
  void aPayersBankHoldsTheMoneyAndTheShopTakesIt() {
    var held = held();
    paymentNow(held.payment)
        .body("amountCapturable", equalTo(9999))
        .body("captureBefore", notNullValue())
        .body("amountReceived", equalTo(0));
    order(held.order).body("status", equalTo("pending")).body("capture", equalTo("manual"));

    capture(held.payment, "{}")
        .statusCode(200)
        .body("status", equalTo("succeeded"))
        .body("amountReceived", equalTo(9999))
        .body("amountCapturable", nullValue());

    order(held.order).body("status", equalTo("paid")).body("amountCaptured", equalTo(9999));
    workedOff();
    assertThat(refundRows(held)).isZero();
    assertThat(intentOf(held.payment).path("amount_received").longValue()).isEqualTo(9999);
  }

  /** As where another program has changed the intent at Stripe. */
  @Test
  void anOrdinaryOrderWhoseMoneyIsHeldAllTheSameIsPaidOnceThatIsCaptured() {
    var begun = begun("99.99", "usd");
    tables().change("update orders set capture = 'automatic' where id = ?", begun.order);
    sandbox.confirm(begun.intent, GOOD_CARD);
    eventually(x -> assertThat(paymentStatus(begun.payment)).isEqualTo("authorized"));

    sandbox.captureAtDashboard(begun.intent, 9999);

    eventuallyPaid(begun.order);
    order(begun.order).body("amountCaptured", nullValue());
  }

  @Test
  void anOrdinaryOrderIsTakenAtOnce() {
    long order = order();
    order(order).body("capture", equalTo("automatic")).body("amountCaptured", nullValue());
    var payment = started(order);
    sandbox.confirm(payment.getString("paymentIntentId"), GOOD_CARD);
    eventuallyPaid(order);

    order(order).body("amountCaptured", nullValue());
    capture(payment.getLong("id"), "{}")
        .statusCode(409)
        .body("type", equalTo(problem("payment-not-capturable")))
        .body("detail", containsString("manual"));
  }

  /** Currencies of no, two and three decimals. */
  @ParameterizedTest
  @CsvSource({"5000,jpy,1234,1000", "99.99,usd,4001,1499", "12.340,kwd,7650,10"})
  void aPartIsCapturedAndRefundedToTheCent(String price, String currency, long part, long first) {
    var held = held(price, currency);

    capture(held.payment, "{\"amount\": %d}".formatted(part))
        .statusCode(200)
        .body("amountReceived", equalTo((int) part));

    order(held.order)
        .body("status", equalTo("paid"))
        .body("amountCaptured", equalTo((int) part))
        .body("amountReleased", equalTo((int) (minor(price) - part)));
    workedOff();
    assertThat(refundRows(held)).isZero();
    order(held.order).body("status", equalTo("paid"));
    refund(held.payment, part + (currency.equals("kwd") ? 10 : 1)).statusCode(422);
    refund(held.payment, first).statusCode(201);
    eventually(x -> order(held.order).body("status", equalTo("partially_refunded")));
    refund(held.payment, part - first).statusCode(201);
    eventually(x -> order(held.order).body("status", equalTo("refunded")));
    workedOff();
    dueRound.runNow(held.payment);
    paymentNow(held.payment).body("amountRefunded", equalTo((int) part));
    assertThat(refundRows(held)).isEqualTo(2);
  }

  @Test
  void onlyTheShopCaptures() {
    var held = held();

    asUser().body("{}").post("/v1/payments/" + held.payment + "/capture").then().statusCode(403);

    assertThat(capturesSent(held)).isZero();
  }

  @Test
  void aPaymentIsCapturedOnce() {
    var held = held();
    capture(held.payment, "{\"amount\": 4000}").statusCode(200);

    capture(held.payment, "{\"amount\": 4000}")
        .statusCode(409)
        .body("type", equalTo(problem("payment-already-captured")))
        .body("captured", equalTo(4000));

    assertThat(capturesSent(held)).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "{\"amount\": 10000},422,capture-exceeds-authorized",
    "{\"amount\": 0},422,amount-out-of-range",
    "{\"amount\": -5},422,amount-out-of-range",
    "{\"amount\": null},400,capture-amount-null",
    "{\"amuont\": 5},400,unknown-field"
  })
  void whatCannotBeCapturedIsRefusedBeforeStripeIsAsked(String body, int status, String name) {
    var held = held();

    capture(held.payment, body).statusCode(status).body("type", equalTo(problem(name)));

    assertThat(capturesSent(held)).isZero();
    paymentNow(held.payment).body("status", equalTo("authorized"));
  }

  @Test
  void threeDecimalsAreCapturedInStripesSteps() {
    capture(held("12.340", "kwd").payment, "{\"amount\": 7655}")
        .statusCode(422)
        .body("type", equalTo(problem("amount-not-chargeable")));
  }

  @Test
  void whatNobodyHasPaidIsNotCaptured() {
    capture(begun("99.99", "usd").payment, "{}")
        .statusCode(409)
        .body("type", equalTo(problem("payment-not-capturable")))
        .body("detail", containsString("not paid yet"));
  }

  @Test
  void aSubscriptionIsNotCapturedLater() {
    var body =
        Map.of(
            "userId",
            user,
            "price",
            "9.99",
            "currency",
            "usd",
            "capture",
            "manual",
            "priceId",
            "price_monthly");

    asService()
        .body(body)
        .post("/v1/orders")
        .then()
        .statusCode(422)
        .body("type", equalTo(problem("subscription-captured-later")));
  }

  @Test
  void aCaptureDoesNotWaitForTheEventOfTheHold() {
    var begun = begun("99.99", "usd");
    loseEvents();
    sandbox.confirm(begun.intent, GOOD_CARD);

    capture(begun.payment, "{}").statusCode(200).body("status", equalTo("succeeded"));

    assertThat(orderStatus(begun.order)).isEqualTo("paid");
  }

  @Test
  void twoAtOnceCaptureOnce() throws Exception {
    var held = held();
    var pool = Executors.newFixedThreadPool(4);
    try {
      Callable<Answer> capture = () -> captured(held.payment, "{\"amount\": 4000}");
      var answers = pool.invokeAll(Collections.nCopies(4, capture));
      for (Future<Answer> answer : answers) {
        assertThat(answer.get().then().extract().statusCode()).isIn(200, 409, 429);
      }
    } finally {
      pool.shutdown();
    }

    eventually(x -> assertThat(orderStatus(held.order)).isEqualTo("paid"));
    paymentNow(held.payment).body("amountReceived", equalTo(4000));
    assertThat(sandbox.events(one -> isOf(one, held, "charge.captured"))).hasSize(1);
  }

  private static boolean isOf(JsonNode event, Held held, String type) {
    return event.path("type").asText().equals(type)
        && event.at("/data/object/payment_intent").asText().equals(held.intent);
  }

  @Test
  void anotherAmountWaitsUntilTheFirstCaptureIsKnown() {
    var held = held();
    loseEvents();
    sandbox.faults().failNext("POST /v1/payment_intents/" + held.intent + "/capture", 500, 100);
    capture(held.payment, "{\"amount\": 4000}")
        .statusCode(202)
        .body("status", equalTo("authorized"))
        .body("captureRequestedAt", notNullValue());

    capture(held.payment, "{\"amount\": 5000}")
        .statusCode(409)
        .body("type", equalTo(problem("capture-under-way")))
        .body("asked", equalTo(4000));
    cancel("payments", held.payment)
        .statusCode(409)
        .body("detail", containsString("capture is under way"));

    sandbox.faults().clear();
    // Stripe replays its stored error once, so that another key is taken.
    dueRound.runNow(held.payment);
    dueRound.runNow(held.payment);
    paymentNow(held.payment).body("amountReceived", equalTo(4000));
  }

  @Test
  void aCaptureThatWasCarriedOutButNotAnsweredIsFound() {
    var held = held();
    loseEvents();
    sandbox
        .faults()
        .failAfterWorkNext("POST /v1/payment_intents/" + held.intent + "/capture", 500, 100);

    capture(held.payment, "{\"amount\": 4000}").statusCode(202);

    dueRound.runNow(held.payment);
    order(held.order).body("status", equalTo("paid")).body("amountCaptured", equalTo(4000));
    assertThat(sandbox.events(one -> isOf(one, held, "charge.captured"))).hasSize(1);
  }

  @Test
  void aCrashBeforeTheCallLeavesACaptureThatIsMadeLater() {
    var held = held();
    workedOff();
    tables()
        .change(
            """
            update payment set capture_amount = 4000, capture_key = gen_random_uuid(), capture_requested_at = now()
            where id = ?
            """,
            held.payment);

    dueRound.runNow(held.payment);

    order(held.order).body("status", equalTo("paid")).body("amountCaptured", equalTo(4000));
  }

  @Test
  void afterACrashBeforeTheCommitTheCaptureIsFound() {
    var held = held();
    loseEvents();
    tables()
        .change(
            """
            update payment set capture_amount = 4000, capture_key = gen_random_uuid(), capture_requested_at = now()
            where id = ?
            """,
            held.payment);
    sandbox.captureAtDashboard(held.intent, 4000);

    dueRound.runNow(held.payment);

    order(held.order).body("status", equalTo("paid")).body("amountCaptured", equalTo(4000));
    assertThat(capturesSent(held)).isZero();
  }

  @Test
  void aRefusedCaptureTakesNothingAndCanBeAskedForAgain() {
    var held = held();
    sandbox.faults().failNext("POST /v1/payment_intents/" + held.intent + "/capture", 400, 1);

    capture(held.payment, "{\"amount\": 4000}")
        .statusCode(422)
        .body("type", equalTo(problem("capture-refused-by-stripe")))
        .body("detail", containsString("still holds"));

    paymentNow(held.payment)
        .body("status", equalTo("authorized"))
        .body("captureRequestedAt", nullValue());
    capture(held.payment, "{\"amount\": 5000}").statusCode(200);
    order(held.order).body("status", equalTo("paid")).body("amountCaptured", equalTo(5000));
  }

  @Test
  void aCaptureWithAKeyIsAnsweredTheSameAgain() {
    var held = held();
    var key = Map.of("Idempotency-Key", "capture-" + held.payment);
    var path = "/v1/payments/" + held.payment + "/capture";

    asService().headers(key).body("{\"amount\": 4000}").post(path).then().statusCode(200);
    asService()
        .headers(key)
        .body("{\"amount\": 4000}")
        .post(path)
        .then()
        .statusCode(200)
        .header("Idempotency-Replayed", "true")
        .body("amountReceived", equalTo(4000));
  }

  @Test
  void aCancelLetsTheMoneyGoAndTheOrderCanBePaidAnew() {
    var held = held();

    cancel("payments", held.payment)
        .statusCode(200)
        .body("status", equalTo("canceled"))
        .body("amountCapturable", nullValue());

    assertThat(intentOf(held.payment).path("status").asText()).isEqualTo("canceled");
    workedOff();
    assertThat(refundRows(held)).isZero();
    assertThat(started(held.order).getLong("id")).isNotEqualTo(held.payment);
  }

  @Test
  void anOrdersCancelLetsTheMoneyGo() {
    var held = held();

    cancel("orders", held.order).statusCode(200).body("status", equalTo("canceled"));

    assertThat(paymentStatus(held.payment)).isEqualTo("canceled");
    assertThat(intentOf(held.payment).path("status").asText()).isEqualTo("canceled");
  }

  @Test
  void aPayerCannotTakeBackWhatTheShopMayHaveDeliveredFor() {
    var held = held();

    asUser()
        .post("/v1/payments/" + held.payment + "/cancel")
        .then()
        .statusCode(409)
        .body("type", equalTo(problem("payment-not-cancelable")))
        .body("detail", containsString("only the shop"));

    paymentNow(held.payment)
        .body("status", equalTo("authorized"))
        .body("cancelRequestedAt", nullValue());
  }

  @Test
  void aCancelThatCameBeforeTheHoldLetsItGo() {
    var begun = begun("99.99", "usd");
    var cancel = "POST /v1/payment_intents/" + begun.intent + "/cancel";
    sandbox.faults().failNext(cancel, 500, 1);
    asUser().post("/v1/payments/" + begun.payment + "/cancel").then().statusCode(202);
    sandbox.confirm(begun.intent, GOOD_CARD);
    eventually(x -> assertThat(paymentStatus(begun.payment)).isEqualTo("authorized"));
    capture(begun.payment, "{}")
        .statusCode(409)
        .body("type", equalTo(problem("payment-not-capturable")))
        .body("detail", containsString("being canceled"));
    assertThat(
            tables()
                .text(
                    "select next_check_at < now() + interval '2 minutes' from payment where id = ?",
                    begun.payment))
        .isEqualTo("t");

    dueRound.runNow(begun.payment);
    dueRound.runNow(begun.payment);

    assertThat(paymentStatus(begun.payment)).isEqualTo("canceled");
  }

  @Test
  void aHoldThatNobodyCapturesInTimeIsOver() {
    var held = held();

    sandbox.advanceClock(Duration.ofDays(8));

    eventually(x -> assertThat(paymentStatus(held.payment)).isEqualTo("canceled"));
    workedOff();
    order(held.order).body("status", equalTo("pending"));
    assertThat(refundRows(held)).isZero();
    capture(held.payment, "{}")
        .statusCode(409)
        .body("type", equalTo(problem("payment-not-capturable")));
    started(held.order);
  }

  @Test
  void anExpiryWhoseEventsWereLostIsFound() {
    var held = held();
    loseEvents();
    sandbox.advanceClock(Duration.ofDays(8));

    dueRound.runNow(held.payment);

    assertThat(paymentStatus(held.payment)).isEqualTo("canceled");
  }

  @Test
  void theNextLookAtAHoldIsWhenItMustHaveEnded() {
    var held = held();

    assertThat(
            tables()
                .text(
                    "select next_check_at = capture_before + interval '1 hour' from payment where id = ?",
                    held.payment))
        .isEqualTo("t");
  }

  @Test
  void aCaptureThatComesTooLateSaysSo() {
    var held = held();
    loseEvents();
    sandbox.advanceClock(Duration.ofDays(8));

    capture(held.payment, "{}").statusCode(409);

    assertThat(paymentStatus(held.payment)).isEqualTo("canceled");
  }

  @Test
  void whatSomebodyCapturesAtStripePaysTheOrder() {
    var held = held();

    sandbox.captureAtDashboard(held.intent, 2500);

    eventuallyPaid(held.order);
    order(held.order).body("amountCaptured", equalTo(2500)).body("reviewReason", nullValue());
    workedOff();
    assertThat(refundRows(held)).isZero();
  }

  @Test
  void anotherAmountThanAskedForIsForAPerson() {
    var held = held();
    loseEvents();
    sandbox.captureAtDashboard(held.intent, 2500);

    capture(held.payment, "{\"amount\": 4000}")
        .statusCode(409)
        .body("type", equalTo(problem("payment-already-captured")))
        .body("captured", equalTo(2500));

    order(held.order)
        .body("status", equalTo("review"))
        .body("reviewReason", equalTo("amount-mismatch"));
  }

  @Test
  void whatIsHeldIsNotRefunded() {
    refund(held().payment, 100)
        .statusCode(409)
        .body("type", equalTo(problem("payment-not-settled")))
        .body("detail", containsString("capture it first"));
  }

  @Test
  void whileABankHoldsTheMoneyNoOtherPaymentBegins() {
    var held = held();

    assertThat(json(start(held.order), 200).getLong("id")).isEqualTo(held.payment);
  }

  @ParameterizedTest
  @EnumSource(EventStyle.class)
  void eventsOfEachStyleTellOfAHoldAndItsCapture(EventStyle style) {
    sandbox.faults().eventsAs(style);
    var held = held();
    paymentNow(held.payment).body("captureBefore", notNullValue());

    sandbox.captureAtDashboard(held.intent, 2500);

    eventuallyPaid(held.order);
    workedOff();
    assertThat(refundRows(held)).isZero();
  }

  @Test
  void everyOrderOfItsEventsEndsTheSame() {
    for (var names : orders("amount_capturable_updated", "charge.captured", "succeeded")) {
      var begun = begun("99.99", "usd");
      loseEvents();
      sandbox.confirm(begun.intent, GOOD_CARD);
      sandbox.captureAtDashboard(begun.intent, 4000);

      names.forEach(name -> send(begun, name));

      order(begun.order).body("status", equalTo("paid")).body("amountCaptured", equalTo(4000));
      paymentNow(begun.payment).body("amountReceived", equalTo(4000));
      assertThat(refundRows(begun)).as(names.toString()).isZero();
      sandbox.faults().clear();
    }
  }

  @Test
  void everyOrderOfTheEventsOfAnExpiryEndsTheSame() {
    for (var names : orders("amount_capturable_updated", "charge.expired", "canceled")) {
      var begun = begun("99.99", "usd");
      loseEvents();
      sandbox.confirm(begun.intent, GOOD_CARD);
      sandbox.advanceClock(Duration.ofDays(8));

      names.forEach(name -> send(begun, name));

      order(begun.order).body("status", equalTo("pending"));
      paymentNow(begun.payment).body("status", equalTo("canceled"));
      assertThat(refundRows(begun)).as(names.toString()).isZero();
      sandbox.faults().clear();
      sandbox.setClockRight();
    }
  }

  /** Each order of three, each name twice in a row, and then all of them again. */
  private static List<List<String>> orders(String a, String b, String c) {
    return List.of(
        List.of(a, a, b, b, c, c, a, b, c),
        List.of(a, a, c, c, b, b, a, c, b),
        List.of(b, b, a, a, c, c, b, a, c),
        List.of(b, b, c, c, a, a, b, c, a),
        List.of(c, c, a, a, b, b, c, a, b),
        List.of(c, c, b, b, a, a, c, b, a));
  }

  /**
   * Sends one of the payment's events, with an id of its own, and the refund's that came with it.
   */
  private void send(Held held, String name) {
    var type = name.contains(".") ? name : "payment_intent." + name;
    var event =
        sandbox
            .events(
                one ->
                    one.path("type").asText().equals(type)
                        && one.at("/data/object").toString().contains(held.intent))
            .get(0);
    var copy = StripeEvents.event(type, event.at("/data/object"));
    deliver(copy.toString()).then().statusCode(200);
    sandbox
        .events(
            one ->
                one.path("type").asText().equals("refund.created")
                    && one.at("/data/object/payment_intent").asText().equals(held.intent))
        .forEach(
            refund ->
                deliver(StripeEvents.event("refund.created", refund.at("/data/object")).toString())
                    .then()
                    .statusCode(200));
    workedOff();
  }
}
