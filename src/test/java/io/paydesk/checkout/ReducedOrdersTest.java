package io.paydesk.checkout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.paydesk.testing.http.Answer;
import io.paydesk.testing.http.Json;
import io.quarkus.test.junit.QuarkusTest;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

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

  @ParameterizedTest
  @CsvSource({"true,paid", "false,review"})
  void whatASessionStatedBeforeItWasGoneProvesWhatWasPaidThere(boolean seen, String status) {
    long order = ordered(Map.of("allowPromotionCodes", true));
    var session = begun(order);
    long payment = session.getLong("paymentId");
    var id = session.getString("sessionId");
    sandbox
        .checkout()
        .code(id, code(Map.of("amount_off", "1000", "currency", "usd")).getString("code"));
    pay(session, DECLINED_CARD);
    workedOff();
    asUser().post("/v1/payments/" + payment + "/refresh").then().statusCode(200);
    loseEvents();
    pay(session, GOOD_CARD);
    forget(id, payment, seen);

    asUser().post("/v1/payments/" + payment + "/refresh").then().statusCode(200);

    assertThat(paymentStatus(payment)).isEqualTo("succeeded");
    assertThat(orderStatus(order)).isEqualTo(status);
    if (seen) {
      states(order, 1_000, 0, 9_000);
    }
  }

  /** As when test data is deleted. */
  private void forget(String session, long payment, boolean seen) {
    tables()
        .change(
            "update payment set checkout_session_id = ? where id = " + payment, session + "_gone");
    if (!seen) {
      tables()
          .change(
              """
              update payment set promised_subtotal = null, promised_discount = null, promised_shipping = null,
                promised_tax = null, promised_total = null
              where id = ?
              """,
              payment);
    }
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
    assertThat(
            tables()
                .number(
                    "select count(*) from payment where order_id = ? and next_check_at is null",
                    order))
        .as("payments that nobody asks about again")
        .isEqualTo(1);
    asAdmin()
        .header("Idempotency-Key", UUID.randomUUID().toString())
        .body(Map.of("paymentId", session.getLong("paymentId")))
        .post("/v1/refunds")
        .then()
        .statusCode(422)
        .body("type", equalTo("urn:paydesk:problem:nothing-to-refund"));
  }

  @Test
  void aCodeThatCoversEverythingPaysTheOrderAlsoAfterADeclinedCard() {
    long order = ordered(Map.of("allowPromotionCodes", true));
    var session = begun(order);
    pay(session, DECLINED_CARD);
    eventually(
        x ->
            assertThat(payment(session.getLong("paymentId")).getString("failure.code"))
                .isEqualTo("card_declined"));
    sandbox
        .checkout()
        .code(session.getString("sessionId"), code(Map.of("percent_off", "100")).getString("code"));

    sandbox.checkout().pay(session.getString("sessionId"), null);

    eventuallyPaid(order);
    workedOff();
    states(order, 10_000, 0, 0);
    assertThat(paymentStatus(session.getLong("paymentId"))).isEqualTo("succeeded");
  }

  @Test
  void ofAnOrderThatIsCapturedLaterNothingNeedsToBeCapturedWhereACodeCoversEverything() {
    var code = code(Map.of("percent_off", "100")).getString("id");
    long order = ordered(Map.of("promotionCode", code, "capture", "manual"));
    var session = begun(order);

    sandbox.checkout().pay(session.getString("sessionId"), null);

    eventuallyPaid(order);
    states(order, 10_000, 0, 0);
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

  private void isRefused(String code, String problem) {
    long order = ordered(Map.of("promotionCode", code));
    ask(hosted(order))
        .then()
        .statusCode(422)
        .body("type", equalTo("urn:paydesk:problem:" + problem))
        .body("orderId", equalTo((int) order))
        .body("promotionCode", equalTo(code));
    assertThat(live(order)).isZero();
  }

  private String codeId(Map<String, String> coupon, Map<String, String> more) {
    var fields = new HashMap<String, String>(more);
    fields.put("promotion[type]", "coupon");
    fields.put("promotion[coupon]", atStripe("/v1/coupons", coupon).getString("id"));
    fields.put("code", "C" + UUID.randomUUID().toString().replace("-", "").substring(0, 10));
    return atStripe("/v1/promotion_codes", fields).getString("id");
  }

  @Test
  void eachThingThatMayBeWrongWithACodeIsAProblemOfItsOwn() {
    customerIsThere();
    int customers = sandbox.customers().size();
    var spent = codeId(Map.of("percent_off", "10"), Map.of("max_redemptions", "1"));
    pay(begun(ordered(Map.of("promotionCode", spent))), GOOD_CARD);
    workedOff();
    var inactive = codeId(Map.of("percent_off", "10"), Map.of());
    atStripe("/v1/promotion_codes/" + inactive, Map.of("active", "false"));

    isRefused("promo_of_nowhere", "promotion-code-unknown");
    isRefused(
        codeId(Map.of("amount_off", "1000", "currency", "eur"), Map.of()),
        "promotion-code-in-another-currency");
    isRefused(spent, "promotion-code-spent");
    isRefused(inactive, "promotion-code-refused");
    isRefused(
        codeId(
            Map.of("percent_off", "10"),
            Map.of(
                "restrictions[minimum_amount]", "20000",
                "restrictions[minimum_amount_currency]", "usd")),
        "promotion-code-refused");
    assertThat(sandbox.customers()).hasSize(customers);
  }

  @Test
  void aCodeThatHasExpiredIsAProblemOfItsOwn() {
    var soon = "" + sandbox.now().minusSeconds(60).getEpochSecond();

    isRefused(
        codeId(Map.of("percent_off", "10"), Map.of("expires_at", soon)), "promotion-code-expired");
  }

  @Test
  void whereStripeDoesNotSayWhatIsWrongWithACodeItIsRefusedAllTheSame() {
    customerIsThere();
    sandbox.faults().failNext("GET /v1/promotion_codes/", 401, 10);

    isRefused("promo_of_nowhere", "promotion-code-refused");
  }

  @Test
  void aPayerWhomStripeCannotTaxIsAProblemOfItsOwn() {
    customerIsThere();
    long order = ordered(Map.of("automaticTax", true));
    sandbox
        .faults()
        .refuseNext(
            "POST /v1/checkout/sessions",
            "customer_tax_location_invalid",
            null,
            "The customer's location isn't recognized.");

    ask(hosted(order))
        .then()
        .statusCode(422)
        .body("type", equalTo("urn:paydesk:problem:tax-without-address"))
        .body("orderId", equalTo((int) order));
    assertThat(live(order)).isZero();
  }

  /** Of each number of digits, with a discount of each kind, and tax of none or of a country. */
  static Stream<Arguments> combinations() {
    return Stream.of("jpy", "usd", "eur", "kwd")
        .flatMap(
            currency ->
                Stream.of("none", "percent", "amount", "entered")
                    .flatMap(
                        discount ->
                            Stream.of("none", "DE", "FR")
                                .map(tax -> Arguments.of(currency, discount, tax))));
  }

  @ParameterizedTest
  @MethodSource("combinations")
  void whatIsDueFollowsFromTheParts(String currency, String discount, String tax) {
    long price = 9_990;
    var asked = new HashMap<String, Object>();
    asked.put("price", BigDecimal.valueOf(price, digits(currency)).toPlainString());
    asked.put("currency", currency);
    var coupon =
        discount.equals("percent")
            ? Map.of("percent_off", "33.3")
            : Map.of("amount_off", "1230", "currency", currency);
    Json code = discount.equals("none") ? null : code(coupon);
    if (discount.equals("entered")) {
      asked.put("allowPromotionCodes", true);
    } else if (code != null) {
      asked.put("promotionCode", code.getString("id"));
    }
    if (!tax.equals("none")) {
      asked.put("automaticTax", true);
    }
    long order = ordered(asked);
    var session = begun(order);
    var id = session.getString("sessionId");
    if (!tax.equals("none")) {
      sandbox.checkout().address(id, Map.of("country", tax));
    }
    if (discount.equals("entered")) {
      sandbox.checkout().code(id, code.getString("code"));
    }
    pay(session, GOOD_CARD);

    eventuallyPaid(order);
    var stated = atStripe(session);
    var shown = order(order);
    assertThat(shown.getLong("amount")).isEqualTo(price);
    assertThat(shown.getLong("subtotal")).isEqualTo(price);
    assertThat(shown.getLong("discount"))
        .isEqualTo(stated.at("/total_details/amount_discount").asLong());
    assertThat(shown.getLong("discount") > 0).isEqualTo(!discount.equals("none"));
    assertThat(shown.getLong("tax")).isEqualTo(stated.at("/total_details/amount_tax").asLong());
    assertThat(shown.getLong("tax") > 0).isEqualTo(!tax.equals("none"));
    assertThat(shown.getLong("total")).isEqualTo(stated.path("amount_total").asLong());
    assertThat(shown.getLong("charged"))
        .isEqualTo(shown.getLong("total"))
        .isEqualTo(payment(session.getLong("paymentId")).getLong("amountReceived"))
        .isEqualTo(intentOf(session.getLong("paymentId")).path("amount_received").asLong());
    assertThat(shown.getString("reviewReason")).isNull();
    asAdmin()
        .header("Idempotency-Key", UUID.randomUUID().toString())
        .body(Map.of("paymentId", session.getLong("paymentId")))
        .post("/v1/refunds")
        .then()
        .statusCode(201)
        .body("refundAmount", equalTo((int) shown.getLong("charged")));
  }

  private static int digits(String currency) {
    return switch (currency) {
      case "jpy" -> 0;
      case "kwd" -> 3;
      default -> 2;
    };
  }

  @Test
  void whatIsHeldWithTaxIsCapturedWholeOrInPart() {
    for (long captured : new long[] {11_900, 5_000}) {
      long order = ordered(Map.of("automaticTax", true, "capture", "manual"));
      var session = begun(order);
      sandbox.checkout().address(session.getString("sessionId"), Map.of("country", "DE"));
      pay(session, GOOD_CARD);
      eventuallyIs(session.getLong("paymentId"), "authorized");

      sandbox.captureAtDashboard(atStripe(session).path("payment_intent").asText(), captured);

      eventually(
          x ->
              assertThat(orderStatus(order))
                  .as("%s of %s", captured, atStripe(session))
                  .isEqualTo("paid"));
      assertThat(order(order).getLong("total")).isEqualTo(11_900);
      assertThat(order(order).getLong("charged")).isEqualTo(captured);
      assertThat(order(order).getString("reviewReason")).isNull();
    }
  }

  @Test
  void aDiscountThatTheOrderDoesNotAllowPutsItInReview() {
    long order = ordered(Map.of("allowPromotionCodes", true));
    var session = begun(order);
    sandbox
        .checkout()
        .code(session.getString("sessionId"), code(Map.of("percent_off", "10")).getString("code"));
    tables().change("update orders set allow_promotion_codes = false where id = ?", order);

    pay(session, GOOD_CARD);

    eventually(x -> assertThat(orderStatus(order)).isEqualTo("review"));
    assertThat(order(order).getString("reviewReason")).isEqualTo("amount-mismatch");
    assertThat(order(order).getLong("charged")).isEqualTo(9_000);
  }

  @Test
  void onlyOneKindOfCode() {
    make(Map.of("allowPromotionCodes", true, "promotionCode", "promo_123"))
        .then()
        .statusCode(422)
        .body("type", equalTo("urn:paydesk:problem:code-and-codes"));
  }
}
