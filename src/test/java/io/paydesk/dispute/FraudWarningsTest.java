package io.paydesk.dispute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.micrometer.core.instrument.MeterRegistry;
import io.paydesk.testing.PaydeskTest;
import io.paydesk.testing.StripeEvents;
import io.paydesk.testing.http.Json;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Early fraud warnings of card issuers. */
@QuarkusTest
class FraudWarningsTest extends PaydeskTest {

  @Inject MeterRegistry meters;

  private long order;
  private long payment;
  private String intent;

  @AfterEach
  void settleTheBalance() {
    sandbox.faults().clear();
    sandbox.payOut("usd");
  }

  private void paid(String card) {
    order = order("100.00", "usd");
    var started = started(order);
    payment = started.getLong("id");
    intent = started.getString("paymentIntentId");
    sandbox.confirm(intent, card);
    eventuallyPaid(order);
  }

  /** As the shop sees it. */
  private Json seen() {
    return asService().get("/v1/payments/" + payment).then().statusCode(200).extract().jsonPath();
  }

  private void eventuallyActionable(Boolean... actionable) {
    eventually(
        x -> assertThat(seen().getList("fraudWarnings.actionable")).isEqualTo(List.of(actionable)));
  }

  @Test
  void aWarningShowsOnItsPaymentUntilItIsOver() {
    double before = meters.counter("paydesk.fraud.warnings").count();
    paid("4000000000005423");
    eventuallyActionable(true);

    asUser().get("/v1/payments/" + payment).then().body("fraudWarnings", nullValue());
    asUser().get("/v1/payments").then().body("data[0].fraudWarnings", nullValue());
    asService()
        .get("/v1/payments/" + payment)
        .then()
        .body("fraudWarnings", hasSize(1))
        .body("fraudWarnings[0].warningId", notNullValue())
        .body("fraudWarnings[0].fraudType", equalTo("made_with_stolen_card"))
        .body("fraudWarnings[0].warnedAt", notNullValue());
    // It is counted after the commit that shows it.
    eventually(
        x -> assertThat(meters.counter("paydesk.fraud.warnings").count()).isEqualTo(before + 1));
    sandbox.refundAtDashboard(intent, 10_000);
    eventuallyActionable(false);
    assertThat(tables().number("select count(*) from fraud_warning where payment_id = ?", payment))
        .isEqualTo(1);
  }

  @Test
  void eventsThatComeTwiceOrLateChangeNothing() {
    paid("4242424242424242");
    loseEvents();
    var id = sandbox.risk().warnOfFraud(intent, "misc");
    var first =
        StripeEvents.event("radar.early_fraud_warning.created", sandbox.risk().fraudWarning(id));
    sandbox.refundAtDashboard(intent, 10_000);
    var second =
        StripeEvents.event("radar.early_fraud_warning.updated", sandbox.risk().fraudWarning(id));
    first.put("created", second.get("created").asLong() - 10);

    deliverAndWait(second);
    deliverAndWait(first);

    eventuallyActionable(false);
    int version = payment(payment).getInt("version");
    deliverAndWait(
        StripeEvents.event("radar.early_fraud_warning.updated", sandbox.risk().fraudWarning(id)));
    assertThat(payment(payment).getInt("version")).isEqualTo(version);
  }

  @Test
  void aWarningWaitsForItsPayment() {
    paid("4242424242424242");
    loseEvents();
    var id = sandbox.risk().warnOfFraud(intent, "misc");
    tables()
        .change(
            "update payment set payment_intent_id = 'pi_of_nobody_' || id, charge_id = null where id = ?",
            payment);
    var event =
        StripeEvents.event("radar.early_fraud_warning.created", sandbox.risk().fraudWarning(id));
    deliverAndWait(event);
    assertThat(verdict(event)).isEqualTo("ignored unknown-payment");

    tables().change("update payment set payment_intent_id = ? where id = ?", intent, payment);

    eventuallyActionable(true);
  }

  @Test
  void aWarningWhoseEventWasLostIsFoundByARefresh() {
    paid("4242424242424242");
    loseEvents();
    var id = sandbox.risk().warnOfFraud(intent, "misc");

    asUser().post("/v1/payments/" + payment + "/refresh").then().statusCode(200);

    assertThat(seen().getList("fraudWarnings.warningId")).isEqualTo(List.of(id));
  }

  @Test
  void aKeyThatMayNotReadWarningsRefreshesTheRest() {
    paid("4242424242424242");
    loseEvents();
    sandbox.refundAtDashboard(intent, 1_000);
    sandbox.faults().failNext("GET /v1/radar/early_fraud_warnings", 403, 10);

    asUser()
        .post("/v1/payments/" + payment + "/refresh")
        .then()
        .statusCode(200)
        .body("status", equalTo("partially_refunded"));
  }

  @Test
  void anUnreadableEventDoesNotStopTheOthers() {
    paid("4242424242424242");
    loseEvents();
    var id = sandbox.risk().warnOfFraud(intent, "misc");
    var good =
        StripeEvents.event("radar.early_fraud_warning.created", sandbox.risk().fraudWarning(id));
    var bad =
        StripeEvents.event("radar.early_fraud_warning.created", sandbox.risk().fraudWarning(id));
    StripeEvents.object(bad).remove("created");

    deliver(bad.toString()).then().statusCode(200);
    deliverAndWait(good);

    eventuallyActionable(true);
    assertThat(verdict(bad)).isEqualTo("waiting");
    tables().change("delete from stripe_event where id = ?", bad.get("id").textValue());
  }
}
