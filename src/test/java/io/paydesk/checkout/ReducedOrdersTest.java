package io.paydesk.checkout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.paydesk.testing.http.Answer;
import io.paydesk.testing.http.Json;
import io.quarkus.test.junit.QuarkusTest;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What was ordered, what is due by codes and tax, and what came. */
@QuarkusTest
class ReducedOrdersTest extends CheckoutTest {

  private Answer make(Map<String, Object> more) {
    var body = new HashMap<String, Object>(more);
    body.putIfAbsent("price", "100.00");
    body.putIfAbsent("currency", "usd");
    body.put("userId", user);
    return asService().body(body).post("/v1/orders");
  }

  private long ordered(Map<String, Object> more) {
    return json(make(more), 201).getLong("id");
  }

  private Json order(long id) {
    return json(asUser().get("/v1/orders/" + id), 200);
  }

  private void states(long order, long discount, long tax, long total) {
    var shown = order(order);
    assertThat(shown.getLong("subtotal")).isEqualTo(10_000);
    assertThat(shown.getLong("discount")).isEqualTo(discount);
    assertThat(shown.getLong("tax")).isEqualTo(tax);
    assertThat(shown.getLong("total")).isEqualTo(total);
    assertThat(shown.getLong("charged")).isEqualTo(total);
    assertThat(shown.getLong("credit")).isZero();
    assertThat(shown.getString("reviewReason")).isNull();
  }

  @Test
  void aCodeOfTheShopsReducesWhatIsDue() {
    long order =
        ordered(Map.of("promotionCode", code(Map.of("percent_off", "25")).getString("id")));
    var session = begun(order);

    pay(session, GOOD_CARD);

    eventuallyPaid(order);
    states(order, 2_500, 0, 7_500);
    assertThat(payment(session.getLong("paymentId")).getLong("amountReceived")).isEqualTo(7_500);
  }

  @Test
  void aCodeThatThePayerEntersReducesWhatIsDue() {
    long order = ordered(Map.of("allowPromotionCodes", true));
    var session = begun(order);
    sandbox
        .checkout()
        .code(
            session.getString("sessionId"),
            code(Map.of("amount_off", "1000", "currency", "usd")).getString("code"));

    pay(session, GOOD_CARD);

    eventuallyPaid(order);
    states(order, 1_000, 0, 9_000);
  }

  @Test
  void aCodeThatCoversEverythingPaysTheOrderOnce() {
    long order =
        ordered(Map.of("promotionCode", code(Map.of("percent_off", "100")).getString("id")));
    var session = begun(order);

    sandbox.checkout().pay(session.getString("sessionId"), null);

    eventuallyPaid(order);
    states(order, 10_000, 0, 0);
    assertThat(paymentStatus(session.getLong("paymentId"))).isEqualTo("succeeded");
    assertThat(payment(session.getLong("paymentId")).getLong("amountReceived")).isZero();
    asUser()
        .post("/v1/payments/" + session.getLong("paymentId") + "/refresh")
        .then()
        .statusCode(200)
        .body("status", equalTo("succeeded"));
    assertThat(payment(session.getLong("paymentId")).getBoolean("callbackProcessed")).isTrue();
    asAdmin()
        .header("Idempotency-Key", UUID.randomUUID().toString())
        .body(Map.of("paymentId", session.getLong("paymentId")))
        .post("/v1/refunds")
        .then()
        .statusCode(422)
        .body("type", equalTo("urn:paydesk:problem:nothing-to-refund"));
  }

  @ParameterizedTest
  @CsvSource({"usd, DE, 1900, 11900", "eur, DE, 1597, 10000"})
  void taxIsWhatStripeWorksOut(String currency, String country, long tax, long total) {
    long order = ordered(Map.of("automaticTax", true, "currency", currency));
    var session = begun(order);
    sandbox.checkout().address(session.getString("sessionId"), Map.of("country", country));

    pay(session, GOOD_CARD);

    eventuallyPaid(order);
    states(order, 0, tax, total);
  }

  @Test
  void whatCameGoesBackToTheCent() {
    long order =
        ordered(Map.of("promotionCode", code(Map.of("percent_off", "33")).getString("id")));
    var session = begun(order);
    pay(session, GOOD_CARD);
    eventuallyPaid(order);

    asAdmin()
        .header("Idempotency-Key", UUID.randomUUID().toString())
        .body(Map.of("paymentId", session.getLong("paymentId")))
        .post("/v1/refunds")
        .then()
        .statusCode(201)
        .body("refundAmount", equalTo(6_700));

    eventually(x -> assertThat(orderStatus(order)).isEqualTo("refunded"));
  }

  @Test
  void aBarePaymentKnowsNeitherCodesNorTax() {
    for (Map<String, Object> more :
        java.util.List.of(
            Map.<String, Object>of("allowPromotionCodes", true),
            Map.<String, Object>of("automaticTax", true),
            Map.<String, Object>of("promotionCode", "promo_123"))) {
      start(ordered(more))
          .then()
          .statusCode(422)
          .body("type", equalTo("urn:paydesk:problem:order-needs-checkout"));
    }
  }

  @Test
  void aCodeThatStripeDoesNotKnowOrNoLongerTakesHasAProblemOfItsOwn() {
    var spent = code(Map.of("percent_off", "10"));
    atStripe("/v1/promotion_codes/" + spent.getString("id"), Map.of("active", "false"));
    var foreign = code(Map.of("amount_off", "1000", "currency", "eur"));
    customerIsThere();
    int customers = sandbox.customers().size();

    for (var code :
        new String[] {"promo_of_nowhere", spent.getString("id"), foreign.getString("id")}) {
      long order = ordered(Map.of("promotionCode", code));
      ask(hosted(order))
          .then()
          .statusCode(422)
          .body("type", equalTo("urn:paydesk:problem:promotion-code-refused"));
      assertThat(live(order)).isZero();
    }
    assertThat(sandbox.customers()).hasSize(customers);
  }

  @Test
  void onlyOneKindOfCodeAndNeitherForASubscription() {
    make(Map.of("allowPromotionCodes", true, "promotionCode", "promo_123"))
        .then()
        .statusCode(422)
        .body("type", equalTo("urn:paydesk:problem:code-and-codes"));
    make(Map.of("priceId", "price_1", "automaticTax", true))
        .then()
        .statusCode(422)
        .body("type", equalTo("urn:paydesk:problem:reduced-subscription"));
  }
}
