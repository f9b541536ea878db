package io.paydesk.checkout;

import static io.paydesk.checkout.CheckoutTest.on;
import static io.paydesk.checkout.CheckoutTest.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.micrometer.core.instrument.MeterRegistry;
import io.paydesk.stripe.StripePace;
import io.paydesk.testing.ReturningClient;
import io.paydesk.testing.http.Answer;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A user has one live subscription of a price, over sessions and bare subscriptions. */
@QuarkusTest
class OneWayToSubscribeTest extends SubscriptionCheckoutTest {

  @Inject MeterRegistry meters;
  @Inject StripePace pace;

  @ParameterizedTest
  @ValueSource(strings = {"hosted", "embedded", "elements"})
  void theSameRequestHandsTheLiveSessionBack(String surface) {
    long order = monthly();
    var first = json(ask(on(surface, order)), 201);

    ask(on(surface, order))
        .then()
        .statusCode(200)
        .body("recurringPaymentId", equalTo(first.getInt("recurringPaymentId")))
        .body("sessionId", equalTo(first.getString("sessionId")))
        .body("url", equalTo(first.getString("url")))
        .body("clientSecret", equalTo(first.getString("clientSecret")));
    assertThat(sessionsOf(order)).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"successUrl, https://shop.example/pay/other", "locale, de"})
  void otherTermsEndTheLiveSessionFirst(String field, String value) {
    long order = monthly();
    var first = begun(order);

    var second = json(ask(with(on("hosted", order), field, value)), 201);

    assertThat(atStripe(first).path("status").asText()).isEqualTo("expired");
    assertThat(status(rowOf(first))).isEqualTo("incomplete_expired");
    assertThat(atStripe(second).path("status").asText()).isEqualTo("open");
    assertThat(live(order)).isEqualTo(1);
  }

  @Test
  void anotherSurfaceEndsTheLiveSessionFirst() {
    long order = monthly();
    var first = begun(order);

    var second = json(ask(on("elements", order)), 201);

    assertThat(atStripe(first).path("status").asText()).isEqualTo("expired");
    complete(second, GOOD_CARD);
    isPaidOnce(order, rowOf(second), second);
  }

  @Test
  void aBareSubscriptionEndsTheLiveSessionFirstAndTheReverse() {
    long order = monthly();
    var session = begun(order);

    var bare = subscribed(order);

    assertThat(atStripe(session).path("status").asText()).isEqualTo("expired");
    assertThat(status(rowOf(session))).isEqualTo("incomplete_expired");

    var again = begun(order);

    assertThat(status(bare.getLong("recurringPayment.id"))).isEqualTo("incomplete_expired");
    complete(again, GOOD_CARD);
    isPaidOnce(order, rowOf(again), again);
  }

  @Test
  void aSessionOfAnotherOrderOfTheSamePriceMakesWay() {
    var first = begun(monthly());
    long order = monthly();

    var second = begun(order);

    assertThat(atStripe(first).path("status").asText()).isEqualTo("expired");
    assertThat(status(rowOf(first))).isEqualTo("incomplete_expired");
    assertThat(status(rowOf(second))).isEqualTo("incomplete");
  }

  @Test
  void wherePayerWasFasterNothingNewBegins() {
    long order = monthly();
    var session = begun(order);
    loseEvents();
    complete(session, GOOD_CARD);

    isRefused(ask(on("embedded", order)), 409, "subscription-exists");
    isRefused(ask(on("hosted", order)), 409, "order-already-paid");
    assertThat(orderStatus(order)).isEqualTo("paid");
    isRefused(ask(on("hosted", monthly())), 409, "subscription-exists");
    assertThat(sessionsOf(order)).hasSize(1);
  }

  @Test
  void whileABankDecidesNothingElseBegins() {
    long order = monthly();
    var session = begun(order);
    sandbox.faults().banksWait(true);
    loseEvents();
    complete(session, BANK_THAT_PAYS);

    isRefused(ask(on("embedded", order)), 409, "subscription-exists");

    assertThat(live(order)).isEqualTo(1);
    assertThat(sessionsOf(order)).hasSize(1);
  }

  @Test
  void whileStripeDoesNotAnswerNothingElseBegins() {
    long order = monthly();
    var session = begun(order);
    pace.pauseBeforeRepeats(false);
    try {
      sandbox
          .faults()
          .failNext("POST /v1/checkout/sessions/" + session.getString("sessionId"), 429, 50);

      isRefused(ask(on("embedded", order)), 503, "stripe-unavailable");
      assertThat(live(order)).isEqualTo(1);
      sandbox.faults().clear();

      ask(on("embedded", order)).then().statusCode(201);
    } finally {
      pace.pauseBeforeRepeats(true);
    }
    assertThat(atStripe(session).path("status").asText()).isEqualTo("expired");
    assertThat(live(order)).isEqualTo(1);
  }

  @Test
  void twoSurfacesRacedByTenClientsLeaveOneLiveSession() throws Exception {
    long order = monthly();
    customerIsThere();
    var pool = Executors.newFixedThreadPool(10);
    var answers = new ArrayList<Answer>();
    try (var client = new ReturningClient(tables(), meters)) {
      var races = new ArrayList<Callable<Answer>>();
      for (int i = 0; i < 10; i++) {
        var body = on(i % 2 == 0 ? "hosted" : "embedded", order);
        races.add(() -> client.sendUntilKnown(() -> ask(body)));
      }
      for (var future : pool.invokeAll(races)) {
        answers.add(future.get());
      }
    } finally {
      pool.shutdown();
    }

    assertThat(answers)
        .extracting(Answer::statusCode)
        .allMatch(status -> List.of(200, 201, 429).contains(status));
    workedOff();
    assertThat(live(order)).isEqualTo(1);
    assertThat(sessionsOf(order))
        .filteredOn(made -> made.path("status").asText().equals("open"))
        .singleElement()
        .satisfies(
            made ->
                assertThat(made.path("id").asText())
                    .isEqualTo(
                        tables()
                            .text(
                                """
                                select checkout_session_id from recurring_payment
                                where order_id = ? and status = 'incomplete'
                                """,
                                order)));
  }
}
