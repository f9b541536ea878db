package io.paydesk.checkout;

import static io.paydesk.checkout.CheckoutTest.on;
import static io.paydesk.checkout.CheckoutTest.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.micrometer.core.instrument.MeterRegistry;
import io.paydesk.stripe.StripePace;
import io.paydesk.testing.Race;
import io.paydesk.testing.ReturningClient;
import io.paydesk.testing.http.Answer;
import io.paydesk.testing.http.Json;
import jakarta.inject.Inject;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is the same for an order that is paid once, and for one of a subscription. */
abstract class OneWayTest extends SubscriptionCheckoutTest {

  @Inject MeterRegistry meters;
  @Inject StripePace pace;

  protected abstract long ordered();

  /** The row that a session's answer names: a field of it. */
  protected abstract String field();

  protected abstract String stateOf(long row);

  /** How a row is whose session has ended unpaid. */
  protected abstract String ended();

  /** Asks for a way that is none of the live session's. */
  protected abstract Answer askForAnother(long order);

  protected abstract void isPaid(long order, Json session);

  protected long row(Json session) {
    return session.getLong(field());
  }

  protected void hasEnded(Json session) {
    assertThat(atStripe(session).path("status").asText()).isEqualTo("expired");
    assertThat(stateOf(row(session))).isEqualTo(ended());
  }

  @ParameterizedTest
  @ValueSource(strings = {"hosted", "embedded", "elements"})
  void theSameRequestHandsTheLiveSessionBack(String surface) {
    long order = ordered();
    var first = json(ask(on(surface, order)), 201);

    ask(on(surface, order))
        .then()
        .statusCode(200)
        .body(field(), equalTo(first.getInt(field())))
        .body("sessionId", equalTo(first.getString("sessionId")))
        .body("url", equalTo(first.getString("url")))
        .body("clientSecret", equalTo(first.getString("clientSecret")));
    assertThat(sessionsOf(order)).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"successUrl, https://shop.example/pay/other", "locale, de"})
  void otherTermsEndTheLiveSessionFirst(String field, String value) {
    endTheLiveSessionFirst(field, value);
  }

  protected void endTheLiveSessionFirst(String field, Object value) {
    long order = ordered();
    var first = begun(order);

    var second = json(ask(with(on("hosted", order), field, value)), 201);

    hasEnded(first);
    assertThat(atStripe(second).path("status").asText()).isEqualTo("open");
    assertThat(live(order)).isEqualTo(1);
  }

  @Test
  void anotherSurfaceEndsTheLiveSessionFirst() {
    long order = ordered();
    var first = begun(order);

    var second = json(ask(on("elements", order)), 201);

    hasEnded(first);
    complete(second, GOOD_CARD);
    isPaid(order, second);
  }

  @Test
  void whileStripeDoesNotAnswerNothingElseBegins() {
    long order = ordered();
    var session = begun(order);
    pace.pauseBeforeRepeats(false);
    try {
      sandbox
          .faults()
          .failNext("POST /v1/checkout/sessions/" + session.getString("sessionId"), 429, 50);

      isRefused(askForAnother(order), 503, "stripe-unavailable");
      assertThat(live(order)).isEqualTo(1);
      sandbox.faults().clear();

      askForAnother(order).then().statusCode(201);
    } finally {
      pace.pauseBeforeRepeats(true);
    }
    hasEnded(session);
    assertThat(live(order)).isEqualTo(1);
  }

  /** Ten clients; whoever lost against the other way is told so, and may ask again. */
  protected void race(long order, IntFunction<Answer> ask) {
    customerIsThere();
    List<Answer> answers;
    try (var client = new ReturningClient(tables(), meters)) {
      answers = Race.of(10, number -> client.sendUntilKnown(() -> ask.apply(number)));
    }

    assertThat(answers)
        .extracting(Answer::statusCode)
        .allMatch(status -> List.of(200, 201, 429).contains(status));
    workedOff();
    assertThat(live(order)).isEqualTo(1);
  }
}
