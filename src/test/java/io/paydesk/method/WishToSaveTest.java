package io.paydesk.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import io.paydesk.reconcile.DueRound;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What a payer says about saving their card holds, whatever becomes of the payment that it came
 * with.
 */
@QuarkusTest
class WishToSaveTest extends SavedMethodTest {

  private static final String INTENTS = "POST /v1/payment_intents/";

  @Inject DueRound dueRound;

  private long begun(long order, boolean saves) {
    return json(
            asUser()
                .body(Map.of("orderId", order, "savePaymentMethod", saves))
                .post("/v1/payments"),
            201)
        .getLong("id");
  }

  private JsonNode usageOf(long payment) {
    return intentOf(payment).path("setup_future_usage");
  }

  private boolean agreed(long payment) {
    return payment(payment).getBoolean("savePaymentMethod");
  }

  private void nothingIsLeftToDo(long payment) {
    assertThat(
            tables()
                .number(
                    "select count(*) from payment where id = ? and change_key is not null",
                    payment))
        .isZero();
  }

  private long confirmations(long payment) {
    var intent = tables().text("select payment_intent_id from payment where id = ?", payment);
    return sandbox.requests().stream()
        .filter(r -> r.path().equals("/v1/payment_intents/" + intent + "/confirm"))
        .count();
  }

  /** The row as a process leaves it that dies before it calls Stripe. */
  private void asksToConfirm(long payment, String card, String usage, int minutesAgo) {
    tables()
        .change(
            """
            update payment set change_key = gen_random_uuid(),
              change_since = now() - make_interval(mins => ?), change_request = ? where id = ?
            """,
            minutesAgo,
            """
            {"paymentMethod":"%s","offSession":false,"futureUsage":"%s","returnUrl":"https://shop.example/paid"}"""
                .formatted(card, usage),
            payment);
  }

  @Test
  void thatNothingIsSavedIsToldStripeAlsoWhereTheClickItCameWithIsTooOld() {
    var card = attached(user, "pm_card_visa");
    long payment = begun(order(), true);
    tables()
        .change(
            "update payment set consent_by = null, consent_at = null, consent_from = null where id = ?",
            payment);
    asksToConfirm(payment, card, "", 11);
    sandbox.clearRequests();

    dueRound.runNow(payment);

    assertThat(usageOf(payment).isNull()).isTrue();
    assertThat(confirmations(payment)).isZero();
    assertThat(agreed(payment)).isFalse();
    nothingIsLeftToDo(payment);
  }

  @Test
  void thatTheCardIsSavedIsToldStripeAlsoWhereTheClickItCameWithIsTooOld() {
    var card = attached(user, "pm_card_visa");
    long payment = json(start(order()), 201).getLong("id");
    tables()
        .change(
            "update payment set consent_by = user_id, consent_at = now() where id = ?", payment);
    asksToConfirm(payment, card, "off_session", 11);
    sandbox.clearRequests();

    dueRound.runNow(payment);

    assertThat(usageOf(payment).asText()).isEqualTo("off_session");
    assertThat(confirmations(payment)).isZero();
    assertThat(agreed(payment)).isTrue();
    nothingIsLeftToDo(payment);
  }

  @Test
  void aSecondClickTakesOverWhatTheOneThatIsTooOldSaidOfSaving() {
    var card = attached(user, "pm_card_visa");
    long order = order();
    long payment = begun(order, true);
    tables()
        .change(
            "update payment set consent_by = null, consent_at = null, consent_from = null where id = ?",
            payment);
    asksToConfirm(payment, card, "", 11);

    pay(order, card).then().statusCode(200).body("status", equalTo("succeeded"));

    assertThat(usageOf(payment).isNull()).isTrue();
  }

  @Test
  void thatNothingIsSavedIsToldStripeAlsoWhereTheClickItCameWithIsRefused() {
    var card = attached(user, "pm_card_visa");
    long order = order();
    long payment = begun(order, true);
    sandbox.faults().failNext(INTENTS, 400, 1);

    asUser()
        .body(Map.of("orderId", order, "paymentMethodId", card, "savePaymentMethod", false))
        .post("/v1/payments")
        .then()
        .statusCode(200)
        .body("status", equalTo("pending"))
        .body("failure.message", equalTo("Invalid request."));

    assertThat(usageOf(payment).isNull()).isTrue();
    assertThat(agreed(payment)).isFalse();
    nothingIsLeftToDo(payment);
  }

  @Test
  void whileTheBankAsksThePayerCanStillSayThatNothingIsSaved() {
    var asking = attached(user, "pm_card_authenticationRequired");
    long order = order();
    long payment = begun(order, true);
    assertThat(json(pay(order, asking), 200).getBoolean("requiresAction")).isTrue();
    sandbox.clearRequests();

    asUser()
        .body(Map.of("orderId", order, "paymentMethodId", asking, "savePaymentMethod", false))
        .post("/v1/payments")
        .then()
        .statusCode(200)
        .body("requiresAction", equalTo(true));

    assertThat(usageOf(payment).isNull()).isTrue();
    assertThat(confirmations(payment)).isZero();
  }

  @Test
  void aChargeOfTheShopsThatABankDeclinesLeavesThePayersConsent() {
    var asking = saved("4000002760003184");
    long order = order();
    long payment = begun(order, true);

    payOffSession(order, asking)
        .then()
        .statusCode(200)
        .body("failure.code", equalTo("authentication_required"));

    assertThat(usageOf(payment).asText()).isEqualTo("off_session");
    assertThat(agreed(payment)).isTrue();
    nothingIsLeftToDo(payment);
    // The payer pays with another card, and that one is saved as they had agreed.
    sandbox.confirm(payment(payment).getString("paymentIntentId"), "5555555555554444");
    eventuallyPaid(order);
    var paidWith = payment(payment).getString("paymentMethodId");
    assertThat(methodsNow().getBoolean("data[id=" + paidWith + "].offSession")).isTrue();
  }

  @Test
  void aChargeOfTheShopsThatStripeRefusesLeavesThePayersConsent() {
    var card = saved("4242424242424242");
    long order = order();
    long payment = begun(order, true);
    sandbox.faults().failNext(INTENTS, 400, 1);

    payOffSession(order, card).then().statusCode(200).body("status", equalTo("pending"));

    assertThat(usageOf(payment).asText()).isEqualTo("off_session");
    assertThat(agreed(payment)).isTrue();
    nothingIsLeftToDo(payment);
  }

  @Test
  void whatTheShopHasChargedWithoutSavingIsNoConsent() {
    var card = saved("4242424242424242");
    long order = order();
    long payment = begun(order, true);

    payOffSession(order, card).then().statusCode(200).body("status", equalTo("succeeded"));

    assertThat(agreed(payment)).isFalse();
    nothingIsLeftToDo(payment);
  }
}
