package io.paydesk.checkout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.stripe.StripeClient;
import io.paydesk.stripe.StripePace;
import io.paydesk.testing.http.Answer;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The same request with the same key. The first answer that is final stays; where there was none,
 * the request is worked out anew.
 */
@QuarkusTest
class RepeatedRequestsTest extends CheckoutTest {

  /** Two attempts of each of two calls. */
  private static final int ALL_TRIES = 4;

  enum Road {
    SESSION("/v1/checkout-sessions", "/v1/checkout/sessions", "sessionId", "paymentId", "url"),
    INTENT("/v1/payments", "/v1/payment_intents", "paymentIntentId", "id", "clientSecret");

    final String path;
    final String atStripe;
    final String object;
    final String payment;
    final String secret;

    Road(String path, String atStripe, String object, String payment, String secret) {
      this.path = path;
      this.atStripe = atStripe;
      this.object = object;
      this.payment = payment;
      this.secret = secret;
    }
  }

  @Inject StripePace pace;
  @Inject StripeClient stripe;

  private final String key = UUID.randomUUID().toString();

  @BeforeEach
  void repeatAtOnce() {
    pace.pauseBeforeRepeats(false);
  }

  @AfterEach
  void pauseAgain() {
    pace.pauseBeforeRepeats(true);
  }

  private Answer send(Road road, long order) {
    var body =
        road == Road.SESSION ? hosted(order) : java.util.Map.<String, Object>of("orderId", order);
    return asUser().header("Idempotency-Key", key).body(body).post(road.path);
  }

  private void endAtStripe(Road road, String id) {
    if (road == Road.SESSION) {
      sandbox.checkout().expire(id);
    } else {
      atStripe("/v1/payment_intents/" + id + "/cancel", java.util.Map.of());
    }
    workedOff();
  }

  private String objectOf(Road road, long order) {
    return tables()
        .text(
            "select "
                + (road == Road.SESSION ? "checkout_session_id" : "payment_intent_id")
                + " from payment where order_id = ? order by id desc limit 1",
            order);
  }

  @ParameterizedTest
  @EnumSource(Road.class)
  void theFirstFinalAnswerStaysAlsoWhereWhatItIsAboutHasEnded(Road road) {
    long order = order();
    var first = json(send(road, order), 201);
    endAtStripe(road, first.getString(road.object));

    send(road, order)
        .then()
        .statusCode(201)
        .body(road.payment, equalTo(first.getInt(road.payment)))
        .body("status", equalTo("canceled"))
        .body(road.secret, nullValue());
  }

  @ParameterizedTest
  @EnumSource(Road.class)
  void whatWasNotKnownYetAndHasEndedMeanwhileIsBegunAnew(Road road) {
    customerIsThere();
    long order = order();
    loseEvents();
    sandbox.faults().timeoutAfterWorkNext("POST " + road.atStripe, ALL_TRIES);
    long first = json(send(road, order), 202).getLong(road.payment);
    sandbox.faults().answerAgain();
    eventuallyKnown(road, order);
    endAtStripe(road, objectOf(road, order));

    var again = json(send(road, order), 201);

    assertThat(again.getLong(road.payment)).isNotEqualTo(first);
    assertThat(again.getString(road.secret)).isNotNull();
    send(road, order)
        .then()
        .statusCode(201)
        .body(road.payment, equalTo(again.getInt(road.payment)))
        .body(road.secret, notNullValue());
    assertThat(live(order)).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(Road.class)
  void aCustomerThatIsGoneMeanwhileIsMadeAnew(Road road) throws Exception {
    customerIsThere();
    long order = order();
    loseEvents();
    sandbox.faults().failNext("POST " + road.atStripe, 429, ALL_TRIES);
    long first = json(send(road, order), 202).getLong(road.payment);
    sandbox.faults().answerAgain();
    stripe
        .v1()
        .customers()
        .delete(tables().text("select customer_id from payment where id = ?", first));

    var again = json(send(road, order), 201);

    assertThat(again.getLong(road.payment)).isNotEqualTo(first);
    assertThat(again.getString(road.secret)).isNotNull();
  }

  private void eventuallyKnown(Road road, long order) {
    asUser()
        .post(
            "/v1/payments/"
                + tables().number("select max(id) from payment where order_id = ?", order)
                + "/refresh")
        .then()
        .statusCode(200);
    assertThat(objectOf(road, order)).isNotNull();
  }

  @ParameterizedTest
  @EnumSource(Road.class)
  void whatStripeDidNotAnswerAboutAndHasEndedMeanwhileIsBegunAnew(Road road) {
    long order = order();
    var live = road == Road.SESSION ? begun(order) : started(order);
    sandbox.faults().failNext("GET " + road.atStripe, 429, 50);
    send(road, order).then().statusCode(503);
    sandbox.faults().clear();
    endAtStripe(road, live.getString(road.object));

    var again = json(send(road, order), 201);

    assertThat(again.getString(road.object)).isNotEqualTo(live.getString(road.object));
    assertThat(again.getString(road.secret)).isNotNull();
  }

  @ParameterizedTest
  @EnumSource(Road.class)
  void afterTheOrdersEndARepeatLeadsNoPayerOn(Road road) {
    long order = order();
    send(road, order).then().statusCode(201).body(road.secret, notNullValue());
    // Stripe ends nothing, so that the payer could still pay there.
    sandbox.faults().failNext("POST " + road.atStripe, 429, 500);
    tables()
        .change("update orders set expires_at = now() - interval '1 minute' where id = ?", order);

    send(road, order).then().statusCode(409).body(road.secret, nullValue());
  }

  @Test
  void aRepeatLeadsNoPayerToAnOrderThatIsBeingCanceled() {
    long order = order();
    send(Road.SESSION, order).then().statusCode(201);
    sandbox.faults().failNext("POST /v1/checkout/sessions", 429, 500);
    asService().post("/v1/orders/" + order + "/cancel").then().statusCode(202);

    send(Road.SESSION, order)
        .then()
        .statusCode(409)
        .body("type", equalTo("urn:paydesk:problem:order-not-payable"));
  }
}
