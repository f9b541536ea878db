package io.paydesk.dev.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.stripe.exception.IdempotencyException;
import com.stripe.exception.StripeException;
import com.stripe.model.PaymentIntent;
import com.stripe.net.RequestOptions;
import com.stripe.param.PaymentIntentCreateParams;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IdempotencyOfTheSandboxTest {

  private static final String PATH = "/v1/payment_intents";
  private static final String FORM = "amount=2000&currency=usd";

  private final Shop shop = new Shop();

  @AfterEach
  void close() {
    shop.close();
  }

  private PaymentIntent create(long amount, String key) throws StripeException {
    return shop.stripe
        .v1()
        .paymentIntents()
        .create(
            PaymentIntentCreateParams.builder().setAmount(amount).setCurrency("usd").build(),
            RequestOptions.builder().setIdempotencyKey(key).build());
  }

  @Test
  void theSameKeyAndParametersAnswerTheSame() throws StripeException {
    PaymentIntent first = create(2000, "k1");
    PaymentIntent second = create(2000, "k1");

    assertThat(second.getId()).isEqualTo(first.getId());
    assertThat(shop.sandbox.paymentIntents()).hasSize(1);
    var headers = second.getLastResponse().headers();
    assertThat(headers.firstValue("Idempotent-Replayed")).contains("true");
    assertThat(headers.firstValue("Idempotency-Key")).contains("k1");
    assertThat(headers.firstValue("Original-Request"))
        .contains(first.getLastResponse().requestId());
  }

  @Test
  void aKeyUsedAgainWithOtherParametersIsRefused() throws StripeException {
    create(2000, "k1");

    IdempotencyException refused =
        catchThrowableOfType(IdempotencyException.class, () -> create(2001, "k1"));

    assertThat(refused.getStatusCode()).isEqualTo(400);
    assertThat(refused.getStripeError().getType()).isEqualTo("idempotency_error");
    assertThat(refused.getCode()).isNull();
    assertThat(
            shop.post("/v1/customers", "", "Idempotency-Key", "k1").error().path("type").asText())
        .isEqualTo("idempotency_error");
  }

  @Test
  void aKeyIsForgottenAfterADay() throws StripeException {
    PaymentIntent first = create(2000, "k1");
    shop.sandbox.advanceClock(Duration.ofHours(23));
    assertThat(create(2000, "k1").getId()).isEqualTo(first.getId());

    shop.sandbox.advanceClock(Duration.ofHours(1).plusSeconds(1));

    assertThat(create(2000, "k1").getId()).isNotEqualTo(first.getId());
  }

  @Test
  void aKeyInUseIsRefused() {
    shop.sandbox.faults().holdNext("POST " + PATH, Duration.ofSeconds(3), 1);
    var slow =
        shop.later(shop.posting(shop.settings.secretKey(), PATH, FORM, "Idempotency-Key", "k1"));
    await().until(() -> shop.sandbox.requests().size() == 1);

    var second = shop.post(PATH, FORM, "Idempotency-Key", "k1");

    assertThat(second.status()).isEqualTo(409);
    assertThat(second.error().path("type").asText()).isEqualTo("idempotency_error");
    assertThat(second.error().path("code").asText()).isEqualTo("idempotency_key_in_use");
    assertThat(slow.join().status()).isEqualTo(200);
    assertThat(shop.post(PATH, FORM, "Idempotency-Key", "k1").status()).isEqualTo(200);
    assertThat(shop.sandbox.paymentIntents()).hasSize(1);
  }

  @Test
  void whatFailedItsChecksMayBeCorrectedUnderTheSameKey() {
    assertThat(shop.post(PATH, "amount=2000", "Idempotency-Key", "k1").status()).isEqualTo(400);

    assertThat(shop.post(PATH, FORM, "Idempotency-Key", "k1").status()).isEqualTo(200);
  }

  @Test
  void aDeclineIsAnsweredAgain() throws StripeException {
    String path = PATH + "/" + shop.intent().getId() + "/confirm";
    String declining = "payment_method=pm_card_chargeDeclined";
    var first = shop.post(path, declining, "Idempotency-Key", "k1");
    var second = shop.post(path, declining, "Idempotency-Key", "k1");

    assertThat(second.status()).isEqualTo(402);
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(second.header("Idempotent-Replayed")).isEqualTo("true");
  }

  @Test
  void fiftyAtOnceWithOneKeyMakeOneIntentAndFiftyKeysMakeFifty() {
    assertThat(inParallel("same", false)).allMatch(status -> status == 200 || status == 409);
    assertThat(shop.sandbox.paymentIntents()).hasSize(1);

    assertThat(inParallel("other", true)).containsOnly(200);
    assertThat(shop.sandbox.paymentIntents()).hasSize(51);
  }

  private List<Integer> inParallel(String key, boolean each) {
    List<CompletableFuture<Shop.Reply>> all = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      String own = each ? key + i : key;
      all.add(
          shop.later(shop.posting(shop.settings.secretKey(), PATH, FORM, "Idempotency-Key", own)));
    }
    return all.stream().map(CompletableFuture::join).map(Shop.Reply::status).toList();
  }
}
