package io.paydesk.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.paydesk.reconcile.DueRound;
import io.paydesk.testing.PaydeskTest;
import io.paydesk.testing.StripeEvents;
import io.paydesk.testing.http.Answer;
import io.paydesk.testing.http.AnswerCheck;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A capture is for its order: what the order waits for, what ends it, and what goes back. */
@QuarkusTest
class CaptureOfAnOrderTest extends PaydeskTest {

  private static final String GOOD_CARD = "4242424242424242";
  private static final int CLIENTS = 10;
  private static final int RACES = 5;

  @Inject DueRound dueRound;

  @AfterEach
  void settleInEachCurrency() {
    sandbox.settleIn(null);
    sandbox.ratesAre(1000);
  }

  /** An order whose money a bank holds. */
  private record Held(long order, long payment, String intent) {}

  private Held held() {
    return held(Map.of());
  }

  private Held held(Map<String, String> more) {
    var body = new HashMap<String, Object>(more);
    body.putAll(Map.of("userId", user, "price", "99.99", "currency", "usd", "capture", "manual"));
    long order = json(asService().body(body).post("/v1/orders"), 201).getLong("id");
    var payment = started(order);
    var held = new Held(order, payment.getLong("id"), payment.getString("paymentIntentId"));
    sandbox.confirm(held.intent, GOOD_CARD);
    eventually(x -> assertThat(paymentStatus(held.payment)).isEqualTo("authorized"));
    workedOff();
    return held;
  }

  private Answer capture(Held held, String body, String key) {
    return asService()
        .header("Idempotency-Key", key)
        .body(body)
        .post("/v1/payments/" + held.payment + "/capture");
  }

  private AnswerCheck capture(Held held, String body) {
    return capture(held, body, UUID.randomUUID().toString()).then();
  }

  private Answer cancelOrder(Held held) {
    return asService().post("/v1/orders/" + held.order + "/cancel");
  }

  private AnswerCheck orderNow(Held held) {
    return asService().get("/v1/orders/" + held.order).then().statusCode(200);
  }

  private AnswerCheck paymentNow(Held held) {
    return asService().get("/v1/payments/" + held.payment).then().statusCode(200);
  }

  private static String captureCall(Held held) {
    return "POST /v1/payment_intents/" + held.intent + "/capture";
  }

  private long capturesSent(Held held) {
    return sandbox.requests().stream()
        .filter(one -> ("POST " + one.path()).equals(captureCall(held)))
        .count();
  }

  private long refundRows(Held held) {
    return tables().number("select count(*) from refund where payment_id = ?", held.payment);
  }

  private static String problem(String name) {
    return "urn:paydesk:problem:" + name;
  }

  @ParameterizedTest
  @CsvSource({
    "status = 'paid',order-already-paid,other money",
    "status = 'partially_refunded',order-already-paid,other money",
    "status = 'canceled',order-not-payable,is canceled",
    "status = 'canceled'; expires_at = now(); expired_at = now(); cancel_requested_at = now(),order-not-payable,is canceled",
    "status = 'review'; review_reason = 'second-success',order-not-payable,End the review",
    "cancel_requested_at = now(),order-not-payable,is being canceled"
  })
  void whatItsOrderDoesNotWaitForIsNotCaptured(String change, String name, String says) {
    var held = held();
    tables().change("update orders set " + change.replace(';', ',') + " where id = ?", held.order);

    capture(held, "{\"amount\": 4000}")
        .statusCode(409)
        .body("type", equalTo(problem(name)))
        .body("orderId", equalTo((int) held.order))
        .body("detail", containsString(says))
        .body("detail", containsString("POST /v1/payments/" + held.payment + "/cancel"));

    assertThat(capturesSent(held)).isZero();
    paymentNow(held).body("status", equalTo("authorized")).body("captureRequestedAt", nullValue());
    asService()
        .post("/v1/payments/" + held.payment + "/cancel")
        .then()
        .statusCode(200)
        .body("status", equalTo("canceled"));
  }

  @Test
  void anOrderIsNotCanceledWhileItsCaptureIsUnderWay() {
    var held = held();
    sandbox.faults().failNext(captureCall(held), 500, 100);
    capture(held, "{\"amount\": 4000}").statusCode(202);

    cancelOrder(held)
        .then()
        .statusCode(409)
        .body("type", equalTo(problem("capture-under-way")))
        .body("paymentId", equalTo((int) held.payment))
        .body("asked", equalTo(4000));

    orderNow(held).body("cancelRequestedAt", nullValue());
    sandbox.faults().clear();
    dueRound.runNow(held.payment);
    dueRound.runNow(held.payment);
    orderNow(held).body("status", equalTo("paid")).body("amountCaptured", equalTo(4000));
  }

  @Test
  void anOrderDoesNotExpireWhileItsCaptureTakesItsTime() {
    var held = held(Map.of("expiresAt", Instant.now().plusSeconds(3_600).toString()));
    sandbox.faults().banksWait(true);
    capture(held, "{}").statusCode(202).body("status", equalTo("processing"));

    dueRound.orderNow(held.order);

    orderNow(held).body("status", equalTo("pending")).body("cancelRequestedAt", nullValue());
    sandbox.faults().banksWait(false);
    eventuallyPaid(held.order);
  }

  @Test
  void anAcceptedCancelNeverEndsInACapturedOrder() throws Exception {
    var clients = Executors.newFixedThreadPool(CLIENTS);
    try {
      for (int race = 0; race < RACES; race++) {
        var held = held();
        var cancels = new ArrayList<Future<Integer>>();
        var captures = new ArrayList<Future<Integer>>();
        var start = new CountDownLatch(1);
        for (int client = 0; client < CLIENTS; client++) {
          if (client % 2 == 0) {
            cancels.add(send(clients, start, () -> cancelOrder(held)));
          } else {
            captures.add(
                send(clients, start, () -> capture(held, "{}", UUID.randomUUID().toString())));
          }
        }
        start.countDown();
        boolean isCanceled = anyAccepted(cancels);
        boolean isCaptured = anyAccepted(captures);

        assertThat(isCanceled && isCaptured).isFalse();
        eventually(
            x -> {
              dueRound.reconcileNow(held.payment);
              assertThat(orderStatus(held.order)).isIn("paid", "canceled");
            });
        if (isCanceled) {
          assertThat(orderStatus(held.order)).isEqualTo("canceled");
          assertThat(sandbox.paymentIntent(held.intent).path("amount_received").asLong()).isZero();
        }
        if (isCaptured) {
          assertThat(orderStatus(held.order)).isEqualTo("paid");
        }
      }
    } finally {
      clients.shutdownNow();
    }
  }

  @Test
  void anOrderThatExpiresIsNotCapturedAndOneThatIsCapturedDoesNotExpire() throws Exception {
    var clients = Executors.newFixedThreadPool(CLIENTS);
    try {
      for (int race = 0; race < RACES; race++) {
        var held = held(Map.of("expiresAt", Instant.now().plusSeconds(3_600).toString()));
        var captures = new ArrayList<Future<Integer>>();
        var start = new CountDownLatch(1);
        for (int client = 0; client < CLIENTS - 1; client++) {
          captures.add(
              send(clients, start, () -> capture(held, "{}", UUID.randomUUID().toString())));
        }
        var over =
            clients.submit(
                () -> {
                  start.await();
                  dueRound.orderNow(held.order);
                  return null;
                });
        start.countDown();
        over.get();
        anyAccepted(captures);

        // A bank held the money in time, so the order waits for its capture.
        eventuallyPaid(held.order);
        orderNow(held).body("cancelRequestedAt", nullValue());
      }
    } finally {
      clients.shutdownNow();
    }
  }

  private static Future<Integer> send(
      ExecutorService clients, CountDownLatch start, Callable<Answer> call) {
    return clients.submit(
        () -> {
          start.await();
          return call.call().statusCode();
        });
  }

  private static boolean anyAccepted(List<Future<Integer>> answers) throws Exception {
    boolean any = false;
    for (var answer : answers) {
      int status = answer.get();
      assertThat(status).isIn(200, 202, 409, 429);
      any |= status < 300;
    }
    return any;
  }

  @Test
  void aCaptureThatTakesItsTimeStaysAskedForUntilItsEnd() {
    var held = held();
    sandbox.faults().banksWait(true);

    capture(held, "{\"amount\": 4000}")
        .statusCode(202)
        .body("status", equalTo("processing"))
        .body("captureRequestedAt", notNullValue())
        .body("amountCapturable", nullValue());

    workedOff();
    paymentNow(held).body("captureRequestedAt", notNullValue());
    capture(held, "{\"amount\": 5000}")
        .statusCode(409)
        .body("type", equalTo(problem("capture-under-way")));
    capture(held, "{}").statusCode(202);
    capture(held, "{\"amount\": 4000}").statusCode(202);
    cancelOrder(held).then().statusCode(409).body("type", equalTo(problem("capture-under-way")));
    asService()
        .post("/v1/payments/" + held.payment + "/cancel")
        .then()
        .statusCode(409)
        .body("type", equalTo(problem("payment-not-cancelable")));
    sandbox.faults().banksWait(false);
    eventuallyPaid(held.order);
    orderNow(held).body("amountCaptured", equalTo(4000));
    assertThat(capturesSent(held)).isEqualTo(1);
  }

  @Test
  void whatSomebodyElseIsCapturingIsComparedWithWhatWasAskedFor() {
    var held = held();
    loseEvents();
    sandbox.faults().banksWait(true);
    sandbox
        .faults()
        .happensBefore(captureCall(held), () -> sandbox.captureAtDashboard(held.intent, 2500));

    capture(held, "{\"amount\": 4000}").statusCode(202).body("status", equalTo("processing"));

    sandbox.faults().banksWait(false);
    eventually(
        x -> {
          dueRound.reconcileNow(held.payment);
          orderNow(held)
              .body("status", equalTo("review"))
              .body("reviewReason", equalTo("amount-mismatch"));
        });
  }

  @Test
  void aCaptureThatTakesItsTimeEndsWithItsPayment() {
    var held = held();
    var key = UUID.randomUUID().toString();
    sandbox.faults().banksWait(true);
    capture(held, "{\"amount\": 4000}", key).then().statusCode(202);

    // Stripe cancels an intent that is processing only in rare cases, and the pretend one in none.
    var canceled =
        StripeEvents.intentEvent(
            "payment_intent.canceled", sandbox.paymentIntent(held.intent), "canceled");
    deliver(canceled.toString()).then().statusCode(200);

    eventually(x -> assertThat(paymentStatus(held.payment)).isEqualTo("canceled"));
    paymentNow(held).body("captureRequestedAt", nullValue());
    capture(held, "{\"amount\": 4000}", key)
        .then()
        .statusCode(409)
        .body("type", equalTo(problem("payment-not-capturable")));
  }

  @ParameterizedTest
  @ValueSource(ints = {5000, 3000})
  void aRepeatIsAnsweredAboutTheCaptureThatItsKeyAskedFor(int others) {
    var held = held();
    var key = UUID.randomUUID().toString();
    sandbox.faults().failNext(captureCall(held), 500, 100);
    capture(held, "{\"amount\": 5000}", key).then().statusCode(202);
    stripeRefuses(held);
    capture(held, "{\"amount\": %d}".formatted(others)).statusCode(200);

    capture(held, "{\"amount\": 5000}", key)
        .then()
        .statusCode(409)
        .body("type", equalTo(problem("payment-already-captured")))
        .body("captured", equalTo(others));
  }

  @Test
  void aRepeatIsNotAnsweredByWhatSomebodyCapturesAtStripe() {
    var held = held();
    var key = UUID.randomUUID().toString();
    sandbox.faults().failNext(captureCall(held), 500, 100);
    capture(held, "{\"amount\": 5000}", key).then().statusCode(202);
    stripeRefuses(held);
    sandbox.captureAtDashboard(held.intent, 5000);
    eventuallyPaid(held.order);

    capture(held, "{\"amount\": 5000}", key)
        .then()
        .statusCode(409)
        .body("type", equalTo(problem("payment-already-captured")));
  }

  @Test
  void aRepeatWaitsForAnothersCapture() {
    var held = held();
    var key = UUID.randomUUID().toString();
    sandbox.faults().failNext(captureCall(held), 500, 100);
    capture(held, "{\"amount\": 5000}", key).then().statusCode(202);
    stripeRefuses(held);
    sandbox.faults().banksWait(true);
    capture(held, "{\"amount\": 5000}").statusCode(202);

    capture(held, "{\"amount\": 5000}", key)
        .then()
        .statusCode(409)
        .body("type", equalTo(problem("capture-under-way")));
    sandbox.faults().banksWait(false);
    eventuallyPaid(held.order);
  }

  /** What was asked for last. */
  private void stripeRefuses(Held held) {
    sandbox.faults().clear();
    dueRound.runNow(held.payment); // a stored error ends its key
    eventually(
        x -> {
          sandbox.faults().clear();
          sandbox.faults().failNext(captureCall(held), 400, 1);
          dueRound.runNow(held.payment);
          paymentNow(held).body("captureRequestedAt", nullValue());
        });
    sandbox.faults().clear();
    paymentNow(held).body("status", equalTo("authorized"));
  }

  @Test
  void aRefundOfExactlyTheUncapturedRestIsARefund() {
    var held = held();
    capture(held, "{\"amount\": 5000}").statusCode(200);

    sandbox.refundAtDashboard(held.intent, 4999);

    eventually(x -> orderNow(held).body("status", equalTo("partially_refunded")));
    paymentNow(held).body("amountRefunded", equalTo(4999));
    assertThat(refundRows(held)).isEqualTo(1);
  }

  @Test
  void soItIsWhereSomebodyHasCapturedAtStripe() {
    var held = held();
    sandbox.captureAtDashboard(held.intent, 5000);
    eventuallyPaid(held.order);
    workedOff();

    sandbox.advanceClock(Duration.ofMinutes(1));
    sandbox.refundAtDashboard(held.intent, 4999);

    eventually(x -> orderNow(held).body("status", equalTo("partially_refunded")));
    assertThat(refundRows(held)).isEqualTo(1);
  }

  @Test
  void aRefundThatIsReportedBeforeTheCaptureOfSomebodyElseIsFoundSoon() {
    var held = held();
    loseEvents();
    sandbox.captureAtDashboard(held.intent, 5000);
    sandbox.advanceClock(Duration.ofMinutes(1));
    sandbox.refundAtDashboard(held.intent, 1000);
    theRefundIsFoundSoonThoughItsNewsCameFirst(held);
  }

  @Test
  void soIsOneThatIsReportedBeforeTheCaptureThatWeAskedFor() {
    var held = held();
    loseEvents();
    sandbox.faults().resetAfterWorkNext(captureCall(held), 10);
    capture(held, "{\"amount\": 5000}").statusCode(202);
    sandbox.faults().answerAgain();
    sandbox.refundAtDashboard(held.intent, 1000);
    theRefundIsFoundSoonThoughItsNewsCameFirst(held);
  }

  private void theRefundIsFoundSoonThoughItsNewsCameFirst(Held held) {
    report(held, "refund.created");
    report(held, "payment_intent.succeeded");
    assertThat(
            tables()
                .text(
                    "select next_check_at < now() + interval '5 minutes' from payment where id = ?",
                    held.payment))
        .isEqualTo("t");

    dueRound.runNow(held.payment);

    orderNow(held).body("status", equalTo("partially_refunded"));
    assertThat(refundRows(held)).isEqualTo(1);
  }

  private void report(Held held, String type) {
    var event =
        sandbox
            .events(
                one ->
                    one.path("type").asText().equals(type)
                        && one.at("/data/object").toString().contains(held.intent))
            .get(0);
    deliver(StripeEvents.event(type, event.at("/data/object")).toString()).then().statusCode(200);
    workedOff();
  }

  @Test
  void aRefundOfExactlyTheRestCountsThoughTheNewsOfTheCaptureCameLater() {
    var held = held();
    loseEvents();
    sandbox.captureAtDashboard(held.intent, 5000);
    sandbox.refundAtDashboard(held.intent, 4999);
    sandbox.advanceClock(Duration.ofMinutes(1));

    report(held, "payment_intent.succeeded");
    report(held, "refund.created");

    orderNow(held).body("status", equalTo("partially_refunded"));
    assertThat(refundRows(held)).isEqualTo(1);
  }

  @Test
  void soItDoesThoughNothingWasReportedOfIt() {
    var held = held();
    loseEvents();
    sandbox.captureAtDashboard(held.intent, 5000);
    sandbox.refundAtDashboard(held.intent, 4999);
    report(held, "payment_intent.succeeded");

    dueRound.runNow(held.payment);

    orderNow(held).body("status", equalTo("partially_refunded"));
    assertThat(refundRows(held)).isEqualTo(1);
  }

  @Test
  void untilStripeListsItARefundOfExactlyTheRestWaits() {
    var held = held();
    sandbox.captureAtDashboard(held.intent, 5000);
    eventuallyPaid(held.order);
    workedOff();
    sandbox.faults().failNext("GET /v1/refunds", 500, 100);
    sandbox.refundAtDashboard(held.intent, 4999);
    eventually(x -> assertThat(listingsAsked(held)).isPositive());
    assertThat(refundRows(held)).isZero();

    sandbox.faults().clear();

    eventually(x -> orderNow(held).body("status", equalTo("partially_refunded")));
    assertThat(refundRows(held)).isEqualTo(1);
  }

  private long listingsAsked(Held held) {
    return sandbox.requests().stream()
        .filter(one -> one.path().equals("/v1/refunds") && one.toString().contains(held.intent))
        .count();
  }

  /**
   * Where somebody captures or cancels with an API version before 2025-03-31.basil. An account
   * whose bank has another currency converts both bookings.
   */
  @ParameterizedTest
  @MethodSource("banks")
  void whatAnOldVersionListsAsARefundOfTheUncapturedRestIsNone(String bank) {
    sandbox.settleIn(bank);
    var held = held();
    sandbox.captureByOlderProgram(held.intent, 5000);
    eventuallyPaid(held.order);
    workedOff();

    dueRound.runNow(held.payment);

    orderNow(held).body("status", equalTo("paid")).body("amountCaptured", equalTo(5000));
    assertThat(refundRows(held)).isZero();
  }

  /** Currencies of 2, 2, 0 and 3 digits; null has a balance in the payer's. */
  static Stream<String> banks() {
    return Stream.of(null, "eur", "jpy", "kwd");
  }

  @ParameterizedTest
  @CsvSource({"eur, 1000", "jpy, 1000", "kwd, 1000", "eur, 900", "jpy, 1100", "kwd, 2500"})
  void whateverTheRateOfItsDayARefundOfExactlyTheRestIsOne(String bank, int permille) {
    sandbox.settleIn(bank);
    var held = held();
    sandbox.captureAtDashboard(held.intent, 5000);
    eventuallyPaid(held.order);
    fundTheBalance();
    sandbox.advanceClock(Duration.ofMinutes(2));
    sandbox.ratesAre(permille);

    sandbox.refundAtDashboard(held.intent, 4999);

    eventually(x -> orderNow(held).body("status", equalTo("partially_refunded")));
    dueRound.runNow(held.payment);
    assertThat(refundRows(held)).isEqualTo(1);
    paymentNow(held).body("amountRefunded", equalTo(4999));
  }

  private void fundTheBalance() {
    sandbox.confirm(started(order()).getString("paymentIntentId"), GOOD_CARD);
    sandbox.confirm(started(order()).getString("paymentIntentId"), GOOD_CARD);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 60})
  void aRefundOfAsMuchAgainIsOne(int secondsLater) {
    var held = held();
    loseEvents();
    var letGo = sandbox.captureByOlderProgram(held.intent, 5000);
    sandbox.advanceClock(Duration.ofSeconds(secondsLater));
    var refunded = sandbox.refundAtDashboard(held.intent, 4999);

    report(held, "payment_intent.succeeded");
    report(held, "refund.created");

    eventually(x -> orderNow(held).body("status", equalTo("partially_refunded")));
    dueRound.runNow(held.payment);
    paymentNow(held).body("amountRefunded", equalTo(4999));
    assertThat(refundId(held))
        .isIn(secondsLater == 0 ? List.of(letGo, refunded) : List.of(refunded));
  }

  /** Until the hold is known to be over, news of refunds counts for none: only a look finds it. */
  @Test
  void soItIsThoughItsNewsCameBeforeThatOfTheCapture() {
    var held = held();
    loseEvents();
    sandbox.captureByOlderProgram(held.intent, 5000);
    sandbox.advanceClock(Duration.ofMinutes(1));
    var refunded = sandbox.refundAtDashboard(held.intent, 4999);
    report(held, "refund.created");
    report(held, "payment_intent.succeeded");
    orderNow(held).body("status", equalTo("paid"));

    dueRound.runNow(held.payment);

    orderNow(held).body("status", equalTo("partially_refunded"));
    assertThat(refundId(held)).isEqualTo(refunded);
  }

  private String refundId(Held held) {
    return tables().text("select refund_id from refund where payment_id = ?", held.payment);
  }

  @Test
  void whatAnOldVersionListsAsARefundOfACanceledHoldIsNone() {
    var held = held();
    sandbox.cancelAtDashboard(held.intent);
    eventually(x -> assertThat(paymentStatus(held.payment)).isEqualTo("canceled"));

    deliver(released(held, 9999, Instant.now())).then().statusCode(200);

    workedOff();
    assertThat(refundRows(held)).isZero();
    orderNow(held).body("status", equalTo("pending"));
  }

  /** As a refund of other money looks, but for these. */
  private String released(Held held, long amount, Instant at) {
    var other = started(order());
    sandbox.confirm(other.getString("paymentIntentId"), GOOD_CARD);
    var id = sandbox.refundAtDashboard(other.getString("paymentIntentId"), 1);
    JsonNode made =
        sandbox
            .events(
                event ->
                    event.path("type").asText().equals("refund.created")
                        && event.at("/data/object/id").asText().equals(id))
            .get(0);
    var refund = (ObjectNode) made.at("/data/object").deepCopy();
    refund.put("id", "re_old" + UUID.randomUUID().toString().replace("-", ""));
    refund.put("amount", amount).put("created", at.getEpochSecond());
    refund.put("payment_intent", held.intent);
    refund.set("charge", sandbox.paymentIntent(held.intent).path("latest_charge"));
    return StripeEvents.event("refund.created", refund).toString();
  }
}
