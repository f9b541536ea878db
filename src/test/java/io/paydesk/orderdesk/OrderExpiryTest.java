package io.paydesk.orderdesk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.paydesk.reconcile.DueRound;
import io.paydesk.testing.SubscriptionTest;
import io.paydesk.testing.http.Answer;
import io.paydesk.testing.http.AnswerCheck;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of an order that nobody has paid by its end. */
@QuarkusTest
class OrderExpiryTest extends SubscriptionTest {

  private static final String IN_AN_HOUR = Instant.now().plus(Duration.ofHours(1)).toString();

  @Inject DueRound dueRound;

  private Answer ordered(Map<String, Object> more) {
    var body = new HashMap<String, Object>(more);
    body.putAll(Map.of("userId", user, "currency", "usd"));
    body.putIfAbsent("price", "99.99");
    body.putIfAbsent("expiresAt", IN_AN_HOUR);
    return asService().body(body).post("/v1/orders");
  }

  private long orderThatEnds() {
    return orderThatEnds(Map.of());
  }

  private long orderThatEnds(Map<String, Object> more) {
    return json(ordered(more), 201).getLong("id");
  }

  private long membershipThatEnds(Map<String, Object> more) {
    return monthly(with(more, "expiresAt", IN_AN_HOUR));
  }

  private static Map<String, Object> with(Map<String, Object> more, String key, Object value) {
    var all = new HashMap<>(more);
    all.put(key, value);
    return all;
  }

  private AnswerCheck look(long order) {
    return asUser().get("/v1/orders/" + order).then();
  }

  private void hasExpired(long order) {
    look(order).body("status", equalTo("canceled")).body("cancelReason", equalTo("expired"));
    assertThat(watched(order)).isLessThanOrEqualTo(1);
  }

  private long watched(long order) {
    return tables().number("select count(*) from order_expiry where id = ?", order);
  }

  @Test
  void anOrderShowsItsEnd() {
    long order = orderThatEnds();

    look(order)
        .body("expiresAt", equalTo(IN_AN_HOUR.replaceAll("\\d{3}Z$", "Z")))
        .body("cancelReason", nullValue());
    look(order()).body("expiresAt", nullValue());
  }

  @ParameterizedTest
  @ValueSource(strings = {"-PT1S", "P366D", "P400000D"})
  void theEndIsAheadAndNotFarAhead(String from) {
    var end = Instant.now().plus(Duration.parse(from)).toString();

    isRefused(ordered(Map.of("expiresAt", end)), 422, "expiry-out-of-range")
        .body("latest", notNullValue());
  }

  @Test
  void theEndIsATime() {
    isRefused(ordered(Map.of("expiresAt", "tomorrow")), 400, "wrong-type");
  }

  @Test
  void anOrderThatNobodyBeganToPayIsCanceledAtItsEnd() {
    long order = orderThatEnds();

    dueRound.orderNow(order);

    hasExpired(order);
  }

  @Test
  void beforeItsEndNothingHappensToAnOrder() {
    long order = orderThatEnds();

    dueRound.ordersNow();

    look(order).body("status", equalTo("pending")).body("cancelRequestedAt", nullValue());
    started(order);
  }

  @Test
  void anOrderWithoutAnEndIsNotWatched() {
    assertThat(watched(order())).isZero();
    assertThat(watched(orderThatEnds())).isEqualTo(1);
  }

  @Test
  void aLivePaymentIsCanceledAtStripeFirst() {
    long order = orderThatEnds();
    long payment = started(order).getLong("id");

    dueRound.orderNow(order);

    assertThat(intentOf(payment).path("status").textValue()).isEqualTo("canceled");
    assertThat(paymentStatus(payment)).isEqualTo("canceled");
    hasExpired(order);
  }

  @Test
  void whileStripeDoesNotAnswerTheOrderIsPendingAndCannotBePaid() {
    long order = orderThatEnds();
    long payment = started(order).getLong("id");
    workedOff();
    sandbox.faults().failNext("GET /v1/payment_intents", 500, 100);

    dueRound.orderNow(order);

    look(order)
        .body("status", equalTo("pending"))
        .body("cancelRequestedAt", notNullValue())
        .body("cancelReason", equalTo("expired"));
    isRefused(start(order), 409, "order-expired");

    sandbox.faults().clear();
    dueRound.orderNow(order);
    hasExpired(order);
    assertThat(paymentStatus(payment)).isEqualTo("canceled");
  }

  /** As a process leaves it that dies when it has committed the end, before it asks Stripe. */
  @Test
  void afterACrashTheRoundOfPaymentsCarriesTheEndOut() {
    long order = orderThatEnds();
    long payment = started(order).getLong("id");
    workedOff();
    sandbox.faults().failNext("GET /v1/payment_intents", 500, 100);
    dueRound.orderNow(order);
    sandbox.faults().clear();

    dueRound.runNow(payment);

    hasExpired(order);
  }

  /** As a process leaves it that dies when Stripe has canceled, before it commits that. */
  @Test
  void afterALostAnswerTheNextRoundFindsThatStripeHasCanceled() {
    long order = orderThatEnds();
    var intent = started(order).getString("paymentIntentId");
    loseEvents();
    sandbox.faults().failAfterWorkNext("POST /v1/payment_intents/" + intent + "/cancel", 500, 10);
    dueRound.orderNow(order);
    look(order).body("status", equalTo("pending"));
    assertThat(sandbox.paymentIntent(intent).path("status").asText()).isEqualTo("canceled");
    sandbox.faults().answerAgain();

    dueRound.orderNow(order);

    hasExpired(order);
  }

  @Test
  void aPayerWhoWasFasterHasPaid() {
    long order = orderThatEnds();
    var payment = started(order);
    loseEvents();
    sandbox.confirm(payment.getString("paymentIntentId"), GOOD_CARD);

    dueRound.orderNow(order);

    look(order).body("status", equalTo("paid")).body("cancelReason", nullValue());
  }

  @Test
  void aPayerWhoPaysWhileTheEndIsAskedForHasPaid() {
    long order = orderThatEnds();
    var intent = started(order).getString("paymentIntentId");
    workedOff();
    sandbox
        .faults()
        .happensBefore(
            "POST /v1/payment_intents/" + intent + "/cancel",
            () -> sandbox.confirm(intent, GOOD_CARD));

    dueRound.orderNow(order);

    eventuallyPaid(order);
    look(order).body("cancelReason", nullValue());
  }

  @Test
  void aPaymentThatABankDecidesOnHoldsTheOrderAndMaySucceed() {
    sandbox.faults().banksWait(true);
    long order = orderThatEnds();
    var payment = started(order);
    sandbox.confirm(payment.getString("paymentIntentId"), "pm_usBankAccount_success");
    eventually(x -> assertThat(paymentStatus(payment.getLong("id"))).isEqualTo("processing"));

    dueRound.orderNow(order);

    look(order).body("status", equalTo("pending")).body("cancelRequestedAt", nullValue());
    start(order).then().statusCode(200).body("status", equalTo("processing"));
    sandbox.faults().banksWait(false);
    eventuallyPaid(order);
    dueRound.orderNow(order);
    look(order).body("status", equalTo("paid"));
  }

  @Test
  void aPaymentThatABankRefusesHoldsTheOrderUntilThen() {
    sandbox.faults().banksWait(true);
    long order = orderThatEnds();
    var payment = started(order);
    sandbox.confirm(payment.getString("paymentIntentId"), "pm_usBankAccount_insufficientFunds");
    eventually(x -> assertThat(paymentStatus(payment.getLong("id"))).isEqualTo("processing"));
    dueRound.orderNow(order);
    sandbox.faults().banksWait(false);
    eventually(x -> assertThat(paymentStatus(payment.getLong("id"))).isEqualTo("pending"));

    dueRound.orderNow(order);

    hasExpired(order);
  }

  /** No event has said so, and so the end is asked for. */
  @Test
  void aPaymentThatABankDecidesOnUnheardOfHoldsTheOrderToo() {
    sandbox.faults().banksWait(true);
    long order = orderThatEnds();
    var payment = started(order);
    loseEvents();
    sandbox.confirm(payment.getString("paymentIntentId"), "pm_usBankAccount_success");

    dueRound.orderNow(order);

    look(order).body("status", equalTo("pending")).body("cancelRequestedAt", nullValue());
    assertThat(paymentStatus(payment.getLong("id"))).isEqualTo("processing");
    sandbox.faults().clear();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void moneyThatABankHoldsHoldsTheOrder(boolean isHeardOf) {
    long order = orderThatEnds(Map.of("capture", "manual"));
    var payment = started(order);
    if (!isHeardOf) {
      loseEvents();
    }
    sandbox.confirm(payment.getString("paymentIntentId"), "pm_card_visa");
    if (isHeardOf) {
      eventually(x -> assertThat(paymentStatus(payment.getLong("id"))).isEqualTo("authorized"));
    }

    dueRound.orderNow(order);

    look(order).body("status", equalTo("pending")).body("cancelRequestedAt", nullValue());
    assertThat(paymentStatus(payment.getLong("id"))).isEqualTo("authorized");
    start(order).then().statusCode(200).body("status", equalTo("authorized"));
    sandbox.faults().clear();
  }

  @Test
  void whileStripeDoesNotSayWhetherABankHoldsMoneyNothingIsLetGo() {
    long order = orderThatEnds(Map.of("capture", "manual"));
    var payment = started(order);
    loseEvents();
    sandbox.confirm(payment.getString("paymentIntentId"), "pm_card_visa");
    sandbox.faults().failNext("GET /v1/payment_intents", 500, 100);

    dueRound.orderNow(order);

    look(order).body("status", equalTo("pending")).body("cancelRequestedAt", nullValue());
    sandbox.faults().clear();
    dueRound.orderNow(order);
    assertThat(paymentStatus(payment.getLong("id"))).isEqualTo("authorized");
  }

  @Test
  void afterItsEndNobodyBeginsToPayAnOrderThoughNoRoundHasCome() {
    long order = orderThatEnds();
    dueRound.end(order);

    isRefused(start(order), 409, "order-expired").body("orderId", equalTo((int) order));

    assertThat(tables().number("select count(*) from payment where order_id = ?", order)).isZero();
  }

  @Test
  void afterItsEndALivePaymentIsNotHandedOut() {
    long order = orderThatEnds();
    started(order);
    dueRound.end(order);

    isRefused(start(order), 409, "order-expired");
  }

  @Test
  void anExpiredOrderStillSaysWhy() {
    long order = orderThatEnds();
    dueRound.orderNow(order);

    isRefused(start(order), 409, "order-expired");
  }

  @Test
  void somebodyElsesExpiredOrderIsNotFound() {
    long order = orderThatEnds();
    dueRound.end(order);

    isRefused(
        as("somebody-else").body(Map.of("orderId", order)).post("/v1/payments"), 404, "not-found");
  }

  @Test
  void anOrderThatSomebodyCanceledHasNotExpired() {
    long order = orderThatEnds();
    asService().post("/v1/orders/" + order + "/cancel").then().statusCode(200);

    dueRound.end(order);
    dueRound.ordersNow();

    look(order).body("status", equalTo("canceled")).body("cancelReason", nullValue());
    isRefused(start(order), 409, "order-not-payable");
  }

  @Test
  void aPaidOrderIsForgottenAtItsEnd() {
    long order = orderThatEnds();
    sandbox.confirm(started(order).getString("paymentIntentId"), GOOD_CARD);
    eventuallyPaid(order);

    dueRound.orderNow(order);

    look(order).body("status", equalTo("paid"));
    assertThat(watched(order)).isZero();
  }

  @Test
  void anOrderThatEndsCanBeDeleted() {
    long order = orderThatEnds();

    asService().delete("/v1/orders/" + order).then().statusCode(204);

    assertThat(watched(order)).isZero();
  }

  @Test
  void roundsOfSeveralProcessesCancelOnce() {
    long order = orderThatEnds();
    started(order);
    dueRound.end(order);
    tables().change("update order_expiry set next_check_at = now() where id = ?", order);

    var both = CompletableFuture.runAsync(dueRound::ordersNow);
    dueRound.ordersNow();
    both.join();

    hasExpired(order);
  }

  /** More than there are lanes; the first one's answer comes last. */
  @Test
  void anOrderWhoseEndTakesLongHoldsUpNoOther() {
    long slow = orderThatEnds();
    var intent = started(slow).getString("paymentIntentId");
    workedOff();
    var others = IntStream.range(0, 20).mapToObj(n -> orderThatEnds()).toList();
    dueRound.end(slow);
    tables()
        .change(
            "update order_expiry set next_check_at = now() - interval '1 day' where id = ?", slow);
    for (long other : others) {
      dueRound.end(other);
      tables().change("update order_expiry set next_check_at = now() where id = ?", other);
    }
    var othersAreOver = new CountDownLatch(1);
    sandbox
        .faults()
        .happensBefore("GET /v1/payment_intents/" + intent, () -> waitFor(othersAreOver));

    var round = CompletableFuture.runAsync(dueRound::ordersNow);
    eventually(x -> others.forEach(this::hasExpired));
    look(slow).body("status", equalTo("pending"));
    othersAreOver.countDown();
    round.join();

    dueRound.orderNow(slow);
    hasExpired(slow);
  }

  private static void waitFor(CountDownLatch latch) {
    try {
      assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aBegunSubscriptionEndsAtStripeFirst() {
    long order = membershipThatEnds(Map.of());
    var started = subscribed(order);
    var subscription = started.getString("recurringPayment.subscriptionId");

    dueRound.orderNow(order);

    assertThat(sandbox.billing().subscription(subscription).path("status").asText())
        .isIn("canceled", "incomplete_expired");
    hasExpired(order);
  }

  @Test
  void afterItsEndNobodyBeginsASubscription() {
    long order = membershipThatEnds(Map.of());
    dueRound.end(order);

    isRefused(subscribe(order), 409, "order-expired");
    assertThat(tables().number("select count(*) from recurring_payment where order_id = ?", order))
        .isZero();
  }

  @Test
  void afterItsEndABegunSubscriptionIsNotHandedOut() {
    long order = membershipThatEnds(Map.of());
    long id = subscribed(order).getLong("recurringPayment.id");
    dueRound.end(order);

    isRefused(subscribe(order), 409, "order-expired");
    isRefused(asUser().post("/v1/recurring-payments/" + id + "/pay"), 409, "order-expired");
  }

  @Test
  void aTrialThatRunsHoldsItsOrder() {
    long order = membershipThatEnds(Map.of("trialDays", 14));
    var started = subscribed(order);
    eventuallyIs(started.getLong("recurringPayment.id"), "trialing");

    dueRound.orderNow(order);

    look(order).body("status", equalTo("pending")).body("cancelRequestedAt", nullValue());
    subscribe(order).then().statusCode(200);
  }

  @Test
  void aSubscriptionThatWasPaidUnheardOfHasPaidTheOrder() {
    long order = membershipThatEnds(Map.of());
    var started = subscribed(order);
    loseEvents();
    pay(started, GOOD_CARD);

    dueRound.orderNow(order);

    look(order).body("status", equalTo("paid"));
  }
}
