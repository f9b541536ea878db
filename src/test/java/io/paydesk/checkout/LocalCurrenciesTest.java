package io.paydesk.checkout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.paydesk.testing.StripeEvents;
import io.paydesk.testing.http.Json;
import io.quarkus.test.junit.QuarkusTest;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A payer pays in their own currency, by Adaptive Pricing. The shop is paid in the order's, and
 * that alone is compared with the order.
 */
@QuarkusTest
class LocalCurrenciesTest extends CheckoutTest {

  private static final List<String> CURRENCIES = List.of("jpy", "usd", "kwd");

  private long ordered(Map<String, Object> more) {
    var body = new HashMap<String, Object>(more);
    body.putIfAbsent("price", "100.00");
    body.putIfAbsent("currency", "usd");
    body.put("userId", user);
    return json(asService().body(body).post("/v1/orders"), 201).getLong("id");
  }

  private static int digits(String currency) {
    return switch (currency) {
      case "jpy", "krw" -> 0;
      case "kwd" -> 3;
      default -> 2;
    };
  }

  private static String major(long minor, String currency) {
    return BigDecimal.valueOf(minor, digits(currency)).toPlainString();
  }

  private Json refunded(long payment, Long amount) {
    var body = new HashMap<String, Object>(Map.of("paymentId", payment));
    if (amount != null) {
      body.put("refundAmount", amount);
    }
    return json(
        asAdmin()
            .header("Idempotency-Key", UUID.randomUUID().toString())
            .body(body)
            .post("/v1/refunds"),
        201);
  }

  private void states(Json shown, long amount, String currency) {
    assertThat(shown.getLong("presentmentAmount")).isEqualTo(amount);
    assertThat(shown.getString("presentmentPrice")).isEqualTo(major(amount, currency));
    assertThat(shown.getString("presentmentCurrency")).isEqualTo(currency);
  }

  /** Of each number of digits, to each other one. */
  static Stream<Arguments> pairs() {
    return CURRENCIES.stream()
        .flatMap(
            shops ->
                Stream.of("krw", "eur", "kwd", "jpy")
                    .filter(payers -> !payers.equals(shops))
                    .map(payers -> Arguments.of(shops, payers)));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void bothCurrenciesAreKeptWhateverTheirDigits(String shops, String payers) {
    long order = ordered(Map.of("price", major(99_990, shops), "currency", shops));
    var session = begun(order);
    sandbox.checkout().payIn(session.getString("sessionId"), payers);

    pay(session, GOOD_CARD);

    eventuallyPaid(order);
    var stated = intentOf(session.getLong("paymentId")).path("presentment_details");
    assertThat(stated.path("presentment_currency").asText()).isEqualTo(payers);
    var payment = payment(session.getLong("paymentId"));
    states(payment, stated.path("presentment_amount").asLong(), payers);
    assertThat(payment.getLong("amountReceived")).isEqualTo(99_990);
    assertThat(payment.getString("currency")).isEqualTo(shops);
    assertThat(payment.getString("reviewReason")).isNull();

    var first = refunded(session.getLong("paymentId"), 33_330L);
    var rest = refunded(session.getLong("paymentId"), null);

    eventually(x -> assertThat(orderStatus(order)).isEqualTo("refunded"));
    assertThat(first.getString("presentmentCurrency")).isEqualTo(payers);
    assertThat(rest.getLong("refundAmount")).isEqualTo(66_660);
    assertThat(first.getLong("presentmentAmount") + rest.getLong("presentmentAmount"))
        .as("what the payer has got back")
        .isEqualTo(payment.getLong("presentmentAmount"));
  }

  @Test
  void aWholeRefundGivesBackWhatThePayerPaid() {
    long order = ordered(Map.of("adaptivePricing", true));
    var session = begun(order);
    sandbox.checkout().payIn(session.getString("sessionId"), "eur", 9_215);
    pay(session, GOOD_CARD);
    eventuallyPaid(order);
    states(payment(session.getLong("paymentId")), 9_215, "eur");

    var refund = refunded(session.getLong("paymentId"), null);

    states(refund, 9_215, "eur");
    assertThat(refund.getLong("refundAmount")).isEqualTo(10_000);
    eventually(x -> assertThat(orderStatus(order)).isEqualTo("refunded"));
  }

  @Test
  void withACodeAndTaxThePayerSeesWhatIsDueInTheirCurrency() {
    long order = ordered(Map.of("automaticTax", true, "allowPromotionCodes", true));
    var session = begun(order);
    var id = session.getString("sessionId");
    sandbox.checkout().payIn(id, "eur");
    sandbox.checkout().address(id, Map.of("country", "DE"));
    sandbox.checkout().code(id, code(Map.of("percent_off", "25")).getString("code"));

    pay(session, GOOD_CARD);

    eventuallyPaid(order);
    asUser()
        .get("/v1/orders/" + order)
        .then()
        .body("charged", equalTo(8_925))
        .body("tax", equalTo(1_425))
        .body("reviewReason", nullValue());
    states(payment(session.getLong("paymentId")), 7_943, "eur");
  }

  @Test
  void whoPaysInTheShopsCurrencyHasNoOther() {
    long order = ordered(Map.of("adaptivePricing", true));
    var session = begun(order);
    sandbox.checkout().payIn(session.getString("sessionId"), "eur");
    pay(session, DECLINED_CARD);
    sandbox.checkout().payIn(session.getString("sessionId"), "usd");

    pay(session, GOOD_CARD);

    eventuallyPaid(order);
    assertThat(payment(session.getLong("paymentId")).getString("presentmentCurrency")).isNull();
  }

  @Test
  void whatACodeCoversWhollyIsPaidInNoCurrency() {
    long order =
        ordered(Map.of("promotionCode", code(Map.of("percent_off", "100")).getString("id")));
    var session = begun(order);
    sandbox.checkout().payIn(session.getString("sessionId"), "eur", 9_000);

    sandbox.checkout().pay(session.getString("sessionId"), null);

    eventuallyPaid(order);
    assertThat(payment(session.getLong("paymentId")).getString("presentmentCurrency")).isNull();
  }

  /** Each order of the two, once and twice, and each of them alone. */
  static Stream<List<String>> orders() {
    var completed = "checkout.session.completed";
    var succeeded = "payment_intent.succeeded";
    return Stream.of(
        List.of(completed),
        List.of(succeeded),
        List.of(completed, succeeded),
        List.of(succeeded, completed),
        List.of(completed, completed, succeeded, succeeded),
        List.of(succeeded, completed, succeeded, completed));
  }

  @ParameterizedTest
  @MethodSource("orders")
  void everyOrderOfTheEventsEndsTheSame(List<String> types) {
    long order = ordered(Map.of());
    var session = begun(order);
    loseEvents();
    sandbox.checkout().payIn(session.getString("sessionId"), "eur", 9_215);
    pay(session, GOOD_CARD);

    for (var type : types) {
      var about =
          type.startsWith("checkout.")
              ? atStripe(session)
              : sandbox.paymentIntent(atStripe(session).path("payment_intent").asText());
      deliver(StripeEvents.event(type, about).toString()).then().statusCode(200);
    }
    workedOff();

    eventuallyPaid(order);
    states(payment(session.getLong("paymentId")), 9_215, "eur");
  }

  @ParameterizedTest
  @CsvSource({"true, true", "false, false"})
  void theOrderSaysWhetherOtherCurrenciesAreOffered(boolean wanted, boolean offered) {
    var session = begun(ordered(Map.of("adaptivePricing", wanted)));

    assertThat(atStripe(session).at("/adaptive_pricing/enabled").asBoolean()).isEqualTo(offered);
  }

  @Test
  void whatIsCapturedLaterIsPaidInTheShopsCurrency() {
    asService()
        .body(
            Map.of(
                "userId",
                user,
                "price",
                "100.00",
                "currency",
                "usd",
                "capture",
                "manual",
                "adaptivePricing",
                true))
        .post("/v1/orders")
        .then()
        .statusCode(422)
        .body("type", equalTo("urn:paydesk:problem:adaptive-pricing-captured-later"));
  }

  /** Such as where somebody has changed the payment at Stripe. */
  @Test
  void moneyThatReallyCameInAnotherCurrencyPutsTheOrderInReview() {
    long order = ordered(Map.of());
    var session = begun(order);
    tables().change("update orders set currency = 'eur' where id = ?", order);

    sandbox.checkout().payIn(session.getString("sessionId"), "eur", 10_000);
    pay(session, GOOD_CARD);

    eventually(x -> assertThat(orderStatus(order)).isEqualTo("review"));
    asAdmin().get("/v1/orders/" + order).then().body("reviewReason", equalTo("currency-mismatch"));
  }

  @Test
  void listsShowItToo() {
    long order = ordered(Map.of());
    var session = begun(order);
    sandbox.checkout().payIn(session.getString("sessionId"), "eur", 9_215);
    pay(session, GOOD_CARD);
    eventuallyPaid(order);

    var listed =
        json(asUser().get("/v1/payments?orderId=" + order), 200).getList("data.presentmentAmount");
    assertThat(listed).isEqualTo(List.of(9_215));
  }
}
