package io.paydesk.checkout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each bad request has a problem of its own, and begins nothing. */
@QuarkusTest
class CheckoutRefusalsTest extends CheckoutTest {

  private void isRefused(Map<String, Object> body, int status, String problem) {
    ask(body)
        .then()
        .statusCode(status)
        .contentType("application/problem+json")
        .body("type", equalTo("urn:paydesk:problem:" + problem));
    assertThat(live(((Number) body.get("orderId")).longValue())).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example/",
        "https://shop.example.evil.example/pay",
        "https://shop.example/payments",
        "https://shop.example/pay/../admin",
        "https://evil@shop.example/pay",
        "http://shop.example/pay",
        "javascript:alert(1)",
        "/pay",
        "https://{CHECKOUT_SESSION_ID}.evil.example/pay",
        "https://shop.example/pay?{SESSION}",
      })
  void aForeignAddressIsRefused(String url) {
    isRefused(with(hosted(order()), "successUrl", url), 422, "return-url-not-allowed");
    isRefused(with(hosted(order()), "cancelUrl", url), 422, "return-url-not-allowed");
    isRefused(with(on("embedded", order()), "returnUrl", url), 422, "return-url-not-allowed");
  }

  @Test
  void anAddressThatIsTooLongIsRefused() {
    isRefused(
        with(hosted(order()), "successUrl", "https://shop.example/pay/" + "x".repeat(2_000)),
        422,
        "return-url-not-allowed");
  }

  @Test
  void addressesThatDoNotFitTheSurfaceAreRefused() {
    long order = order();
    isRefused(with(hosted(order), "returnUrl", THANKS), 422, "wrong-urls-for-surface");
    isRefused(without(hosted(order), "successUrl"), 422, "wrong-urls-for-surface");
    for (var surface : new String[] {"embedded", "elements"}) {
      isRefused(with(on(surface, order), "successUrl", THANKS), 422, "wrong-urls-for-surface");
      isRefused(with(on(surface, order), "cancelUrl", CART), 422, "wrong-urls-for-surface");
      isRefused(without(on(surface, order), "returnUrl"), 422, "wrong-urls-for-surface");
    }
  }

  private static Map<String, Object> without(Map<String, Object> body, String field) {
    var less = new HashMap<>(body);
    less.remove(field);
    return less;
  }

  @Test
  void stripeFillsInNoIdWhereThePayerGoesBack() {
    isRefused(
        with(hosted(order()), "cancelUrl", CART + "?session={CHECKOUT_SESSION_ID}"),
        422,
        "placeholder-not-filled-in");
  }

  @ParameterizedTest
  @ValueSource(strings = {"hosted_page", "Hosted", "custom", "page"})
  void anUnknownSurfaceIsRefused(String surface) {
    isRefused(with(hosted(order()), "surface", surface), 400, "invalid-surface");
  }

  @ParameterizedTest
  @ValueSource(strings = {"tlh", "de_DE", "DE", "en-gb"})
  void aLanguageThatStripeDoesNotSpeakIsRefused(String locale) {
    isRefused(with(hosted(order()), "locale", locale), 422, "invalid-locale");
  }

  @ParameterizedTest
  @CsvSource({"1799", "86401", "0", "-1"})
  void aSessionThatIsTooShortOrTooLongIsRefused(long seconds) {
    isRefused(with(hosted(order()), "expiresIn", seconds), 422, "invalid-expires-in");
  }

  @Test
  void anOrderOfSomebodyElseIsNotFound() {
    long order = order();
    as("somebody-else").body(hosted(order)).post("/v1/checkout-sessions").then().statusCode(404);
    asService().body(hosted(order)).post("/v1/checkout-sessions").then().statusCode(201);
  }

  @ParameterizedTest
  @ValueSource(strings = {"%F0%9F%8E%AB", "a%20b"})
  void whatIsNoIdOfASessionIsNotFound(String id) {
    asUser().get("/v1/checkout-sessions/" + id).then().statusCode(404);
  }

  @Test
  void anOrderForAPriceThatStripeDoesNotKnowIsRefused() {
    var order =
        json(
            asService()
                .body(
                    Map.of(
                        "userId", user, "price", "9.99", "currency", "usd", "priceId", "price_x"))
                .post("/v1/orders"),
            201);
    isRefused(hosted(order.getLong("id")), 422, "price-not-found");
  }

  @Test
  void aPaidOrderIsRefused() {
    long order = order();
    var session = begun(order);
    pay(session, GOOD_CARD);
    eventuallyPaid(order);

    isRefused(hosted(order), 409, "order-already-paid");
  }

  @Test
  void theSameKeyAnswersForTheSameSession() {
    long order = order();
    var first =
        json(
            asUser()
                .header("Idempotency-Key", "once-" + order)
                .body(hosted(order))
                .post("/v1/checkout-sessions"),
            201);
    var again =
        json(
            asUser()
                .header("Idempotency-Key", "once-" + order)
                .body(hosted(order))
                .post("/v1/checkout-sessions"),
            201);

    assertThat(again.getString("sessionId")).isEqualTo(first.getString("sessionId"));
    assertThat(again.getString("url")).isEqualTo(first.getString("url"));
    assertThat(sessionsOf(order)).hasSize(1);
  }
}
