package io.paydesk.actionflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.payment.PaymentView;
import io.paydesk.testing.PaydeskTest;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What beans are told about money that a bank holds first. */
@QuarkusTest
class HeldMoneyFlowsTest extends PaydeskTest {

  private static final String AUTHORIZED = "stripePaymentAuthorized authorized null";

  private long payment;
  private String intent;

  @BeforeEach
  void hold() {
    Ledger.follows = true;
    var body = Map.of("userId", user, "price", "100.00", "currency", "usd", "capture", "manual");
    long order = json(asService().body(body).post("/v1/orders"), 201).getLong("id");
    var started = started(order);
    payment = started.getLong("id");
    intent = started.getString("paymentIntentId");
    sandbox.confirm(intent, "4242424242424242");
    eventuallyTold(AUTHORIZED);
  }

  @AfterEach
  void forget() {
    Ledger.forget();
  }

  private List<Ledger.Entry> told() {
    return Ledger.of(user).stream().filter(one -> one.bean().equals("FirstLedger")).toList();
  }

  private void eventuallyTold(String... whats) {
    eventually(
        x ->
            assertThat(told())
                .extracting(
                    one -> one.method() + " " + one.run().transition() + " " + one.run().reason())
                .containsExactly(whats));
  }

  private void capture(int status) {
    asService()
        .body("{\"amount\": 6000}")
        .post("/v1/payments/" + payment + "/capture")
        .then()
        .statusCode(status);
  }

  @Test
  void aCaptureIsToldAsASuccessWithWhatWasTaken() {
    capture(200);

    eventuallyTold(AUTHORIZED, "stripePaymentCallback succeeded null");
    var last = told().get(1);
    assertThat(((PaymentView) last.row()).amountReceived()).isEqualTo(6000);
    assertThat(last.order().amountCaptured()).isEqualTo(6000);
    eventually(x -> assertThat(payment(payment).getBoolean("callbackProcessed")).isTrue());
  }

  @Test
  void whatTheShopLetsGoIsToldAsACancel() {
    asService().post("/v1/payments/" + payment + "/cancel").then().statusCode(200);

    eventuallyTold(AUTHORIZED, "stripePaymentFailed canceled null");
  }

  @Test
  void anAuthorizationThatExpiresIsToldWithStripesReason() {
    sandbox.advanceClock(Duration.ofDays(8));

    eventuallyTold(AUTHORIZED, "stripePaymentFailed canceled expired");
  }

  @Test
  void aRefusedCaptureIsToldAndTheMoneyIsStillHeld() {
    sandbox.faults().failNext("POST /v1/payment_intents/" + intent + "/capture", 400, 1);

    capture(422);

    eventuallyTold(AUTHORIZED, "stripePaymentAuthorized capture_failed null");
    assertThat(paymentStatus(payment)).isEqualTo("authorized");
  }

  @Test
  void aHoldIsToldOnceHoweverOftenItIsReported() {
    sandbox
        .events(one -> one.path("type").asText().equals("payment_intent.amount_capturable_updated"))
        .stream()
        .filter(one -> one.at("/data/object/id").asText().equals(intent))
        .forEach(one -> sandbox.redeliver(one.path("id").asText()));
    asService().post("/v1/payments/" + payment + "/refresh").then().statusCode(200);
    workedOff();

    eventuallyTold(AUTHORIZED);
  }
}
