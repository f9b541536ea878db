package io.paydesk.recurring;

import static io.paydesk.testing.http.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.paydesk.caller.Caller;
import io.paydesk.idempotency.Claim;
import io.paydesk.order.OrderReader;
import io.paydesk.testing.SubscriptionTest;
import io.paydesk.testing.http.Answer;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Whoever has the link to the order of a subscription begins it, with a card of their own. */
@QuarkusTest
class SubscribingByLinkTest extends SubscriptionTest {

  @Inject OrderReader orders;
  @Inject RecurringBeginning beginning;

  private Answer subscribeByLink(long order) {
    var link = json(asService().body("{}").post("/v1/orders/" + order + "/pay-link"), 201);
    return given()
        .bearer(link.getString("url").replaceFirst(".*/pay/", ""))
        .contentType("application/json")
        .body(Map.of("orderId", order, "priceId", price))
        .post("/v1/recurring-payments");
  }

  private String savedMethod() {
    var saving = Map.of("orderId", order(), "savePaymentMethod", true);
    var begun = json(asUser().body(saving).post("/v1/payments"), 201);
    var intent = begun.getString("paymentIntentId");
    sandbox.confirm(intent, GOOD_CARD);
    eventuallyPaid(begun.getLong("orderId"));
    return sandbox.paymentIntent(intent).path("payment_method").asText();
  }

  @Test
  void itBeginsAndIsPaidInTheBrowser() {
    long order = monthly();

    subscribeByLink(order)
        .then()
        .statusCode(201)
        .body("clientSecretType", equalTo("payment"))
        .body("clientSecret", startsWith("pi_"));
    subscribeByLink(order).then().statusCode(200);
  }

  @Test
  void anOwnerWithSavedCardsIsNoObstacle() {
    savedMethod();

    subscribeByLink(monthly()).then().statusCode(201);
  }

  /** Stripe would begin a trial with it, and the link's secret would pay with it. */
  @Test
  void aMethodThatPaysInvoicesByDefaultIs() {
    var method = savedMethod();
    json(asUser().post("/v1/users/" + user + "/payment-methods/" + method + "/default"), 200);
    long order = monthly(Map.of("trialDays", 7));

    isRefused(subscribeByLink(order), 422, "link-pays-only");

    assertThat(tables().number("select count(*) from recurring_payment where order_id = ?", order))
        .isZero();
    json(subscribe(order), 201);
  }

  @Test
  void whatTheOwnerHasBegunOfThePriceDoesNotEnd() {
    long id = subscribed(monthly()).getLong("recurringPayment.id");

    isRefused(subscribeByLink(monthly()), 422, "link-pays-only");

    assertThat(status(id)).isEqualTo("incomplete");
  }

  /** Past the first look, which saw nothing of the owner's. */
  @Test
  void norDoesWhatTheOwnerBeginsMeanwhile() {
    long order = monthly();
    long id = subscribed(monthly()).getLong("recurringPayment.id");
    var way = new ByRequest(new StartRecurringPayment(order, price, null, null), true);

    assertThatThrownBy(
            () ->
                VertxContextSupport.subscribeAndAwait(
                    () ->
                        orders
                            .get(order, Caller.byLink(user, order, 1))
                            .flatMap(view -> beginning.begin(view, way, Claim.NONE))))
        .hasMessageContaining("link");

    assertThat(status(id)).isEqualTo("incomplete");
    json(subscribe(order), 201); // the owner may
    assertThat(status(id)).isIn("canceled", "incomplete_expired");
  }

  /** Whoever left Stripe's page pays in the form then: one order is paid in one way at a time. */
  @Test
  void aSessionOfTheSameOrderEnds() {
    long order = monthly();
    var session =
        Map.of("orderId", order, "surface", "hosted", "successUrl", "http://localhost:3000/paid");
    long id =
        json(asUser().body(session).post("/v1/checkout-sessions"), 201)
            .getLong("recurringPaymentId");

    subscribeByLink(order).then().statusCode(201);

    assertThat(status(id)).isIn("canceled", "incomplete_expired");
  }

  @Test
  void withoutAnAnswerOfStripesNothingBegins() {
    savedMethod();
    long order = monthly();
    sandbox.faults().failNext("GET /v1/customers/", 500, 8);

    isRefused(subscribeByLink(order), 503, "stripe-unavailable");

    assertThat(tables().number("select count(*) from recurring_payment where order_id = ?", order))
        .isZero();
  }

  @Test
  void aTrialAsksForACardUntilItHasOne() {
    long order = monthly(Map.of("trialDays", 7));
    var started = json(subscribeByLink(order), 201);
    long id = started.getLong("recurringPayment.id");
    assertThat(started.getBoolean("recurringPayment.awaitsPaymentMethod")).isTrue();

    var subscription =
        sandbox.billing().subscription(started.getString("recurringPayment.subscriptionId"));
    sandbox.billing().confirmSetup(subscription.path("pending_setup_intent").asText(), GOOD_CARD);

    eventually(x -> assertThat(recurring(id).getBoolean("awaitsPaymentMethod")).isFalse());
  }

  @Test
  void theOrderSaysHowOftenItsPriceIsCharged() {
    long order = monthly();

    eventually(
        x ->
            asUser()
                .get("/v1/orders/" + order)
                .then()
                .body("interval", equalTo("month"))
                .body("intervalCount", equalTo(1)));
    asUser().get("/v1/orders/" + order()).then().body("interval", nullValue());
  }

  @Test
  void noReadWaitsUntilStripeSaysIt() {
    long order = monthly();
    var asked = new CountDownLatch(1);
    var answers = new CountDownLatch(1);
    sandbox
        .faults()
        .happensBefore(
            "GET /v1/prices",
            () -> {
              asked.countDown();
              await(answers);
            });

    asUser()
        .get("/v1/orders/" + order)
        .then()
        .statusCode(200)
        .body("status", equalTo("pending"))
        .body("interval", nullValue());
    await(asked);
    asUser().get("/v1/orders/" + order).then().statusCode(200).body("interval", nullValue());

    answers.countDown();
    eventually(x -> asUser().get("/v1/orders/" + order).then().body("interval", equalTo("month")));
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
