package io.paydesk.checkout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An order has one live way to pay, over sessions and intents. */
@QuarkusTest
class OneWayToPayTest extends CheckoutTest {

  @Inject MeterRegistry meters;
  @Inject StripePace pace;

  @ParameterizedTest
  @ValueSource(strings = {"hosted", "embedded", "elements"})
  void theSameRequestHandsTheLiveSessionBack(String surface) {
    long order = order();
    var first = json(ask(on(surface, order)), 201);

    ask(on(surface, order))
        .then()
        .statusCode(200)
        .body("paymentId", equalTo(first.getInt("paymentId")))
        .body("sessionId", equalTo(first.getString("sessionId")))
        .body("url", equalTo(first.getString("url")))
        .body("clientSecret", equalTo(first.getString("clientSecret")));

    assertThat(sessionsOf(order)).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "successUrl, https://shop.example/pay/other",
    "cancelUrl, https://shop.example/pay/other",
    "locale, de",
    "savePaymentMethod, true",
  })
  void otherTermsEndTheLiveSessionFirst(String field, String value) {
    long order = order();
    var first = begun(order);
    Object changed = value.equals("true") ? (Object) true : value;

    var second = json(ask(with(hosted(order), field, changed)), 201);

    assertThat(atStripe(first).path("status").asText()).isEqualTo("expired");
    assertThat(paymentStatus(first.getLong("paymentId"))).isEqualTo("canceled");
    assertThat(atStripe(second).path("status").asText()).isEqualTo("open");
    assertThat(live(order)).isEqualTo(1);
  }

  @Test
  void anotherSurfaceEndsTheLiveSessionFirst() {
    long order = order();
    var first = begun(order);

    var second = json(ask(on("elements", order)), 201);

    assertThat(atStripe(first).path("status").asText()).isEqualTo("expired");
    pay(second, GOOD_CARD);
    eventuallyPaid(order);
    assertThat(tables().number("select count(*) from payment where order_id = ?", order))
        .isEqualTo(2);
  }

  @Test
  void aBarePaymentEndsTheLiveSessionFirstAndTheReverse() {
    long order = order();
    var session = begun(order);

    var payment = started(order);

    assertThat(atStripe(session).path("status").asText()).isEqualTo("expired");
    assertThat(paymentStatus(session.getLong("paymentId"))).isEqualTo("canceled");

    var again = begun(order);

    assertThat(intentOf(payment.getLong("id")).path("status").asText()).isEqualTo("canceled");
    assertThat(paymentStatus(payment.getLong("id"))).isEqualTo("canceled");
    pay(again, GOOD_CARD);
    eventuallyPaid(order);
  }

  @Test
  void wherePayerWasFasterNothingNewBegins() {
    long order = order();
    var session = begun(order);
    loseEvents();
    pay(session, GOOD_CARD);

    ask(on("embedded", order))
        .then()
        .statusCode(409)
        .body("type", equalTo("urn:paydesk:problem:order-already-paid"));
    start(order)
        .then()
        .statusCode(409)
        .body("type", equalTo("urn:paydesk:problem:order-already-paid"));

    assertThat(orderStatus(order)).isEqualTo("paid");
    assertThat(sessionsOf(order)).hasSize(1);
  }

  @Test
  void whileABankDecidesNothingElseBegins() {
    long order = order();
    var session = begun(order);
    sandbox.faults().banksWait(true);
    loseEvents();
    pay(session, BANK_THAT_PAYS);

    for (var answer : List.of(ask(on("embedded", order)), start(order))) {
      answer
          .then()
          .statusCode(409)
          .body("type", equalTo("urn:paydesk:problem:payment-under-way"))
          .body("paymentId", equalTo(session.getInt("paymentId")))
          .body("detail", containsString("a bank decides"));
    }
    ask(hosted(order)).then().statusCode(200).body("status", equalTo("processing"));
    assertThat(live(order)).isEqualTo(1);
  }

  @Test
  void whileStripeDoesNotAnswerNothingElseBegins() {
    long order = order();
    var session = begun(order);
    pace.pauseBeforeRepeats(false);
    try {
      sandbox
          .faults()
          .failNext("POST /v1/checkout/sessions/" + session.getString("sessionId"), 429, 50);

      start(order)
          .then()
          .statusCode(503)
          .body("type", equalTo("urn:paydesk:problem:stripe-unavailable"));
      assertThat(live(order)).isEqualTo(1);
      sandbox.faults().clear();

      start(order).then().statusCode(201);
    } finally {
      pace.pauseBeforeRepeats(true);
    }
    assertThat(atStripe(session).path("status").asText()).isEqualTo("expired");
    assertThat(live(order)).isEqualTo(1);
  }

  private Answer begin(String way, long order) {
    return way.equals("intent") ? start(order) : ask(on(way, order));
  }

  /** What the order's payers could pay with at Stripe, by Stripe's ids. */
  private List<String> openAtStripe(long order) {
    var sessions =
        sessionsOf(order).stream().filter(made -> made.path("status").asText().equals("open"));
    var intents =
        sandbox.paymentIntents().stream()
            .filter(made -> made.at("/metadata/paydesk_order").asText().equals("" + order))
            .filter(made -> !made.at("/metadata").has("paydesk_surface"))
            .filter(made -> !made.path("status").asText().equals("canceled"));
    return Stream.concat(sessions, intents).map(made -> made.path("id").asText()).toList();
  }

  @ParameterizedTest
  @CsvSource({"hosted, embedded", "embedded, hosted", "hosted, intent", "intent, elements"})
  void twoWaysRacedByTenClientsLeaveOneLiveWayToPay(String one, String other) throws Exception {
    long order = order();
    customerIsThere();
    var pool = Executors.newFixedThreadPool(10);
    List<Answer> answers;
    try (var client = new ReturningClient(tables(), meters)) {
      var races = new ArrayList<Callable<Answer>>();
      for (int i = 0; i < 10; i++) {
        var way = i % 2 == 0 ? one : other;
        races.add(() -> client.sendUntilKnown(() -> begin(way, order)));
      }
      answers =
          pool.invokeAll(races).stream()
              .map(
                  future -> {
                    try {
                      return future.get();
                    } catch (Exception e) {
                      throw new IllegalStateException(e);
                    }
                  })
              .toList();
    } finally {
      pool.shutdown();
    }

    // Whoever lost against the other way is told so, and may ask again.
    assertThat(answers)
        .extracting(Answer::statusCode)
        .allMatch(s -> s == 200 || s == 201 || s == 429);
    workedOff();
    assertThat(live(order)).isEqualTo(1);
    assertThat(openAtStripe(order))
        .containsExactly(
            tables()
                .text(
                    """
                    select coalesce(checkout_session_id, payment_intent_id) from payment
                    where order_id = ? and status = 'pending'
                    """,
                    order));
  }
}
