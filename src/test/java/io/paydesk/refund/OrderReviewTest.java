package io.paydesk.refund;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.paydesk.reconcile.DueRound;
import io.paydesk.testing.PaydeskTest;
import io.paydesk.testing.http.AnswerCheck;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class OrderReviewTest extends PaydeskTest {

  @Inject DueRound dueRound;
  @Inject RefundReconciler reconciler;

  private long firstPayment;
  private long secondPayment;

  /** A dispute takes a fee too, which the shared balance would lack in another test. */
  @AfterEach
  void settleTheBalance() {
    sandbox.payOut("usd");
  }

  /** An order that was paid twice: the first payment was taken for canceled, but its money came. */
  private long paidTwice() {
    long order = order();
    var first = started(order);
    firstPayment = first.getLong("id");
    tables().change("update payment set status = 'canceled' where id = ?", firstPayment);
    var second = started(order);
    secondPayment = second.getLong("id");
    sandbox.confirm(second.getString("paymentIntentId"), "4242424242424242");
    eventuallyPaid(order);
    sandbox.confirm(first.getString("paymentIntentId"), "4242424242424242");
    eventually(x -> assertThat(orderStatus(order)).isEqualTo("review"));
    // An event that is still under way would use up the faults that a test plans.
    workedOff();
    return order;
  }

  private AnswerCheck resolve(long order, String resolution) {
    return asAdmin()
        .body(Map.of("resolution", resolution))
        .post("/v1/orders/" + order + "/resolve")
        .then();
  }

  private long refundedAtStripe(long payment) {
    var charge = tables().text("select charge_id from payment where id = ?", payment);
    return sandbox.events().stream()
        .filter(event -> event.path("type").textValue().equals("refund.created"))
        .map(event -> event.at("/data/object"))
        .filter(refund -> charge.equals(refund.path("charge").textValue()))
        .mapToLong(refund -> refund.path("amount").longValue())
        .sum();
  }

  @Test
  void acceptingKeepsAllTheMoney() {
    long order = paidTwice();

    resolve(order, "accept")
        .statusCode(200)
        .body("status", equalTo("paid"))
        .body("resolution", equalTo("accept"));

    assertThat(refundedAtStripe(firstPayment)).isZero();
    assertThat(tables().text("select resolved_by from orders where id = ?", order))
        .isEqualTo("ada");
    resolve(order, "accept")
        .statusCode(409)
        .body("type", equalTo("urn:paydesk:problem:order-not-in-review"));
  }

  private AnswerCheck resolve(long order, String resolution, List<Long> inQuestion) {
    return asAdmin()
        .body(Map.of("resolution", resolution, "inQuestion", inQuestion))
        .post("/v1/orders/" + order + "/resolve")
        .then();
  }

  /** Else they would keep, or give back, money that they have not seen. */
  @ParameterizedTest
  @ValueSource(strings = {"accept", "refund"})
  void nobodyDecidesOnAPaymentThatCameIntoQuestionSinceTheyLooked(String resolution) {
    long order = paidTwice();
    tables().change("update payment set review_reason = 'late' where id = ?", secondPayment);

    for (var seen : List.of(List.of(firstPayment), List.<Long>of())) {
      resolve(order, resolution, seen)
          .statusCode(409)
          .body("type", equalTo("urn:paydesk:problem:review-overtaken"))
          .body("inQuestion", equalTo(List.of((int) firstPayment, (int) secondPayment)))
          .body("detail", containsString("payment " + secondPayment));
    }

    assertThat(orderStatus(order)).isEqualTo("review");
    assertThat(tables().number("select count(*) from refund where order_id = ?", order)).isZero();
    resolve(order, resolution, List.of(secondPayment, firstPayment)).statusCode(200);
    resolve(order, resolution, List.of(secondPayment, firstPayment))
        .statusCode(409)
        .body("type", equalTo("urn:paydesk:problem:order-not-in-review"));
  }

  /** Two who have the same order in review before them. */
  @Test
  void whoeverKeepsTheMoneyHasOvertakenWhoeverGivesItBack() {
    long order = paidTwice();
    resolve(order, "accept", List.of(firstPayment)).statusCode(200);

    resolve(order, "refund", List.of(firstPayment))
        .statusCode(409)
        .body("type", equalTo("urn:paydesk:problem:order-not-in-review"));

    assertThat(refundedAtStripe(firstPayment)).isZero();
  }

  @Test
  void refundingReturnsTheSecondPaymentAndTheOrderStaysPaidByTheFirst() {
    long order = paidTwice();

    resolve(order, "refund").statusCode(200).body("status", equalTo("paid"));

    assertThat(refundedAtStripe(firstPayment)).isEqualTo(9999);
    assertThat(refundedAtStripe(secondPayment)).isZero();
    assertThat(payment(firstPayment).getString("status")).isEqualTo("refunded");
    assertThat(payment(firstPayment).getLong("amountRefunded")).isEqualTo(9999);
    assertThat(paymentStatus(secondPayment)).isEqualTo("succeeded");
  }

  @Test
  void anAcceptedPaymentIsNotRefundedByALaterReview() {
    long order = paidTwice();
    resolve(order, "accept").statusCode(200);
    long accepted = firstPayment;
    tables().change("update orders set status = 'pending' where id = ?", order);
    var third = started(order);
    tables().change("update orders set status = 'paid' where id = ?", order);
    sandbox.confirm(third.getString("paymentIntentId"), "4242424242424242");
    eventually(x -> assertThat(orderStatus(order)).isEqualTo("review"));

    resolve(order, "refund").statusCode(200).body("status", equalTo("paid"));

    assertThat(refundedAtStripe(accepted)).isZero();
    assertThat(refundedAtStripe(third.getLong("id"))).isEqualTo(9999);
  }

  @Test
  void aLonePaymentThatDoesNotFitIsRefundedWholeAndSoIsItsOrder() {
    long order = order();
    var payment = started(order);
    tables().change("update orders set amount = 5000 where id = ?", order);
    sandbox.confirm(payment.getString("paymentIntentId"), "4242424242424242");
    eventually(x -> assertThat(orderStatus(order)).isEqualTo("review"));

    resolve(order, "refund").statusCode(200).body("status", equalTo("refunded"));

    assertThat(refundedAtStripe(payment.getLong("id"))).isEqualTo(9999);
  }

  @Test
  void anOrdinaryRefundDoesNotEndAReview() {
    long order = order();
    var payment = started(order).getLong("id");
    tables().change("update orders set amount = 5000 where id = ?", order);
    sandbox.confirm(payment(payment).getString("paymentIntentId"), "4242424242424242");
    eventually(x -> assertThat(orderStatus(order)).isEqualTo("review"));

    asAdmin()
        .header("Idempotency-Key", UUID.randomUUID().toString())
        .body(Map.of("paymentId", payment, "refundAmount", 4999))
        .post("/v1/refunds")
        .then()
        .statusCode(201)
        .body("status", equalTo("succeeded"));

    assertThat(orderStatus(order)).isEqualTo("review");
    assertThat(paymentStatus(payment)).isEqualTo("partially_refunded");
    resolve(order, "accept").statusCode(200).body("status", equalTo("partially_refunded"));
  }

  @Test
  void anOrdinaryRefundIsNotReportedAsTheEndOfTheReview() {
    long order = paidTwice();
    sandbox.faults().failNext("POST /v1/refunds", 429, 100);
    asAdmin()
        .header("Idempotency-Key", UUID.randomUUID().toString())
        .body(Map.of("paymentId", firstPayment, "refundAmount", 1))
        .post("/v1/refunds")
        .then()
        .statusCode(202);

    resolve(order, "accept")
        .statusCode(409)
        .body("type", equalTo("urn:paydesk:problem:refund-under-way"))
        .body("detail", containsString("then resolve the review"));

    sandbox.faults().clear();
    dueRound.refundNow(tables().number("select id from refund where payment_id = ?", firstPayment));
    assertThat(orderStatus(order)).isEqualTo("review");
    resolve(order, "accept").statusCode(200).body("status", equalTo("paid"));
  }

  @Test
  void aRefundThatFailsAfterItHasEndedTheReviewOpensItAgain() {
    long order = paidTwice();
    resolve(order, "refund").statusCode(200).body("status", equalTo("paid"));

    sandbox.refundFails(
        tables().text("select refund_id from refund where payment_id = ?", firstPayment),
        "lost_or_stolen_card");

    eventually(x -> assertThat(orderStatus(order)).isEqualTo("review"));
    assertThat(tables().text("select review_reason from orders where id = ?", order))
        .isEqualTo("refund-failed");
    assertThat(paymentStatus(firstPayment)).isEqualTo("succeeded");
    resolve(order, "refund").statusCode(200).body("status", equalTo("paid"));
    assertThat(paymentStatus(firstPayment)).isEqualTo("refunded");
    assertThat(paymentStatus(secondPayment)).isEqualTo("succeeded");
  }

  @Test
  void aResolutionDoesNotRefundDisputedMoney() {
    long order = paidTwice();
    var dispute =
        sandbox.dispute(payment(firstPayment).getString("paymentIntentId"), "fraudulent", false);
    eventually(
        x -> assertThat(payment(firstPayment).getList("disputes.disputeId")).contains(dispute));

    resolve(order, "refund")
        .statusCode(409)
        .body("type", equalTo("urn:paydesk:problem:payment-disputed"))
        .body("disputeId", equalTo(dispute));

    assertThat(refundedAtStripe(firstPayment)).isZero();
    assertThat(tables().text("select resolution from orders where id = ?", order)).isNull();
    resolve(order, "accept").statusCode(200).body("status", equalTo("paid"));
  }

  @Test
  void aLostAnswerLeavesTheReviewOpenUntilARoundOfChecksFindsTheRefund() {
    long order = paidTwice();
    loseEvents();
    sandbox.faults().timeoutAfterWorkNext("POST /v1/refunds", 4);

    resolve(order, "refund").statusCode(202).body("status", equalTo("review"));
    assertThat(tables().text("select status from refund where payment_id = ?", firstPayment))
        .isEqualTo("unknown");
    resolve(order, "accept")
        .statusCode(409)
        .body("type", equalTo("urn:paydesk:problem:refund-under-way"));

    sandbox.faults().clear();
    dueRound.refundNow(tables().number("select id from refund where payment_id = ?", firstPayment));

    assertThat(orderStatus(order)).isEqualTo("paid");
    assertThat(refundedAtStripe(firstPayment)).isEqualTo(9999);
  }

  @Test
  void askingTwiceRefundsOnce() {
    long order = paidTwice();
    sandbox.faults().failAfterWorkNext("POST /v1/refunds", 500, 1);

    resolve(order, "refund");
    asAdmin().body(Map.of("resolution", "refund")).post("/v1/orders/" + order + "/resolve");

    assertThat(refundedAtStripe(firstPayment)).isEqualTo(9999);
    assertThat(orderStatus(order)).isEqualTo("paid");
  }

  @Test
  void anOldKeyOfARefundIsNotSentAgain() {
    long order = paidTwice();
    loseEvents();
    sandbox.faults().resetAfterWorkNext("POST /v1/refunds", 4);
    resolve(order, "refund").statusCode(202);
    sandbox.faults().clear();
    long refund = tables().number("select id from refund where payment_id = ?", firstPayment);
    tables()
        .change(
            "update refund set idempotency_key_since = now() - interval '24 hours' where id = ?",
            refund);
    sandbox.clearRequests();

    dueRound.refundNow(refund);

    assertThat(sandbox.requests().stream().filter(r -> r.method().equals("POST"))).isEmpty();
    assertThat(orderStatus(order)).isEqualTo("paid");
  }

  @Test
  void aRefundThatStripeRefusesIsReportedAndTheReviewGoesOn() {
    long order = paidTwice();
    tables()
        .change(
            "update payment set payment_intent_id = 'pi_that_is_not_there' where id = ?",
            firstPayment);

    resolve(order, "refund")
        .statusCode(422)
        .body("type", equalTo("urn:paydesk:problem:refused-by-stripe"))
        .body("stripeCode", equalTo("resource_missing"));

    assertThat(orderStatus(order)).isEqualTo("review");
    resolve(order, "accept").statusCode(200).body("status", equalTo("paid"));
  }

  @Test
  void onlyAnAdminResolvesAndOnlyInOneOfTwoWays() {
    long order = order();

    asService()
        .body(Map.of("resolution", "accept"))
        .post("/v1/orders/" + order + "/resolve")
        .then()
        .statusCode(403);
    resolve(order, "accept").statusCode(409);
    resolve(order, "forget")
        .statusCode(400)
        .body("type", equalTo("urn:paydesk:problem:invalid-resolution"));
    asAdmin().body("{}").post("/v1/orders/" + order + "/resolve").then().statusCode(400);
    resolve(987654321, "accept").statusCode(404);
  }

  @Test
  void aRepeatedRequestDoesNotPromiseARefundThatWasGivenUp() {
    long order = paidTwice();
    var key = Map.of("Idempotency-Key", UUID.randomUUID().toString());
    tables()
        .change(
            "update payment set payment_intent_id = 'pi_gone_' || id where id = ?", firstPayment);
    sandbox.faults().failNext("POST /v1/refunds", 429, 100);
    asAdmin()
        .headers(key)
        .body(Map.of("resolution", "refund"))
        .post("/v1/orders/" + order + "/resolve")
        .then()
        .statusCode(202);
    sandbox.faults().clear();
    dueRound.refundNow(tables().number("select id from refund where payment_id = ?", firstPayment));

    asAdmin()
        .headers(key)
        .body(Map.of("resolution", "refund"))
        .post("/v1/orders/" + order + "/resolve")
        .then()
        .statusCode(422)
        .body("type", equalTo("urn:paydesk:problem:refused-by-stripe"));
  }

  @Test
  void aReviewIsNotAcceptedWhileARefundIsUnderWay() {
    long order = paidTwice();
    sandbox.faults().failNext("POST /v1/refunds", 429, 100);
    resolve(order, "refund").statusCode(202);
    // Another success drops the resolution, but not the refund.
    tables().change("update orders set resolution = null where id = ?", order);

    resolve(order, "accept")
        .statusCode(409)
        .body("type", equalTo("urn:paydesk:problem:refund-under-way"));
  }

  @Test
  void aRefundThatWasRefusedIsNotAskedForAgain() throws Throwable {
    long order = paidTwice();
    sandbox.faults().failNext("POST /v1/refunds", 400, 1);
    resolve(order, "refund").statusCode(422);
    long refund = tables().number("select id from refund where payment_id = ?", firstPayment);

    // Like the second of two callers, whose list of open refunds is older than the refusal.
    VertxContextSupport.subscribeAndAwait(() -> reconciler.reconcile(refund));

    assertThat(refundedAtStripe(firstPayment)).isZero();
    assertThat(tables().text("select status from refund where id = ?", refund)).isEqualTo("failed");
    resolve(order, "refund").statusCode(200).body("status", equalTo("paid"));
    assertThat(refundedAtStripe(firstPayment)).isEqualTo(9999);
  }

  @Test
  void manyResolvesAtOnceMakeOneRefund() throws Exception {
    long order = paidTwice();
    var pool = Executors.newFixedThreadPool(8);
    try {
      var all =
          IntStream.range(0, 8)
              .mapToObj(i -> pool.submit(() -> resolve(order, "refund").extract().statusCode()))
              .toList();
      for (var one : all) {
        assertThat(one.get()).isIn(200, 202, 409);
      }
    } finally {
      pool.shutdown();
    }
    eventually(x -> assertThat(orderStatus(order)).isEqualTo("paid"));
    assertThat(refundedAtStripe(firstPayment)).isEqualTo(9999);
    assertThat(tables().number("select count(*) from refund where order_id = ?", order))
        .isEqualTo(1);
  }
}
