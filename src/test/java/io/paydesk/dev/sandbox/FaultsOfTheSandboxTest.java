package io.paydesk.dev.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.stripe.exception.ApiConnectionException;
import com.stripe.exception.ApiException;
import com.stripe.exception.RateLimitException;
import com.stripe.exception.StripeException;
import com.stripe.net.RequestOptions;
import com.stripe.param.PaymentIntentCreateParams;
import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FaultsOfTheSandboxTest {

  private static final String PATH = "/v1/payment_intents";
  private static final String MATCH = "POST " + PATH;
  private static final String KEY = "Idempotency-Key";
  private static final String FORM = "amount=2000&currency=usd";

  private final Shop shop = new Shop();

  @AfterEach
  void close() {
    shop.close();
  }

  private void create(RequestOptions options) throws StripeException {
    shop.stripe
        .v1()
        .paymentIntents()
        .create(
            PaymentIntentCreateParams.builder().setAmount(2000L).setCurrency("usd").build(),
            options);
  }

  private static RequestOptions key(String key) {
    return RequestOptions.builder().setIdempotencyKey(key).build();
  }

  @Test
  void aServerErrorDoesNothingAndStaysUnderItsKey() throws StripeException {
    shop.sandbox.faults().failNext(MATCH, 500, 1);

    assertThat(catchThrowableOfType(ApiException.class, () -> create(key("k1"))).getStatusCode())
        .isEqualTo(500);
    assertThat(shop.post(PATH, FORM, "Idempotency-Key", "k1").status()).isEqualTo(500);
    assertThat(shop.sandbox.paymentIntents()).isEmpty();
    create(key("k2"));
    assertThat(shop.sandbox.paymentIntents()).hasSize(1);
  }

  @Test
  void aRateLimitIsNotKeptUnderItsKey() throws StripeException {
    shop.sandbox.faults().failNext(MATCH, 429, 1);

    assertThat(catchThrowableOfType(RateLimitException.class, () -> create(key("k1"))).getCode())
        .isEqualTo("rate_limit");
    create(key("k1"));
    assertThat(shop.sandbox.paymentIntents()).hasSize(1);
  }

  @Test
  void anErrorAfterTheWorkHidesWhatWasDone() {
    shop.sandbox.faults().failAfterWorkNext(MATCH, 500, 1);

    assertThat(shop.post(PATH, FORM, "Idempotency-Key", "k1").status()).isEqualTo(500);
    var replayed = shop.post(PATH, FORM, "Idempotency-Key", "k1");

    assertThat(replayed.status()).isEqualTo(500);
    assertThat(replayed.header("Idempotent-Replayed")).isEqualTo("true");
    assertThat(shop.sandbox.paymentIntents()).hasSize(1);
  }

  @Test
  void aTimeoutAfterTheWorkIsCuredByTheSameKey() {
    shop.sandbox.faults().timeoutAfterWorkNext(MATCH, 1);
    var impatient =
        shop.posting(shop.settings.secretKey(), PATH, FORM, "Idempotency-Key", "k1")
            .timeout(Duration.ofSeconds(1));

    assertThatThrownBy(() -> shop.exchange(impatient)).isInstanceOf(HttpTimeoutException.class);
    eventuallyOneIsMade();

    // For a moment the key may be in use.
    await()
        .untilAsserted(
            () ->
                assertThat(shop.post(PATH, FORM, "Idempotency-Key", "k1").status()).isEqualTo(200));
    assertThat(shop.sandbox.paymentIntents()).hasSize(1);
  }

  /** On a busy machine, the client gives up before the sandbox has begun. */
  private void eventuallyOneIsMade() {
    await().untilAsserted(() -> assertThat(shop.sandbox.paymentIntents()).hasSize(1));
  }

  @Test
  void silenceUsesUpNoThreads() {
    shop.sandbox.faults().timeoutAfterWorkNext(MATCH, 40);
    for (int i = 0; i < 40; i++) {
      shop.later(shop.posting(shop.settings.secretKey(), PATH, FORM));
    }

    await().until(() -> shop.sandbox.paymentIntents().size() == 40);
    assertThat(shop.post(PATH, FORM).status()).isEqualTo(200);
  }

  @Test
  void stripesOwnClientTimesOut() {
    shop.sandbox.faults().timeoutAfterWorkNext(MATCH, 1);

    assertThatThrownBy(
            () ->
                create(
                    RequestOptions.builder().setIdempotencyKey("k1").setReadTimeout(300).build()))
        .isInstanceOf(ApiConnectionException.class);
    eventuallyOneIsMade();
  }

  @Test
  void aCutConnectionHidesWhatWasDone() {
    shop.sandbox.faults().resetAfterWorkNext(MATCH, 1);
    var request = shop.posting(shop.settings.secretKey(), PATH, FORM, "Idempotency-Key", "k1");

    assertThatThrownBy(() -> shop.exchange(request)).isInstanceOf(IOException.class);
    assertThat(shop.sandbox.paymentIntents()).hasSize(1);

    shop.sandbox.faults().resetAfterWorkNext(MATCH, 2);
    assertThatThrownBy(() -> create(key("k2"))).isInstanceOf(ApiConnectionException.class);
    assertThat(shop.sandbox.paymentIntents()).hasSize(2);
  }

  @Test
  void aHeldRequestIsSlowAndThenWorks() {
    shop.sandbox.faults().holdNext(MATCH, Duration.ofMillis(300), 1);
    long start = System.nanoTime();

    assertThat(shop.post(PATH, FORM).status()).isEqualTo(200);

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(290));
  }

  @Test
  void faultsMeetOnlyWhatTheyMatchAndCanBeCleared() {
    shop.sandbox.faults().failNext("POST /v1/refunds", 500, 1);
    shop.sandbox.faults().failNext(MATCH, 500, 5);
    shop.sandbox.faults().clear();
    shop.sandbox.faults().failNext("POST /v1/customers", 503, 1);

    assertThat(shop.post(PATH, FORM).status()).isEqualTo(200);
    assertThat(shop.post("/v1/customers", "").status()).isEqualTo(503);
    assertThat(shop.post("/v1/customers", "").status()).isEqualTo(200);
  }

  @Test
  void faultsCanBeOrderedOverHttp() {
    String order = "{\"failNext\":{\"match\":\"POST /v1/payment_intents\",\"status\":503}}";

    assertThat(shop.postAs(null, "/sandbox/faults", order).status()).isEqualTo(200);
    assertThat(shop.post(PATH, FORM).status()).isEqualTo(503);
    assertThat(shop.post(PATH, FORM).status()).isEqualTo(200);
    assertThat(shop.postAs(null, "/sandbox/faults", order).status()).isEqualTo(200);
    assertThat(shop.send(shop.request("/sandbox/faults", null).DELETE()).status()).isEqualTo(200);
    assertThat(shop.post(PATH, FORM).status()).isEqualTo(200);
    var unknown = shop.postAs(null, "/sandbox/faults", "{\"failLast\":1}");
    assertThat(unknown.status()).isEqualTo(400);
    assertThat(unknown.error().asText()).isEqualTo("No such fault: failLast");
  }

  /** What arrives of the answer to a POST; the slow one would take half a minute. */
  private String arrives(Garble how) {
    var answer = shop.later(shop.posting(shop.settings.secretKey(), PATH, FORM, KEY, "k1"));
    await().until(() -> !shop.sandbox.requests().isEmpty());
    try {
      var whole = answer.get(how == Garble.DRIP ? 1 : 9, TimeUnit.SECONDS);
      return whole.status() + " " + whole.http().body();
    } catch (TimeoutException e) {
      return "not in time";
    } catch (ExecutionException e) {
      return "cut";
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    } finally {
      answer.cancel(true);
    }
  }

  private static String expected(Garble how) {
    return switch (how) {
      case CUT -> "cut";
      case DRIP -> "not in time";
      case HTML -> "200 <!doctype html><title>Welcome</title>";
      case NOTHING -> "200 ";
      case NULL -> "200 null";
      case LIST -> "200 []";
      case OBJECT -> "200 {}";
      case REDIRECT_302 -> "302 ";
      case REDIRECT_307 -> "307 ";
      case HTML_400 -> "400 <!doctype html><title>Bad Request</title>";
      case HTML_404 -> "404 <!doctype html><title>Not Found</title>";
      case NOTHING_404 -> "404 ";
    };
  }

  @ParameterizedTest
  @EnumSource(Garble.class)
  void anAnswerCanBecomeSomethingElseAfterTheWork(Garble how) {
    shop.sandbox.faults().garbleAfterWorkNext(MATCH, how, 1);

    assertThat(arrives(how)).isEqualTo(expected(how));

    assertThat(shop.sandbox.paymentIntents()).hasSize(1);
    var replayed = shop.post(PATH, FORM, KEY, "k1");
    assertThat(replayed.status()).isEqualTo(200);
    assertThat(replayed.header("Idempotent-Replayed")).isEqualTo("true");
  }

  @ParameterizedTest
  @EnumSource(Garble.class)
  void anAnswerCanBecomeSomethingElseBeforeTheWork(Garble how) {
    shop.sandbox.faults().garbleNext(MATCH, how, 1);

    assertThat(arrives(how)).isEqualTo(expected(how));

    assertThat(shop.sandbox.paymentIntents()).isEmpty();
    assertThat(shop.post(PATH, FORM, KEY, "k1").header("Idempotent-Replayed")).isNull();
  }

  @Test
  void whatAnAnswerBecomesCanBeOrderedOverHttp() {
    var order =
        "{\"garbleNext\":{\"match\":\"POST /v1/payment_intents\",\"how\":\"html_404\",\"times\":1}}";

    assertThat(shop.postAs(null, "/sandbox/faults", order).status()).isEqualTo(200);
    assertThat(arrives(Garble.HTML_404)).isEqualTo(expected(Garble.HTML_404));
    assertThat(shop.post(PATH, FORM).status()).isEqualTo(200);
    assertThat(
            shop.postAs(null, "/sandbox/faults", order.replace("html_404", "odd")).error().asText())
        .startsWith("'how' is one of [cut, drip, html,");
  }
}
