package io.paydesk.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.micrometer.core.instrument.MeterRegistry;
import io.paydesk.dev.sandbox.RecordedRequest;
import io.paydesk.stripe.StripePace;
import io.paydesk.testing.PaydeskTest;
import io.paydesk.testing.ReturningClient;
import io.paydesk.testing.http.Answer;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class PaymentsTest extends PaydeskTest {

  @Inject MeterRegistry meters;
  @Inject StripePace pace;

  @Test
  void aPaymentGoesFromItsStartToSuccess() {
    long order = order();
    var payment = started(order);

    assertThat(payment.getString("clientSecret")).startsWith(payment.getString("paymentIntentId"));
    assertThat(payment.getString("publishableKey")).startsWith("pk_test_");
    assertThat(payment.getLong("amount")).isEqualTo(9999);
    assertThat(orderStatus(order)).isEqualTo("pending");

    sandbox.confirm(payment.getString("paymentIntentId"), "4242424242424242");

    eventuallyPaid(order);
    asUser()
        .get("/v1/payments/" + payment.getLong("id"))
        .then()
        .body("status", equalTo("succeeded"))
        .body("amountReceived", equalTo(9999))
        .body("callbackProcessed", equalTo(true))
        .body("failure", nullValue())
        .body("clientSecret", nullValue());
  }

  @Test
  void theIntentAtStripeNamesTheInstallationTheRowAndTheCustomer() {
    long order = order();
    long id = started(order).getLong("id");

    var intent = intentOf(id);

    var metadata = intent.path("metadata");
    assertThat(metadata.path("paydesk_installation").textValue())
        .isEqualTo(tables().text("select id from installation"));
    assertThat(metadata.path("paydesk_uuid").textValue())
        .isEqualTo(tables().text("select uuid from payment where id = ?", id));
    assertThat(metadata.path("paydesk_order").textValue()).isEqualTo("" + order);
    assertThat(intent.path("customer").textValue())
        .isEqualTo(
            tables().text("select customer_id from stripe_customer where user_id = ?", user));
    assertThat(intent.path("automatic_payment_methods").path("enabled").booleanValue()).isTrue();
  }

  @Test
  void theKeyIsCommittedBeforeStripeIsAskedAndSentWithTheCall() {
    sandbox.clearRequests();
    long id;
    try (var patient = pace.patient()) {
      id = started(order()).getLong("id");
    }

    var call =
        sandbox.requests().stream()
            .filter(r -> r.method().equals("POST") && r.path().equals("/v1/payment_intents"))
            .filter(
                r ->
                    r.params()
                        .containsValue(tables().text("select uuid from payment where id = ?", id)))
            .toList();

    assertThat(call)
        .extracting(RecordedRequest::idempotencyKey)
        .containsExactly(tables().text("select idempotency_key from payment where id = ?", id));
  }

  @Test
  void aDeclinedCardLeavesThePaymentWaitingForAnother() {
    long order = order();
    var payment = started(order);

    sandbox.confirm(payment.getString("paymentIntentId"), "4000000000009995");

    eventually(
        x ->
            assertThat(payment(payment.getLong("id")).getString("failure.declineCode"))
                .isEqualTo("insufficient_funds"));
    assertThat(paymentStatus(payment.getLong("id"))).isEqualTo("pending");
    assertThat(orderStatus(order)).isEqualTo("pending");

    sandbox.confirm(payment.getString("paymentIntentId"), "4242424242424242");

    eventuallyPaid(order);
    assertThat(payment(payment.getLong("id")).getMap("failure")).isNull();
  }

  @Test
  void aDelayedSuccessIsProcessingFirst() {
    long order = order();
    var payment = started(order);

    sandbox.confirm(payment.getString("paymentIntentId"), "pm_usBankAccount_success");

    eventually(
        x -> assertThat(paymentStatus(payment.getLong("id"))).isIn("processing", "succeeded"));
    eventuallyPaid(order);
  }

  @Test
  void theSecondCallGetsTheLivePaymentBack() {
    long order = order();
    var first = started(order);

    start(order)
        .then()
        .statusCode(200)
        .body("id", equalTo(first.getInt("id")))
        .body("clientSecret", equalTo(first.getString("clientSecret")));
  }

  @Test
  void manyBrowsersThatPayAtOnceGetTheSameIntent() throws Exception {
    long order = order();
    int browsers = 12;
    var pool = Executors.newFixedThreadPool(browsers);
    try (var client = new ReturningClient(tables(), meters)) {
      // While another browser is slow to begin, Stripe says that its key is in use.
      Callable<Answer> pay = () -> client.sendUntilKnown(() -> start(order));
      List<Answer> answers =
          pool.invokeAll(Stream.generate(() -> pay).limit(browsers).toList()).stream()
              .map(
                  future -> {
                    try {
                      return future.get();
                    } catch (Exception e) {
                      throw new IllegalStateException(e);
                    }
                  })
              .toList();

      assertThat(answers).allSatisfy(answer -> assertThat(answer.statusCode()).isIn(200, 201));
      assertThat(answers.stream().filter(answer -> answer.statusCode() == 201))
          .as("none where the first one had to ask again")
          .hasSizeBetween(client.cameAgain() ? 0 : 1, 1);
      assertThat(
              answers.stream()
                  .map(a -> a.jsonPath().getString("clientSecret"))
                  .collect(Collectors.toSet()))
          .hasSize(1);
    } finally {
      pool.shutdown();
    }
    assertThat(tables().number("select count(*) from payment where order_id = ?", order))
        .isEqualTo(1);
    assertThat(
            sandbox.paymentIntents().stream()
                .filter(i -> i.path("metadata").path("paydesk_order").asText().equals("" + order)))
        .hasSize(1);
    assertThat(
            sandbox.customers().stream()
                .filter(c -> c.path("metadata").path("paydesk_user").asText().equals(user)))
        .hasSize(1);
  }

  @Test
  void aPaidOrderCannotBePaidAgain() {
    long order = order();
    sandbox.confirm(started(order).getString("paymentIntentId"), "4242424242424242");
    eventuallyPaid(order);

    start(order)
        .then()
        .statusCode(409)
        .contentType("application/problem+json")
        .body("type", equalTo("urn:paydesk:problem:order-already-paid"));
  }

  @Test
  void aPaymentThatSucceededUnnoticedIsNotReturnedAsOpen() {
    long order = order();
    loseEvents();
    sandbox.confirm(started(order).getString("paymentIntentId"), "4242424242424242");

    start(order)
        .then()
        .statusCode(409)
        .body("type", equalTo("urn:paydesk:problem:order-already-paid"));
    assertThat(orderStatus(order)).isEqualTo("paid");
  }

  @Test
  void aSentAmountMustBeTheOrdersInTheSmallestUnit() {
    long order = order();

    asUser()
        .body(Map.of("orderId", order, "amount", 9999, "currency", "USD"))
        .post("/v1/payments")
        .then()
        .statusCode(201);
    asUser()
        .body(Map.of("orderId", order(), "amount", 99))
        .post("/v1/payments")
        .then()
        .statusCode(422)
        .body("type", equalTo("urn:paydesk:problem:amount-mismatch"))
        .body("expected", equalTo(9999))
        .body("sent", equalTo(99));
  }

  @Test
  void aUserNeitherPaysNorSeesAnotherUsersPayment() {
    long order = order();
    long payment = started(order).getLong("id");
    var other = as("somebody-else");

    other.body(Map.of("orderId", order)).post("/v1/payments").then().statusCode(404);
    as("somebody-else").get("/v1/payments/" + payment).then().statusCode(404);
    as("somebody-else").post("/v1/payments/" + payment + "/refresh").then().statusCode(404);
    as("somebody-else").post("/v1/payments/" + payment + "/cancel").then().statusCode(404);
    as("somebody-else").get("/v1/payments").then().body("data", hasSize(0));
    asUser().get("/v1/payments").then().body("data", hasSize(1));
    asUser().queryParam("orderId", order).get("/v1/payments").then().body("data", hasSize(1));
    asUser().queryParam("orderId", order + 1).get("/v1/payments").then().body("data", hasSize(0));
  }

  @Test
  void aServiceMayBeginAPaymentForItsUser() {
    asService().body(Map.of("orderId", order())).post("/v1/payments").then().statusCode(201);
  }

  @Test
  void aSubscriptionsOrderCannotBePaidOnce() {
    long order =
        asService()
            .body(Map.of("userId", user, "price", "10.00", "currency", "usd", "priceId", "price_1"))
            .post("/v1/orders")
            .jsonPath()
            .getLong("id");

    start(order)
        .then()
        .statusCode(409)
        .body("type", equalTo("urn:paydesk:problem:order-not-payable"));
  }

  @Test
  void aPaymentThatStripeRefusesFailsAndLeavesTheOrderPayable() {
    // In this currency Stripe takes eight digits, which only Stripe knows.
    long order = order("1000000.00", "usd");

    start(order)
        .then()
        .statusCode(422)
        .body("type", equalTo("urn:paydesk:problem:refused-by-stripe"))
        .body("stripeCode", equalTo("amount_too_large"))
        .body("detail", startsWith("Stripe refused"))
        .body("paymentId", notNullValue());
    asUser().get("/v1/payments").then().body("data[0].status", equalTo("failed"));
    assertThat(orderStatus(order)).isEqualTo("pending");
  }

  @Test
  void aRefreshFindsASuccessWithoutAnEvent() {
    long order = order();
    var payment = started(order);
    loseEvents();
    sandbox.confirm(payment.getString("paymentIntentId"), "4242424242424242");

    asUser()
        .post("/v1/payments/" + payment.getLong("id") + "/refresh")
        .then()
        .statusCode(200)
        .body("status", equalTo("succeeded"));
    assertThat(orderStatus(order)).isEqualTo("paid");
  }

  @Test
  void aRefreshSaysWhenStripeDoesNotAnswer() {
    var payment = started(order());
    sandbox.faults().failNext("GET /v1/payment_intents", 500, 10);

    asUser()
        .post("/v1/payments/" + payment.getLong("id") + "/refresh")
        .then()
        .statusCode(202)
        .body("status", equalTo("pending"));
  }

  @Test
  void thePayerDoesNotSeeThatStripeRefusedOurKey() {
    started(order());
    long order = order();
    sandbox.faults().failNext("POST /v1/payment_intents", 401, 10);

    var answer =
        asUser().header("Idempotency-Key", "k").body(Map.of("orderId", order)).post("/v1/payments");

    answer.then().statusCode(202).body("status", equalTo("unknown"));
    assertThat(answer.asString()).doesNotContain("key_");
    sandbox.faults().clear();
    asUser()
        .header("Idempotency-Key", "k")
        .body(Map.of("orderId", order))
        .post("/v1/payments")
        .then()
        .statusCode(201)
        .body("status", equalTo("pending"));
  }

  @Test
  void whileStripeDoesNotAnswerABegunPaymentIsNotReportedWrongly() {
    long order = order();
    var payment = started(order);
    loseEvents();
    sandbox.confirm(payment.getString("paymentIntentId"), "4242424242424242");
    sandbox.faults().failNext("GET /v1/payment_intents", 500, 10);

    var answer = start(order).then().statusCode(503).extract().jsonPath();

    assertThat(answer.getString("type")).isEqualTo("urn:paydesk:problem:stripe-unavailable");
    assertThat(answer.getString("detail"))
        .contains("has begun")
        .doesNotContain("Nothing was charged");
  }

  @Test
  void anIntentThatIsNotAtStripeDoesNotBlockItsOrder() {
    long order = order();
    long payment = started(order).getLong("id");
    loseEvents();
    tables().change("update payment set payment_intent_id = 'pi_of_nowhere' where id = ?", payment);

    var again = start(order).then().statusCode(201).extract().jsonPath();

    assertThat(again.getLong("id")).isNotEqualTo(payment);
    assertThat(paymentStatus(payment)).isEqualTo("failed");
  }

  private void isNamed(long payment, String intent) {
    tables().change("update payment set payment_intent_id = ? where id = ?", intent, payment);
  }

  /** As while the service has the key of another account. */
  private void isLost(long payment) {
    isNamed(payment, "pi_of_nowhere_" + payment);
    asUser()
        .post("/v1/payments/" + payment + "/refresh")
        .then()
        .statusCode(200)
        .body("status", equalTo("failed"));
  }

  @Test
  void anIntentThatStripeHasAfterAllIsHandedBackAndNoOtherIsBegun() {
    long order = order();
    var begun = started(order);
    long payment = begun.getLong("id");
    loseEvents();
    isLost(payment);
    isNamed(payment, begun.getString("paymentIntentId"));

    start(order)
        .then()
        .statusCode(200)
        .body("id", equalTo((int) payment))
        .body("status", equalTo("pending"));

    assertThat(tables().number("select count(*) from payment where order_id = ?", order))
        .isEqualTo(1);
  }

  @Test
  void moneyOfAnIntentThatStripeHasAfterAllIsLearntBeforeAnotherIsBegun() {
    long order = order();
    var begun = started(order);
    long payment = begun.getLong("id");
    loseEvents();
    isLost(payment);
    isNamed(payment, begun.getString("paymentIntentId"));
    sandbox.confirm(begun.getString("paymentIntentId"), "4242424242424242");

    start(order)
        .then()
        .statusCode(409)
        .body("type", equalTo("urn:paydesk:problem:order-already-paid"));

    assertThat(orderStatus(order)).isEqualTo("paid");
    assertThat(paymentStatus(payment)).isEqualTo("succeeded");
  }

  @Test
  void whileStripeIsSilentAboutAnIntentThatItDidNotKnowNoOtherIsBegun() {
    long order = order();
    var begun = started(order);
    long payment = begun.getLong("id");
    loseEvents();
    isLost(payment);
    isNamed(payment, begun.getString("paymentIntentId"));
    sandbox.faults().failNext("GET /v1/payment_intents/", 500, 10);

    start(order).then().statusCode(503);

    assertThat(tables().number("select count(*) from payment where order_id = ?", order))
        .isEqualTo(1);
  }

  @Test
  void anIntentThatStripeRefusesToShowDoesNotBlockItsOrder() {
    long order = order();
    long payment = started(order).getLong("id");
    loseEvents();
    isLost(payment);
    sandbox.faults().failNext("GET /v1/payment_intents/", 400, 1);

    long second = started(order).getLong("id");

    assertThat(second).isNotEqualTo(payment);
    assertThat(paymentStatus(payment)).isEqualTo("failed");
  }

  @Test
  void anIntentThatStripeHasAfterAllEndsWithItsOrder() {
    long order = order();
    var begun = started(order);
    long payment = begun.getLong("id");
    loseEvents();
    isLost(payment);
    isNamed(payment, begun.getString("paymentIntentId"));

    asService()
        .post("/v1/orders/" + order + "/cancel")
        .then()
        .statusCode(200)
        .body("status", equalTo("canceled"));

    assertThat(paymentStatus(payment)).isEqualTo("canceled");
    assertThat(intentOf(payment).path("status").textValue()).isEqualTo("canceled");
  }

  @Test
  void whileStripeIsSilentAboutAnIntentThatItDidNotKnowItsOrderIsNotCanceled() {
    long order = order();
    long payment = started(order).getLong("id");
    loseEvents();
    isLost(payment);
    sandbox.faults().failNext("GET /v1/payment_intents/", 500, 10);

    asService().post("/v1/orders/" + order + "/cancel").then().statusCode(503);

    assertThat(orderStatus(order)).isEqualTo("pending");
    sandbox.faults().answerAgain();
    asService().post("/v1/orders/" + order + "/cancel").then().statusCode(200);
  }

  @Test
  void anIntentThatStripeHasAfterAllStaysFailedWhileAnotherPaysItsOrder() {
    long order = order();
    var begun = started(order);
    long payment = begun.getLong("id");
    loseEvents();
    isLost(payment);
    long second = started(order).getLong("id");
    isNamed(payment, begun.getString("paymentIntentId"));

    asUser()
        .post("/v1/payments/" + payment + "/refresh")
        .then()
        .statusCode(200)
        .body("status", equalTo("failed"));

    assertThat(paymentStatus(second)).isEqualTo("pending");
  }

  @Test
  void manyRefreshesAtOnceDoNotTakeAllWorkers() throws Exception {
    long payment = started(order()).getLong("id");
    sandbox.faults().holdNext("GET /v1/payment_intents", Duration.ofSeconds(1), 100_000);
    var pool = Executors.newFixedThreadPool(40);
    try (var patient = pace.patient()) {
      var refused = new AtomicBoolean();
      // Each repeats until one is refused, however slowly they come together.
      Callable<List<Integer>> refresh =
          () -> {
            var answers = new ArrayList<Integer>();
            do {
              answers.add(asUser().post("/v1/payments/" + payment + "/refresh").statusCode());
              refused.compareAndSet(false, answers.contains(429));
            } while (!refused.get());
            return answers;
          };
      var statuses = pool.invokeAll(Stream.generate(() -> refresh).limit(40).toList());
      var seen = new ArrayList<Integer>();
      for (var status : statuses) {
        seen.addAll(status.get());
      }
      assertThat(seen).contains(429).contains(200).containsOnly(200, 429);
    } finally {
      pool.shutdown();
    }
  }

  @Test
  void anOrderThatIsDeletedWhileItsPaymentBeginsIsEitherGoneOrKept() throws Exception {
    var pool = Executors.newFixedThreadPool(2);
    try {
      for (int i = 0; i < 15; i++) {
        long order = order();
        var start = pool.submit(() -> start(order).statusCode());
        var delete = pool.submit(() -> asService().delete("/v1/orders/" + order).statusCode());
        assertThat(List.of(start.get(), delete.get())).isIn(List.of(201, 409), List.of(404, 204));
      }
    } finally {
      pool.shutdown();
    }
  }

  @Test
  void thePageMayKnowTheKeyAndTheBrand() {
    io.paydesk.testing.http.Request.given()
        .get("/v1/config")
        .then()
        .statusCode(200)
        .body("publishableKey", startsWith("pk_test_"))
        .body("stripeScript", endsWith("/dahlia/stripe.js"))
        .body("brandName", equalTo("Paydesk"))
        .body("brandColor", equalTo("#4338ca"));
  }
}
