package io.paydesk.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.paydesk.reconcile.DueRound;
import io.paydesk.testing.PaydeskTest;
import io.paydesk.testing.http.AnswerCheck;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
class CancelTest extends PaydeskTest {

  @Inject DueRound dueRound;

  private AnswerCheck cancel(String what, long id) {
    return asService().post("/v1/" + what + "/" + id + "/cancel").then();
  }

  @Test
  void aCanceledPaymentIsCanceledAtStripeAndTheOrderCanBePaidAnew() {
    long order = order();
    var payment = started(order);

    asUser()
        .post("/v1/payments/" + payment.getLong("id") + "/cancel")
        .then()
        .statusCode(200)
        .body("status", equalTo("canceled"));

    assertThat(intentOf(payment.getLong("id")).path("status").textValue()).isEqualTo("canceled");
    assertThat(started(order).getLong("id")).isNotEqualTo(payment.getLong("id"));
  }

  @Test
  void cancelingTwiceIsCancelingOnce() {
    var payment = started(order());

    cancel("payments", payment.getLong("id")).statusCode(200);
    cancel("payments", payment.getLong("id")).statusCode(200).body("status", equalTo("canceled"));
  }

  @Test
  void moneyThatCameIsNotCanceled() {
    long order = order();
    var payment = started(order);
    sandbox.confirm(payment.getString("paymentIntentId"), "4242424242424242");
    eventuallyPaid(order);

    cancel("payments", payment.getLong("id"))
        .statusCode(409)
        .body("type", equalTo("urn:paydesk:problem:payment-not-cancelable"));
    cancel("orders", order)
        .statusCode(409)
        .body("type", equalTo("urn:paydesk:problem:order-already-paid"));
  }

  @Test
  void aPayerWhoWasFasterThanTheCancelHasPaid() {
    long order = order();
    var payment = started(order);
    loseEvents();
    sandbox.confirm(payment.getString("paymentIntentId"), "4242424242424242");

    cancel("orders", order).statusCode(409);

    assertThat(orderStatus(order)).isEqualTo("paid");
  }

  @Test
  void aPaymentThatABankIsDecidingIsNotCanceledLater() {
    long order = order();
    var payment = started(order);
    sandbox.confirm(payment.getString("paymentIntentId"), "pm_usBankAccount_success");

    cancel("orders", order).statusCode(409);

    eventuallyPaid(order);
  }

  @Test
  void aRefusedCancelDoesNotHappenLater() {
    long payment = started(order()).getLong("id");
    // The event of its beginning would ask, and find that it waits.
    workedOff();
    tables().change("update payment set status = 'processing' where id = ?", payment);
    sandbox.faults().failNext("GET /v1/payment_intents", 500, 100);

    // The bank may have decided since, so the request to cancel stays, and the answer says so.
    cancel("payments", payment).statusCode(202);
    sandbox.faults().clear();
    dueRound.runNow(payment);

    assertThat(paymentStatus(payment)).isEqualTo("canceled");
  }

  @Test
  void anOrderWithoutPaymentIsCanceledAtOnce() {
    long order = order();

    cancel("orders", order).statusCode(200).body("status", equalTo("canceled"));
    cancel("orders", order).statusCode(200);
    start(order)
        .then()
        .statusCode(409)
        .body("type", equalTo("urn:paydesk:problem:order-not-payable"));
  }

  @Test
  void anOrdersCancelCancelsItsPaymentFirst() {
    long order = order();
    var payment = started(order);

    cancel("orders", order).statusCode(200).body("status", equalTo("canceled"));

    assertThat(paymentStatus(payment.getLong("id"))).isEqualTo("canceled");
    assertThat(intentOf(payment.getLong("id")).path("status").textValue()).isEqualTo("canceled");
  }

  @Test
  void aCancelThatStripeDidNotConfirmIsFinishedByARoundOfChecks() {
    long order = order();
    var payment = started(order);
    sandbox.faults().failNext("GET /v1/payment_intents", 500, 100);

    cancel("orders", order).statusCode(202).body("status", equalTo("pending"));
    start(order)
        .then()
        .statusCode(409)
        .body("type", equalTo("urn:paydesk:problem:order-not-payable"));

    sandbox.faults().clear();
    dueRound.runNow(payment.getLong("id"));

    assertThat(orderStatus(order)).isEqualTo("canceled");
    assertThat(paymentStatus(payment.getLong("id"))).isEqualTo("canceled");
  }

  @Test
  void aCancelThatWasCarriedOutButNotAnsweredIsFound() {
    long order = order();
    var payment = started(order);
    var path = "POST /v1/payment_intents/" + payment.getString("paymentIntentId") + "/cancel";
    sandbox.faults().failAfterWorkNext(path, 500, 1);
    loseEvents();

    int status = cancel("orders", order).extract().statusCode();

    assertThat(status).isIn(200, 202);
    dueRound.runNow(payment.getLong("id"));
    assertThat(orderStatus(order)).isEqualTo("canceled");
  }

  @Test
  void aCancelWithAKeyIsAnsweredTheSameAgain() {
    long order = order();
    var key = Map.of("Idempotency-Key", "cancel-" + user);

    asService().headers(key).post("/v1/orders/" + order + "/cancel").then().statusCode(200);
    asService()
        .headers(key)
        .post("/v1/orders/" + order + "/cancel")
        .then()
        .statusCode(200)
        .header("Idempotency-Replayed", "true")
        .body("status", equalTo("canceled"));
  }
}
