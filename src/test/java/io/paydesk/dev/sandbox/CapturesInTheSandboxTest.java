package io.paydesk.dev.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.stripe.exception.StripeException;
import com.stripe.model.PaymentIntent;
import com.stripe.model.Refund;
import com.stripe.param.RefundListParams;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CapturesInTheSandboxTest {

  private static final String INTENTS = "/v1/payment_intents";

  private Shop shop = new Shop();

  @AfterEach
  void close() {
    shop.close();
  }

  private JsonNode manual(String more) {
    return shop.post(INTENTS, "amount=2000&currency=usd&capture_method=manual" + more).body();
  }

  private String held() {
    return manual("&confirm=true&payment_method=pm_card_visa").path("id").asText();
  }

  private Shop.Reply capture(String id, String form) {
    return shop.post(INTENTS + "/" + id + "/capture", form);
  }

  private JsonNode charge(String intent) {
    return shop.get(
            "/v1/charges/" + shop.sandbox.paymentIntent(intent).path("latest_charge").asText())
        .body();
  }

  private List<Refund> refunds(String intent) throws StripeException {
    return shop.stripe
        .v1()
        .refunds()
        .list(RefundListParams.builder().setPaymentIntent(intent).build())
        .getData();
  }

  private List<String> events() {
    return shop.sandbox.events().stream().map(event -> event.path("type").asText()).toList();
  }

  @Test
  void aCardHoldsTheMoneyForSevenDays() throws StripeException {
    String id = held();

    JsonNode intent = shop.sandbox.paymentIntent(id);
    assertThat(intent.path("status").asText()).isEqualTo("requires_capture");
    assertThat(intent.path("amount_capturable").asLong()).isEqualTo(2000);
    assertThat(intent.path("amount_received").asLong()).isZero();
    JsonNode charge = charge(id);
    assertThat(charge.path("captured").asBoolean()).isFalse();
    assertThat(charge.path("paid").asBoolean()).isTrue();
    assertThat(charge.path("balance_transaction").isNull()).isTrue();
    assertThat(charge.at("/payment_method_details/card/capture_before").asLong())
        .isEqualTo(charge.path("created").asLong() + 7 * 24 * 3600);
    assertThat(events())
        .containsExactly(
            "payment_intent.created",
            "charge.succeeded",
            "payment_intent.amount_capturable_updated");
    assertThat(shop.available("usd")).isZero();
  }

  @Test
  void aCaptureTakesAllOfItOnce() throws StripeException {
    String id = held();

    JsonNode captured = capture(id, "").body();

    assertThat(captured.path("status").asText()).isEqualTo("succeeded");
    assertThat(captured.path("amount_received").asLong()).isEqualTo(2000);
    assertThat(captured.path("amount_capturable").asLong()).isZero();
    assertThat(shop.available("usd")).isEqualTo(2000);
    assertThat(refunds(id)).isEmpty();
    assertThat(events()).endsWith("charge.captured", "payment_intent.succeeded");
    Shop.Reply again = capture(id, "");
    assertThat(again.status()).isEqualTo(400);
    assertThat(again.error().path("code").asText()).isEqualTo("payment_intent_unexpected_state");
    assertThat(again.error().path("message").asText()).contains("already been captured");
    assertThat(shop.available("usd")).isEqualTo(2000);
  }

  @Test
  void whatIsNotCapturedIsLetGoWithoutARefund() throws StripeException {
    String id = held();

    capture(id, "amount_to_capture=1200&metadata[shipped]=yes");

    JsonNode intent = shop.sandbox.paymentIntent(id);
    assertThat(intent.path("amount").asLong()).isEqualTo(2000);
    assertThat(intent.path("amount_received").asLong()).isEqualTo(1200);
    assertThat(intent.at("/metadata/shipped").asText()).isEqualTo("yes");
    JsonNode charge = charge(id);
    assertThat(charge.path("amount_captured").asLong()).isEqualTo(1200);
    assertThat(charge.path("amount_refunded").asLong()).isZero();
    assertThat(charge.path("refunded").asBoolean()).isFalse();
    assertThat(shop.available("usd")).isEqualTo(1200);
    assertThat(refunds(id)).isEmpty();
    assertThat(events()).doesNotContain("refund.created", "charge.refunded");
  }

  @Test
  void whileBanksWaitACaptureIsUnderWay() {
    String id = held();
    shop.sandbox.faults().banksWait(true);

    JsonNode captured = capture(id, "amount_to_capture=1200").body();

    assertThat(captured.path("status").asText()).isEqualTo("processing");
    assertThat(captured.path("amount_received").asLong()).isZero();
    shop.sandbox.faults().banksWait(false);
    await()
        .untilAsserted(
            () ->
                assertThat(shop.sandbox.paymentIntent(id).path("amount_received").asLong())
                    .isEqualTo(1200));
    assertThat(events())
        .endsWith("payment_intent.processing", "charge.captured", "payment_intent.succeeded");
  }

  @Test
  void aCapturedPartIsRefundedToTheCent() throws StripeException {
    String id = held();
    capture(id, "amount_to_capture=1201");

    Shop.Reply tooMuch = shop.post("/v1/refunds", "payment_intent=" + id + "&amount=1202");
    shop.post("/v1/refunds", "payment_intent=" + id + "&amount=1");
    shop.post("/v1/refunds", "payment_intent=" + id);

    assertThat(tooMuch.status()).isEqualTo(400);
    assertThat(refunds(id)).extracting(Refund::getAmount).containsExactly(1200L, 1L);
    assertThat(charge(id).path("refunded").asBoolean()).isTrue();
    assertThat(shop.available("usd")).isZero();
  }

  @Test
  void aCancelLetsAllOfItGo() throws StripeException {
    String id = held();

    JsonNode canceled = shop.post(INTENTS + "/" + id + "/cancel", "").body();

    assertThat(canceled.path("status").asText()).isEqualTo("canceled");
    assertThat(canceled.path("amount_capturable").asLong()).isZero();
    assertThat(charge(id).path("refunded").asBoolean()).isFalse();
    assertThat(charge(id).path("captured").asBoolean()).isFalse();
    assertThat(charge(id).path("amount_captured").asLong(-1)).isZero();
    assertThat(refunds(id)).isEmpty();
    assertThat(events())
        .endsWith("payment_intent.canceled")
        .doesNotContain("refund.created", "charge.refunded");
    assertThat(shop.available("usd")).isZero();
    assertThat(capture(id, "").error().path("message").asText())
        .contains("has a status of canceled");
  }

  @Test
  void anAuthorizationExpiresWhenItsTimeIsOver() throws StripeException {
    String id = held();
    shop.sandbox.advanceClock(Duration.ofDays(7).minusSeconds(5));
    assertThat(shop.sandbox.paymentIntent(id).path("status").asText())
        .isEqualTo("requires_capture");

    shop.sandbox.advanceClock(Duration.ofSeconds(6));

    JsonNode intent = shop.sandbox.paymentIntent(id);
    assertThat(intent.path("status").asText()).isEqualTo("canceled");
    assertThat(intent.path("cancellation_reason").asText()).isEqualTo("expired");
    assertThat(refunds(id)).isEmpty();
    assertThat(charge(id).path("refunded").asBoolean()).isFalse();
    assertThat(events()).endsWith("charge.expired", "payment_intent.canceled");
    assertThat(shop.available("usd")).isZero();
  }

  @Test
  void anAuthorizationOutlivesARestart(@TempDir Path folder) throws StripeException {
    shop.close();
    var settings = Shop.settings(folder.resolve("state.json"), Duration.ofMillis(10));
    shop = new Shop(settings);
    String kept = held();
    String part = held();
    capture(part, "amount_to_capture=500");
    shop.close();

    shop = new Shop(settings);

    assertThat(shop.available("usd")).isEqualTo(500);
    assertThat(capture(kept, "").status()).isEqualTo(200);
    String late = held();
    shop.sandbox.advanceClock(Duration.ofDays(8));
    assertThat(shop.sandbox.paymentIntent(late).path("status").asText()).isEqualTo("canceled");
    assertThat(shop.available("usd")).isEqualTo(2500);
  }

  @Test
  void threeDSecureComesBeforeTheHold() {
    String id = manual("").path("id").asText();
    shop.sandbox.confirm(id, "pm_card_authenticationRequired");
    assertThat(capture(id, "").error().path("message").asText())
        .contains("has a status of requires_action");

    shop.sandbox.authenticate(id, true);

    assertThat(capture(id, "").body().path("status").asText()).isEqualTo("succeeded");
  }

  @ParameterizedTest
  @CsvSource({
    "amount_to_capture=2001,amount_too_large",
    "amount_to_capture=0,parameter_invalid_integer",
    "amount_to_capture=,parameter_invalid_empty",
    "amount_to_capture=x,parameter_invalid_integer",
    "final_capture=false,",
    "statement_descriptor=X,"
  })
  void aCaptureThatStripeWouldRefuseTakesNothing(String form, String code) {
    String id = held();

    Shop.Reply refused = capture(id, form);

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.error().path("code").asText(null)).isEqualTo(code);
    assertThat(shop.sandbox.paymentIntent(id).path("status").asText())
        .isEqualTo("requires_capture");
  }

  @Test
  void nothingCanBeRefundedBeforeItIsCaptured() {
    Shop.Reply refused = shop.post("/v1/refunds", "payment_intent=" + held());

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.error().path("message").asText()).contains("successful charge to refund");
  }

  @Test
  void bankDebitsCannotBeHeld() {
    assertThat(manual("").path("payment_method_types").toString()).isEqualTo("[\"card\"]");
    assertThat(
            shop.post(
                    INTENTS,
                    "amount=2000&currency=usd&capture_method=manual"
                        + "&payment_method_types[]=us_bank_account")
                .status())
        .isEqualTo(400);
    String id = manual("").path("id").asText();
    assertThat(
            shop.post(INTENTS + "/" + id + "/confirm", "payment_method=pm_usBankAccount_success")
                .status())
        .isEqualTo(400);
  }

  @Test
  void howItIsCapturedIsSetBeforeThePayerConfirms() throws StripeException {
    PaymentIntent intent = shop.intent();
    shop.post(INTENTS + "/" + intent.getId(), "capture_method=manual");
    assertThat(shop.confirm(intent.getId(), "pm_card_visa").getStatus())
        .isEqualTo("requires_capture");

    assertThat(shop.post(INTENTS + "/" + intent.getId(), "capture_method=automatic").status())
        .isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"automatic", "automatic_async"})
  void otherwiseTheMoneyComesAtOnce(String method) {
    JsonNode paid =
        shop.post(
                INTENTS,
                "amount=2000&currency=usd&confirm=true&payment_method=pm_card_visa&capture_method="
                    + method)
            .body();

    assertThat(paid.path("status").asText()).isEqualTo("succeeded");
    assertThat(paid.path("capture_method").asText()).isEqualTo(method);
  }

  @Test
  void aRepeatedCaptureWithItsKeyAnswersTheSame() {
    String id = held();

    JsonNode once =
        shop.post(INTENTS + "/" + id + "/capture", "amount_to_capture=700", "Idempotency-Key", "k")
            .body();
    Shop.Reply twice =
        shop.post(INTENTS + "/" + id + "/capture", "amount_to_capture=700", "Idempotency-Key", "k");

    assertThat(twice.status()).isEqualTo(200);
    assertThat(twice.body()).isEqualTo(once);
  }

  @Test
  void aCardThatIsDisputedIsDisputedForWhatWasCaptured() {
    String id = manual("&confirm=true&payment_method=pm_card_createDispute").path("id").asText();
    assertThat(events()).doesNotContain("charge.dispute.created");

    capture(id, "amount_to_capture=900");

    assertThat(
            shop.sandbox.events(one -> one.path("type").asText().equals("charge.dispute.created")))
        .singleElement()
        .satisfies(one -> assertThat(one.at("/data/object/amount").asLong()).isEqualTo(900));
  }
}
