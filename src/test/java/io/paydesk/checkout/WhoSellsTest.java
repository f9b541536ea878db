package io.paydesk.checkout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.paydesk.testing.http.Answer;
import io.quarkus.test.junit.QuarkusTest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The order says whether Stripe sells it, and which payment methods its payer is offered. */
@QuarkusTest
class WhoSellsTest extends CheckoutTest {

  private static final List<Map<String, Object>> A_COURSE =
      List.of(
          Map.of(
              "name", "A course", "amount", "100.00", "quantity", 1, "taxCode", "txcd_10103000"));

  @AfterEach
  void theShopSellsAgain() {
    sandbox.checkout().managedPaymentsByDefault(false);
    sandbox.checkout().automaticTaxByDefault(false);
  }

  private Answer make(Map<String, Object> more) {
    var body = new HashMap<String, Object>(more);
    body.putIfAbsent("price", "100.00");
    body.put("currency", "usd");
    body.put("userId", user);
    return asService().body(body).post("/v1/orders");
  }

  private long ordered(Map<String, Object> more) {
    return json(make(more), 201).getLong("id");
  }

  private long sold() {
    return ordered(Map.of("managedPayments", true, "lines", A_COURSE));
  }

  private static void isRefused(Answer answer, String problem) {
    answer.then().statusCode(422).body("type", equalTo("urn:paydesk:problem:" + problem));
  }

  @Test
  void stripeSellsAndTaxesWhatTheOrderSays() {
    long order = sold();
    var session = begun(order);
    assertThat(atStripe(session).at("/managed_payments/enabled").asBoolean()).isTrue();
    sandbox.checkout().address(session.getString("sessionId"), Map.of("country", "DE"));

    pay(session, GOOD_CARD);

    eventuallyPaid(order);
    asUser()
        .get("/v1/orders/" + order)
        .then()
        .body("managedPayments", equalTo(true))
        .body("tax", equalTo(1_900))
        .body("charged", equalTo(11_900))
        .body("reviewReason", nullValue());
  }

  @Test
  void whereStripeSellsThePayerMayPayInTheirCurrency() {
    long order = sold();
    var session = begun(order);
    sandbox.checkout().address(session.getString("sessionId"), Map.of("country", "FR"));
    sandbox.checkout().payIn(session.getString("sessionId"), "eur", 11_000);

    pay(session, GOOD_CARD);

    eventuallyPaid(order);
    assertThat(payment(session.getLong("paymentId")).getLong("presentmentAmount"))
        .isEqualTo(11_000);
  }

  /** New accounts have it on, and refuse what a shop asks for that sells by itself. */
  @Test
  void theShopSellsWhatTheOrderDoesNotSayWhateverTheAccountsDefaultIs() {
    sandbox.checkout().managedPaymentsByDefault(true);
    long order = ordered(Map.of("automaticTax", true, "statementDescriptorSuffix", "TICKETS"));

    var session = begun(order);

    assertThat(atStripe(session).at("/managed_payments/enabled").asBoolean()).isFalse();
    sandbox.checkout().address(session.getString("sessionId"), Map.of("country", "DE"));
    pay(session, GOOD_CARD);
    eventuallyPaid(order);
  }

  /** Stripe knows where this payer is taxed, as they have paid before. */
  @Test
  void aTaxThatTheOrderDoesNotAskForIsNotAddedWhateverTheAccountsDefaultIs() {
    var before = begun(ordered(Map.of("automaticTax", true)));
    sandbox.checkout().address(before.getString("sessionId"), Map.of("country", "DE"));
    pay(before, GOOD_CARD);
    workedOff();
    sandbox.checkout().automaticTaxByDefault(true);
    long order = ordered(Map.of());

    pay(begun(order), GOOD_CARD);

    eventuallyPaid(order);
    asUser().get("/v1/orders/" + order).then().body("charged", equalTo(10_000));
  }

  @ParameterizedTest
  @CsvSource({
    "automaticTax, true",
    "invoice, true",
    "adaptivePricing, true",
    "adaptivePricing, false"
  })
  void whatStripeDecidesWhereItSellsIsRefusedByName(String field, boolean value) {
    make(Map.of("managedPayments", true, "lines", A_COURSE, field, value))
        .then()
        .statusCode(422)
        .body("type", equalTo("urn:paydesk:problem:not-with-managed-payments"))
        .body("field", equalTo(field))
        .body("detail", containsString("'" + field + "'"));
  }

  @ParameterizedTest
  @CsvSource({
    "capture, manual",
    "statementDescriptorSuffix, TICKETS",
    "paymentMethodConfiguration, pmc_123"
  })
  void soIsText(String field, String value) {
    make(Map.of("managedPayments", true, "lines", A_COURSE, field, value))
        .then()
        .statusCode(422)
        .body("type", equalTo("urn:paydesk:problem:not-with-managed-payments"))
        .body("field", equalTo(field));
  }

  @Test
  void stripeHasToKnowTheTaxCodeOfEachThingItSells() {
    isRefused(make(Map.of("managedPayments", true)), "managed-payments-without-tax-code");
    isRefused(
        make(
            Map.of(
                "managedPayments",
                true,
                "lines",
                List.of(Map.of("name", "A mug", "amount", "100.00", "quantity", 1)))),
        "managed-payments-without-tax-code");
  }

  @Test
  void aTaxCodeThatStripeDoesNotSellHasItsOwnProblem() {
    long order =
        ordered(
            Map.of(
                "managedPayments",
                true,
                "lines",
                List.of(
                    Map.of(
                        "name",
                        "A mug",
                        "amount",
                        "100.00",
                        "quantity",
                        1,
                        "taxCode",
                        "txcd_99999999"))));

    ask(hosted(order))
        .then()
        .statusCode(422)
        .body("type", equalTo("urn:paydesk:problem:managed-payments-refused"))
        .body("orderId", equalTo((int) order))
        .body("stripeMessage", containsString("not eligible"));
    assertThat(live(order)).isZero();
  }

  @Test
  void stripeSellsInNoFieldsOfYours() {
    isRefused(ask(on("elements", sold())), "surface-not-for-managed-payments");
    assertThat(ask(on("embedded", sold())).statusCode()).isEqualTo(201);
  }

  @Test
  void stripeKeepsTheMethodForItself() {
    isRefused(
        ask(with(hosted(sold()), "savePaymentMethod", true)), "managed-payments-save-nothing");
  }

  @Test
  void stripeSellsInNoBarePayment() {
    start(sold())
        .then()
        .statusCode(422)
        .body("type", equalTo("urn:paydesk:problem:order-needs-checkout"))
        .body("detail", containsString("Stripe is the seller"));
  }

  @Test
  void theMethodsOfAnOrderAreThoseOfItsConfiguration() {
    long order = ordered(Map.of("paymentMethodConfiguration", "pmc_shop"));

    var session = begun(order);

    assertThat(atStripe(session).at("/payment_method_configuration_details/id").asText())
        .isEqualTo("pmc_shop");
    pay(session, GOOD_CARD);
    eventuallyPaid(order);
    asService()
        .get("/v1/orders/" + order)
        .then()
        .body("paymentMethodConfiguration", equalTo("pmc_shop"));
    asUser().get("/v1/orders/" + order).then().body("paymentMethodConfiguration", nullValue());
  }

  @Test
  void soAreThoseOfABarePayment() {
    long order = ordered(Map.of("paymentMethodConfiguration", "pmc_shop"));

    long payment = json(start(order), 201).getLong("id");

    assertThat(intentOf(payment).at("/payment_method_configuration_details/id").asText())
        .isEqualTo("pmc_shop");
  }

  @Test
  void aConfigurationThatStripeDoesNotKnowHasItsOwnProblem() {
    customerIsThere();
    long order = ordered(Map.of("paymentMethodConfiguration", "pmc_unknown"));

    for (var answer : List.of(ask(hosted(order)), start(order))) {
      answer
          .then()
          .statusCode(422)
          .body("type", equalTo("urn:paydesk:problem:payment-method-configuration-refused"))
          .body("paymentMethodConfiguration", equalTo("pmc_unknown"))
          .body("detail", containsString("Make a new order"));
    }
    assertThat(live(order)).isZero();
    // By which an alert tells of it.
    assertThat(
            tables()
                .number(
                    """
                    select count(*) from payment
                    where order_id = ? and status = 'failed' and failure_param = 'payment_method_configuration'
                    """,
                    order))
        .isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"pmc", "promo_1", "pmc_ 1"})
  void whatIsNoIdOfAConfigurationIsRefused(String id) {
    make(Map.of("paymentMethodConfiguration", id)).then().statusCode(400);
  }
}
