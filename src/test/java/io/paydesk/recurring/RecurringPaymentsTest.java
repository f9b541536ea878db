package io.paydesk.recurring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.micrometer.core.instrument.MeterRegistry;
import io.paydesk.reconcile.DueRound;
import io.paydesk.testing.ReturningClient;
import io.paydesk.testing.SubscriptionTest;
import io.paydesk.testing.http.Answer;
import io.paydesk.testing.http.AnswerCheck;
import io.paydesk.testing.http.Json;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@QuarkusTest
class RecurringPaymentsTest extends SubscriptionTest {

  private static final String CREATE = "POST /v1/subscriptions";

  @Inject DueRound dueRound;
  @Inject MeterRegistry meters;

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

  private long subscriptionsAtStripe() {
    return sandbox.billing().subscriptions().stream()
        .filter(one -> one.at("/items/data/0/price/id").asText().equals(price))
        .count();
  }

  @Test
  void aSubscriptionIsStartedPaidAndThenActive() {
    long order = monthly();
    var started = subscribed(order);
    long id = started.getLong("recurringPayment.id");

    assertThat(started.getString("clientSecretType")).isEqualTo("payment");
    assertThat(started.getString("clientSecret")).startsWith("pi_").contains("_secret_");
    assertThat(started.getString("publishableKey")).startsWith("pk_test_");
    assertThat(started.getString("recurringPayment.status")).isEqualTo("incomplete");
    pay(started, GOOD_CARD);

    eventuallyPaid(order);
    eventuallyIs(id, "active");
    asUser()
        .get("/v1/recurring-payments/" + id)
        .then()
        .body("priceId", equalTo(price))
        .body("quantity", equalTo(1))
        .body("currentPeriodEnd", notNullValue())
        .body("cancelAtPeriodEnd", equalTo(false))
        .body("callbackProcessed", equalTo(true))
        .body("failure", nullValue());
    asUser()
        .get("/v1/payments?orderId=" + order)
        .then()
        .body("data", hasSize(1))
        .body("data[0].origin", equalTo("invoice"))
        .body("data[0].amount", equalTo(1500))
        .body("data[0].amountReceived", equalTo(1500))
        .body("data[0].status", equalTo("succeeded"));
    assertThat(
            tables()
                .number("select count(*) from recurring_payment r where r::text like '%_secret_%'"))
        .isZero();
  }

  @Test
  void repeatedAndParallelStartsOfAnOrderMakeOneSubscription() throws Exception {
    long order = monthly();

    List<Answer> answers;
    try (var client = new ReturningClient(tables(), meters)) {
      // While another request is slow to begin it, Stripe says that its key is in use.
      answers = atOnce(6, () -> client.sendUntilKnown(() -> subscribe(order)));
      assertThat(answers.stream().filter(answer -> answer.statusCode() == 201))
          .as("none where the first one had to ask again")
          .hasSizeBetween(client.cameAgain() ? 0 : 1, 1);
    }

    assertThat(answers).allSatisfy(answer -> assertThat(answer.statusCode()).isIn(200, 201));
    assertThat(answers)
        .extracting(answer -> answer.jsonPath().getLong("recurringPayment.id"))
        .containsOnly(answers.get(0).jsonPath().getLong("recurringPayment.id"));
    assertThat(subscriptionsAtStripe()).isEqualTo(1);
    assertThat(
            sandbox.customers().stream()
                .filter(c -> c.at("/metadata/paydesk_user").asText().equals(user))
                .count())
        .isEqualTo(1);
    subscribe(order).then().statusCode(200).body("clientSecret", startsWith("pi_"));
  }

  @Test
  void anOrdersOwnSubscriptionIsReturnedEvenIfItsPriceIsInactive() {
    long order = monthly();
    long id = subscribed(order).getLong("recurringPayment.id");
    sandbox.billing().retire(price);
    // Requests that an event causes do not count.
    workedOff();
    sandbox.clearRequests();

    subscribe(order)
        .then()
        .statusCode(200)
        .body("recurringPayment.id", equalTo((int) id))
        .body("clientSecret", startsWith("pi_"));

    assertThat(sandbox.requests())
        .extracting(request -> request.path().split("/")[2])
        .containsOnly("subscriptions");
    isRefused(subscribe(monthly()), 422, "price-not-usable").body("reason", equalTo("inactive"));
  }

  private long liveAtStripe() {
    return sandbox.billing().subscriptions().stream()
        .filter(one -> one.at("/items/data/0/price/id").asText().equals(price))
        .filter(one -> !one.path("status").asText().matches("canceled|incomplete_expired"))
        .count();
  }

  @Test
  void twoSimultaneousOrdersOfAPriceGetOneSubscription() throws Exception {
    long first = monthly();
    long second = monthly();
    var orders = Collections.synchronizedList(new ArrayList<>(List.of(first, second)));

    var answers = atOnce(2, () -> subscribe(orders.remove(0)));

    // The second request finds that the first has begun one or is beginning it.
    assertThat(answers).extracting(Answer::statusCode).contains(201);
    assertThat(answers)
        .allSatisfy(
            answer -> {
              if (answer.statusCode() != 201) {
                isRefused(answer, 409, "subscription-exists");
              }
            });
    assertThat(liveAtStripe()).isEqualTo(1);
  }

  @Test
  void aSecondOrderForAPriceThatTheUserHasIsRefused() {
    active(monthly());

    isRefused(subscribe(monthly()), 409, "subscription-exists");

    assertThat(subscriptionsAtStripe()).isEqualTo(1);
  }

  @Test
  void anUnpaidSubscriptionMakesWayForTheNextOrder() {
    long abandoned = monthly();
    var first = subscribed(abandoned);
    long next = monthly();

    var second = subscribed(next);
    pay(second, GOOD_CARD);

    eventuallyPaid(next);
    eventuallyIs(first.getLong("recurringPayment.id"), "incomplete_expired");
    assertThat(orderStatus(abandoned)).isEqualTo("pending");
    assertThat(liveAtStripe()).isEqualTo(1);
    assertThat(recurring(first.getLong("recurringPayment.id")).getString("change")).isNull();
    isRefused(subscribe(abandoned), 409, "subscription-exists");
  }

  @Test
  void aSubscriptionThatWasPaidUnnoticedDoesNotMakeWay() {
    long paid = monthly();
    var started = subscribed(paid);
    loseEvents();
    pay(started, GOOD_CARD);

    isRefused(subscribe(monthly()), 409, "subscription-exists");

    assertThat(status(started.getLong("recurringPayment.id"))).isEqualTo("active");
    assertThat(subscriptionsAtStripe()).isEqualTo(1);
    assertThat(liveAtStripe()).isEqualTo(1);
  }

  /** The row says that the end was asked for, and then the money comes. */
  @Test
  void aSubscriptionThatIsPaidBeforeItsEndIsCarriedOutGoesOn() {
    long paid = monthly();
    var started = subscribed(paid);
    long id = started.getLong("recurringPayment.id");
    loseEvents();
    sandbox.faults().failNext("POST /v1/invoices", 429, 4);
    isRefused(subscribe(monthly()), 503, "stripe-unavailable");
    assertThat(recurring(id).getString("change")).isEqualTo("end_if_incomplete");
    isRefused(asUser().post("/v1/recurring-payments/" + id + "/pay"), 409, "nothing-to-pay");
    sandbox.faults().answerAgain();

    pay(started, GOOD_CARD);
    dueRound.recurringNow(id);

    assertThat(status(id)).isEqualTo("active");
    assertThat(recurring(id).getString("change")).isNull();
    assertThat(orderStatus(paid)).isEqualTo("paid");
    isRefused(subscribe(monthly()), 409, "subscription-exists");
  }

  /** Stripe would cancel it all the same, and the payer would have paid for nothing. */
  @Test
  void aSubscriptionThatIsPaidInTheMomentOfItsEndGoesOn() {
    long paid = monthly();
    var started = subscribed(paid);
    long id = started.getLong("recurringPayment.id");
    loseEvents();
    sandbox.faults().happensBefore("POST /v1/invoices", () -> pay(started, GOOD_CARD));
    sandbox.faults().happensBefore("DELETE /v1/subscriptions", () -> pay(started, GOOD_CARD));

    isRefused(subscribe(monthly()), 409, "subscription-exists");

    assertThat(status(id)).isEqualTo("active");
    assertThat(recurring(id).getString("change")).isNull();
    assertThat(liveAtStripe()).isEqualTo(1);
    dueRound.recurringNow(id);
    assertThat(orderStatus(paid)).isEqualTo("paid");
  }

  @Test
  void anEndThatStripeDidNotConfirmIsCarriedOutByARoundOfChecks() {
    long abandoned = monthly();
    long id = subscribed(abandoned).getLong("recurringPayment.id");
    loseEvents();
    sandbox.faults().failNext("POST /v1/invoices", 429, 4);
    long next = monthly();
    isRefused(subscribe(next), 503, "stripe-unavailable");
    sandbox.faults().answerAgain();

    dueRound.recurringNow(id);

    assertThat(status(id)).isEqualTo("incomplete_expired");
    subscribe(next).then().statusCode(201);
    assertThat(liveAtStripe()).isEqualTo(1);
  }

  @Test
  void aPayerWhoPaidAnEndedSubscriptionUnnoticedIsNotAskedToPayAgain() {
    long paid = monthly();
    var started = subscribed(paid);
    loseEvents();
    pay(started, GOOD_CARD);
    sandbox.billing().cancelAtDashboard(started.getString("recurringPayment.subscriptionId"));

    isRefused(subscribe(paid), 409, "order-already-paid");

    assertThat(orderStatus(paid)).isEqualTo("paid");
    assertThat(subscriptionsAtStripe()).isEqualTo(1);
  }

  @Test
  void whileStripeDoesNotSayWhetherItWasPaidNoOtherBegins() {
    long paid = monthly();
    var started = subscribed(paid);
    loseEvents();
    pay(started, GOOD_CARD);
    sandbox.billing().cancelAtDashboard(started.getString("recurringPayment.subscriptionId"));
    sandbox.faults().failNext("GET /v1/invoices", 500, 20);

    isRefused(subscribe(monthly()), 503, "stripe-unavailable");

    assertThat(subscriptionsAtStripe()).isEqualTo(1);
  }

  @Test
  void aPayerWhoseMoneyIsInReviewIsNotAskedToPayAgain() {
    long paid = monthly();
    long id = subscribed(paid).getLong("recurringPayment.id");
    loseEvents();
    sandbox.faults().failNext("DELETE /v1/subscriptions", 429, 4);
    asService()
        .body(Map.of("when", "now"))
        .post("/v1/recurring-payments/" + id + "/cancel")
        .then()
        .statusCode(202);
    sandbox.faults().answerAgain();
    sandbox
        .faults()
        .happensBefore(
            "DELETE /v1/subscriptions",
            () ->
                tables()
                    .change(
                        "update orders set status = 'review', review_reason = 'paid-after-end'"
                            + " where id = ?",
                        paid));

    isRefused(subscribe(monthly()), 409, "subscription-exists");
  }

  @Test
  void anOrderWhoseEndedSubscriptionWasPaidUnnoticedIsNotCanceled() {
    long paid = monthly();
    var started = subscribed(paid);
    loseEvents();
    pay(started, GOOD_CARD);
    sandbox.faults().dropEvents(false);
    sandbox.billing().cancelAtDashboard(started.getString("recurringPayment.subscriptionId"));
    eventually(
        x ->
            assertThat(status(started.getLong("recurringPayment.id")))
                .isIn("canceled", "incomplete_expired"));

    isRefused(asService().post("/v1/orders/" + paid + "/cancel"), 409, "order-already-paid");

    assertThat(orderStatus(paid)).isEqualTo("paid");
  }

  @Test
  void theFirstOrderMayBeginAgainAfterItMadeWay() {
    long first = monthly();
    subscribed(first);
    subscribed(monthly());

    var again = subscribed(first);
    pay(again, GOOD_CARD);

    eventuallyPaid(first);
    assertThat(liveAtStripe()).isEqualTo(1);
  }

  @Test
  void aRepeatedRequestWithItsKeyIsOneSubscription() {
    long order = monthly();
    var key = UUID.randomUUID().toString();
    var body = Map.of("orderId", order, "priceId", price);
    for (int i = 0; i < 3; i++) {
      asUser()
          .header("Idempotency-Key", key)
          .body(body)
          .post("/v1/recurring-payments")
          .then()
          .statusCode(201)
          .body("clientSecret", startsWith("pi_"));
    }

    assertThat(subscriptionsAtStripe()).isEqualTo(1);
  }

  @Test
  void aStartMustMatchItsOrder() {
    long order = monthly(Map.of("quantity", 2, "price", "30.00"));
    var yearly = sandbox.billing().price("usd", 10_000, "year");

    isRefused(
            asUser()
                .body(Map.of("orderId", order, "priceId", yearly))
                .post("/v1/recurring-payments"),
            422,
            "subscription-mismatch")
        .body("field", equalTo("priceId"));
    isRefused(
            asUser()
                .body(Map.of("orderId", order, "priceId", price, "quantity", 1))
                .post("/v1/recurring-payments"),
            422,
            "subscription-mismatch")
        .body("expected", equalTo(2));
    isRefused(
        asUser()
            .body(Map.of("orderId", order, "priceId", price, "trialDays", 30))
            .post("/v1/recurring-payments"),
        422,
        "subscription-mismatch");
    assertThat(subscriptionsAtStripe()).isZero();
    asUser()
        .body(Map.of("orderId", order, "priceId", price, "quantity", 2))
        .post("/v1/recurring-payments")
        .then()
        .statusCode(201)
        .body("recurringPayment.quantity", equalTo(2));
  }

  @Test
  void aPriceThatDoesNotFitTheOrderIsRefused() {
    isRefused(subscribe(monthly(Map.of("price", "14.99"))), 422, "price-mismatch")
        .body("expected", equalTo(1499))
        .body("priceAmount", equalTo(1500));
    isRefused(subscribe(monthly(Map.of("currency", "eur"))), 422, "price-mismatch")
        .body("priceCurrency", equalTo("usd"));
    price = "price_of_nobody";
    isRefused(subscribe(monthly()), 422, "price-not-found");
    isRefused(
        asUser()
            .body(Map.of("orderId", order(), "priceId", "price_x"))
            .post("/v1/recurring-payments"),
        409,
        "order-not-for-subscription");
  }

  static Stream<Arguments> unusablePrices() {
    return Stream.of(
        Arguments.of(
            "metered",
            Map.of(
                "unit_amount", "1500",
                "recurring[usage_type]", "metered",
                "recurring[meter]", "mtr_1")),
        Arguments.of(
            "tiered",
            Map.of(
                "billing_scheme", "tiered",
                "tiers_mode", "volume",
                "tiers[0][up_to]", "inf",
                "tiers[0][unit_amount]", "1500")),
        Arguments.of(
            "transform-quantity",
            Map.of(
                "unit_amount", "1500",
                "transform_quantity[divide_by]", "10",
                "transform_quantity[round]", "up")));
  }

  @ParameterizedTest
  @MethodSource("unusablePrices")
  void aPriceWithoutAFixedAmountIsRefusedByName(String reason, Map<String, String> unusable) {
    var form = new HashMap<>(unusable);
    form.put("currency", "usd");
    form.put("recurring[interval]", "month");
    price = sandbox.billing().price(form);

    isRefused(subscribe(monthly()), 422, "price-not-usable")
        .body("reason", equalTo(reason))
        .body("detail", containsString(": take one "));

    assertThat(subscriptionsAtStripe()).isZero();
  }

  @Test
  void somebodyElsesOrderAndSubscriptionAreNotFound() {
    long order = monthly();
    long id = subscribed(order).getLong("recurringPayment.id");

    as("stranger")
        .body(Map.of("orderId", order, "priceId", price))
        .post("/v1/recurring-payments")
        .then()
        .statusCode(404);
    as("stranger").get("/v1/recurring-payments/" + id).then().statusCode(404);
    as("stranger").get("/v1/recurring-payments").then().body("data", hasSize(0));
    for (var call : List.of("/pay", "/resume", "/refresh")) {
      as("stranger").post("/v1/recurring-payments/" + id + call).then().statusCode(404);
    }
    asUser().get("/v1/recurring-payments?orderId=" + order).then().body("data", hasSize(1));
    asUser().get("/v1/recurring-payments?status=active").then().body("data", hasSize(0));
  }

  @Test
  void aLostAnswerIsUnknownAndFoundAgain() {
    long order = monthly();
    loseEvents();
    sandbox.faults().resetAfterWorkNext(CREATE, 4);

    var answer = subscribe(order).then().statusCode(202);
    answer
        .body("recurringPayment.status", equalTo("unknown"))
        .body("clientSecretType", equalTo("none"));
    sandbox.faults().answerAgain();
    subscribe(order).then().statusCode(200).body("clientSecret", startsWith("pi_"));

    assertThat(subscriptionsAtStripe()).isEqualTo(1);
  }

  @Test
  void aRoundOfChecksFindsASubscriptionWhoseKeyIsTooOld() {
    long order = monthly();
    loseEvents();
    sandbox.faults().resetAfterWorkNext(CREATE, 4);
    long id =
        subscribe(order).then().statusCode(202).extract().jsonPath().getLong("recurringPayment.id");
    sandbox.faults().answerAgain();
    tables()
        .change(
            "update recurring_payment set idempotency_key_since = now() - interval '30 hours' where"
                + " id = ?",
            id);

    dueRound.recurringNow(id);

    assertThat(status(id)).isEqualTo("incomplete");
    assertThat(subscriptionsAtStripe()).isEqualTo(1);
  }

  @Test
  void aRoundOfChecksFindsAPaymentWithoutAWebhook() {
    long order = monthly();
    var started = subscribed(order);
    loseEvents();
    pay(started, GOOD_CARD);

    dueRound.recurringNow(started.getLong("recurringPayment.id"));

    assertThat(status(started.getLong("recurringPayment.id"))).isEqualTo("active");
    assertThat(orderStatus(order)).isEqualTo("paid");
  }

  @Test
  void afterAStripeErrorNothingIsMadeAgainBeforeItHasComeToRest() {
    long order = monthly();
    loseEvents();
    sandbox.faults().failNext(CREATE, 429, 4);
    long id =
        subscribe(order).then().statusCode(202).extract().jsonPath().getLong("recurringPayment.id");
    sandbox.faults().answerAgain();
    tables()
        .change(
            "update recurring_payment set idempotency_key_since = now() - interval '1 hour' where"
                + " id = ?",
            id);
    sandbox.faults().failNext(CREATE, 500, 1);

    dueRound.recurringNow(id);
    dueRound.recurringNow(id);
    assertThat(status(id)).isEqualTo("unknown");
    assertThat(subscriptionsAtStripe()).isZero();
    tables()
        .change(
            "update recurring_payment set key_spent_at = key_spent_at - interval '11 minutes' where"
                + " id = ?",
            id);
    dueRound.recurringNow(id);

    assertThat(status(id)).isEqualTo("incomplete");
    assertThat(subscriptionsAtStripe()).isEqualTo(1);
  }

  @Test
  void anInvoiceWithoutAnEventIsLookedForAfterItsPeriodBegan() {
    long order = monthly();
    long id = active(order).getLong("recurringPayment.id");

    assertThat(
            tables()
                .text(
                    """
                    select next_check_at between now() + interval '50 minutes' and now() + interval '61 minutes'
                    from recurring_payment where id = ?
                    """,
                    id))
        .isEqualTo("t");
  }

  @Test
  void withoutAnAnswerOfStripesNothingBegins() {
    long order = monthly();
    sandbox.faults().failNext("GET /v1/prices", 500, 4);

    isRefused(subscribe(order), 503, "stripe-unavailable");

    assertThat(tables().number("select count(*) from recurring_payment where order_id = ?", order))
        .isZero();
  }

  @Test
  void aDeclinedCardLeavesItIncompleteWithTheReasonAndAnotherMayBeTried() {
    long order = monthly();
    var started = subscribed(order);
    long id = started.getLong("recurringPayment.id");

    pay(started, "4000000000009995");

    eventually(
        x ->
            assertThat(recurring(id).getString("failure.declineCode"))
                .isEqualTo("insufficient_funds"));
    assertThat(orderStatus(order)).isEqualTo("pending");
    asUser()
        .post("/v1/recurring-payments/" + id + "/pay")
        .then()
        .statusCode(200)
        .body("clientSecret", startsWith("pi_"));
    pay(started, GOOD_CARD);
    eventuallyPaid(order);
    eventually(x -> assertThat(recurring(id).getString("failure")).isNull());
  }

  @Test
  void aTrialAsksForACardAndGivesAccessOnceThereIsOne() {
    long order = monthly(Map.of("trialDays", 14));
    var started = subscribed(order);
    long id = started.getLong("recurringPayment.id");
    assertThat(started.getString("clientSecretType")).isEqualTo("setup");
    assertThat(started.getString("recurringPayment.status")).isEqualTo("trialing");
    asUser().get("/v1/users/" + user + "/entitlements").then().body("entitlements", hasSize(0));

    var subscription =
        sandbox.billing().subscription(started.getString("recurringPayment.subscriptionId"));
    sandbox.billing().confirmSetup(subscription.path("pending_setup_intent").asText(), GOOD_CARD);

    eventually(
        x ->
            asUser()
                .get("/v1/users/" + user + "/entitlements")
                .then()
                .body("entitlements", hasSize(1))
                .body("entitlements[0].priceId", equalTo(price))
                .body("entitlements[0].status", equalTo("trialing"))
                .body("entitlements[0].recurringPaymentId", equalTo((int) id)));
    // An invoice of zero pays for nothing.
    assertThat(orderStatus(order)).isEqualTo("pending");
    assertThat(tables().number("select count(*) from payment where order_id = ?", order)).isZero();
  }

  @Test
  void aUserHasOneTrialPerPrice() {
    long order = monthly(Map.of("trialDays", 14));
    long id = subscribed(order).getLong("recurringPayment.id");
    cancel(id, "now").statusCode(200);

    isRefused(subscribe(monthly(Map.of("trialDays", 14))), 409, "trial-used");
    subscribe(monthly()).then().statusCode(201);
  }

  @Test
  void aUserHasOneTrialPerPriceEvenIfThePriceWasChangedDuringTheTrial() {
    Json tried = subscribed(monthly(Map.of("trialDays", 14)));
    long id = tried.getLong("recurringPayment.id");
    var other = sandbox.billing().price("usd", 2500, "month");
    sandbox
        .billing()
        .changeAtDashboard(
            tried.getString("recurringPayment.subscriptionId"), Map.of("items[0][price]", other));
    eventually(x -> assertThat(recurring(id).getString("priceId")).isEqualTo(other));

    isRefused(subscribe(monthly(Map.of("trialDays", 14))), 409, "trial-used");
    // The other price had no trial, and the first is no longer used.
    cancel(id, "now").statusCode(200);
    subscribe(monthly()).then().statusCode(201);
    price = other;
    subscribe(monthly(Map.of("trialDays", 14, "price", "25.00"))).then().statusCode(201);
  }

  @Test
  void anOrderWhoseSubscriptionHasAnotherPriceByNowGetsItBack() {
    long order = monthly(Map.of("trialDays", 14));
    Json tried = subscribed(order);
    long id = tried.getLong("recurringPayment.id");
    var other = sandbox.billing().price("usd", 2500, "month");
    sandbox
        .billing()
        .changeAtDashboard(
            tried.getString("recurringPayment.subscriptionId"), Map.of("items[0][price]", other));
    eventually(x -> assertThat(recurring(id).getString("priceId")).isEqualTo(other));

    subscribe(order)
        .then()
        .statusCode(200)
        .body("recurringPayment.id", equalTo((int) id))
        .body("recurringPayment.priceId", equalTo(other));
  }

  private AnswerCheck cancel(long id, String when) {
    return asUser()
        .body(Map.of("when", when))
        .post("/v1/recurring-payments/" + id + "/cancel")
        .then();
  }

  @Test
  void itIsCanceledWithItsPeriodResumedAndCanceledNow() {
    long order = monthly();
    long id = active(order).getLong("recurringPayment.id");

    cancel(id, "period_end").statusCode(200).body("cancelAtPeriodEnd", equalTo(true));
    asUser()
        .get("/v1/users/" + user + "/entitlements")
        .then()
        .body("entitlements[0].priceId", equalTo(price));
    asUser()
        .post("/v1/recurring-payments/" + id + "/resume")
        .then()
        .statusCode(200)
        .body("cancelAtPeriodEnd", equalTo(false));
    cancel(id, "now").statusCode(200).body("status", equalTo("canceled"));
    asUser().get("/v1/users/" + user + "/entitlements").then().body("entitlements", hasSize(0));
    cancel(id, "now").statusCode(200).body("status", equalTo("canceled"));
    isRefused(
        asUser().post("/v1/recurring-payments/" + id + "/resume"), 409, "subscription-not-running");
    cancel(id, "tomorrow").statusCode(400);
  }

  @Test
  void aChangeWhoseAnswerIsLostIsFinishedByARoundOfChecks() {
    long id = active(monthly()).getLong("recurringPayment.id");
    loseEvents();
    sandbox.faults().failNext("DELETE /v1/subscriptions", 429, 4);

    cancel(id, "now").statusCode(202).body("change", equalTo("cancel_now"));
    isRefused(asUser().post("/v1/recurring-payments/" + id + "/resume"), 409, "change-under-way");
    sandbox.faults().clear();
    dueRound.recurringNow(id);

    assertThat(status(id)).isEqualTo("canceled");
    assertThat(recurring(id).getString("change")).isNull();
  }

  @Test
  void onlyTheShopChangesTheQuantity() {
    long id = active(monthly()).getLong("recurringPayment.id");
    var body = Map.of("quantity", 3);

    asUser().body(body).post("/v1/recurring-payments/" + id + "/quantity").then().statusCode(403);
    asService()
        .body(body)
        .post("/v1/recurring-payments/" + id + "/quantity")
        .then()
        .statusCode(200)
        .body("quantity", equalTo(3));
    asService()
        .body(Map.of("quantity", 0))
        .post("/v1/recurring-payments/" + id + "/quantity")
        .then()
        .statusCode(400);
  }

  @Test
  void anOrderThatIsCanceledEndsItsSubscriptionFirst() {
    long order = monthly();
    long id = subscribed(order).getLong("recurringPayment.id");
    sandbox.faults().failNext("POST /v1/invoices", 429, 4);

    asService()
        .post("/v1/orders/" + order + "/cancel")
        .then()
        .statusCode(202)
        .body("status", equalTo("pending"));
    isRefused(subscribe(order), 409, "order-not-payable");
    isRefused(asUser().post("/v1/recurring-payments/" + id + "/pay"), 409, "nothing-to-pay");
    sandbox.faults().clear();
    dueRound.recurringNow(id);
    assertThat(orderStatus(order)).isEqualTo("canceled");
    // At Stripe, a subscription that was never paid expires.
    assertThat(status(id)).isIn("canceled", "incomplete_expired");
    isRefused(subscribe(order), 409, "order-not-payable");
    long paid = monthly();
    active(paid);
    isRefused(asService().post("/v1/orders/" + paid + "/cancel"), 409, "order-already-paid");
  }

  @Test
  void aCancelThatStripeRefusesForNowIsCarriedOutByALaterCheck() {
    long order = monthly();
    long id = subscribed(order).getLong("recurringPayment.id");
    loseEvents();
    sandbox.faults().failNext("POST /v1/invoices", 400, 2);

    asService().post("/v1/orders/" + order + "/cancel").then().statusCode(202);
    dueRound.recurringNow(id);
    assertThat(recurring(id).getString("change")).isEqualTo("end_if_incomplete");
    // A refusal is no reason to ask again at once.
    assertThat(
            tables().text("select next_check_at > now() from recurring_payment where id = ?", id))
        .isEqualTo("t");
    dueRound.recurringNow(id);

    assertThat(status(id)).isIn("canceled", "incomplete_expired");
    assertThat(recurring(id).getString("change")).isNull();
    assertThat(orderStatus(order)).isEqualTo("canceled");
  }

  @Test
  void anOrderThatWasPaidUnnoticedIsNotCanceled() {
    long order = monthly();
    var started = subscribed(order);
    loseEvents();
    pay(started, GOOD_CARD);

    isRefused(asService().post("/v1/orders/" + order + "/cancel"), 409, "order-already-paid");

    assertThat(status(started.getLong("recurringPayment.id"))).isNotEqualTo("canceled");
    assertThat(
            sandbox
                .billing()
                .subscription(started.getString("recurringPayment.subscriptionId"))
                .path("status")
                .asText())
        .isEqualTo("active");
  }

  private void isStillActive(Json started) {
    assertThat(status(started.getLong("recurringPayment.id"))).isEqualTo("active");
    assertThat(
            sandbox
                .billing()
                .subscription(started.getString("recurringPayment.subscriptionId"))
                .path("status")
                .asText())
        .isEqualTo("active");
  }

  @Test
  void anOrderThatWasPaidIsNotCalledOffThoughStripeDoesNotSaySoAtFirst() {
    long order = monthly();
    var started = subscribed(order);
    loseEvents();
    pay(started, GOOD_CARD);
    sandbox.faults().failNext("GET /v1/subscriptions", 500, 2);
    sandbox.faults().failNext("GET /v1/invoices", 500, 2);

    isRefused(asService().post("/v1/orders/" + order + "/cancel"), 409, "order-already-paid");

    isStillActive(started);
    assertThat(orderStatus(order)).isEqualTo("paid");
  }

  @Test
  void anOrderThatIsPaidWhileItIsCanceledIsNotCalledOff() {
    long order = monthly();
    var started = subscribed(order);
    loseEvents();
    sandbox.faults().happensBefore("POST /v1/invoices/", () -> pay(started, GOOD_CARD));

    isRefused(asService().post("/v1/orders/" + order + "/cancel"), 409, "order-already-paid");

    isStillActive(started);
    assertThat(orderStatus(order)).isEqualTo("paid");
  }

  @Test
  void aSecondCancelOfAnOrderEndsNothingThatWasPaidAfterTheFirst() {
    long order = monthly();
    var started = subscribed(order);
    long id = started.getLong("recurringPayment.id");
    loseEvents();
    sandbox.faults().failNext("POST /v1/invoices", 429, 4);
    asService().post("/v1/orders/" + order + "/cancel").then().statusCode(202);
    sandbox.faults().answerAgain();
    pay(started, GOOD_CARD);
    // The subscription is known to run before its invoice is known to be paid.
    sandbox.faults().failNext("GET /v1/invoices", 500, 40);
    asUser().post("/v1/recurring-payments/" + id + "/refresh");
    assertThat(status(id)).isEqualTo("active");

    asService().post("/v1/orders/" + order + "/cancel").then().statusCode(202);
    sandbox.faults().answerAgain();
    dueRound.recurringNow(id);

    isStillActive(started);
    assertThat(orderStatus(order)).isEqualTo("paid");
  }

  @Test
  void aPaidSubscriptionHasNothingToPay() {
    long id = active(monthly()).getLong("recurringPayment.id");

    isRefused(asUser().post("/v1/recurring-payments/" + id + "/pay"), 409, "nothing-to-pay");
  }
}
