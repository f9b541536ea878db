package io.paydesk.checkout;

import static io.paydesk.checkout.CheckoutTest.on;
import static io.paydesk.testing.http.Request.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.testing.StripeEvents;
import io.paydesk.testing.http.Request;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A subscription that begins by a session goes on in the payer's currency, and with its seller. */
@QuarkusTest
class LocalSubscriptionsTest extends SubscriptionCheckoutTest {

  @ConfigProperty(name = "stripe.secret-key")
  String secretKey;

  private void taxCode(String code) {
    var product = json(asTheShop().get(sandbox.baseUri() + "/v1/prices/" + price), 200);
    asTheShop()
        .contentType("application/x-www-form-urlencoded")
        .formParam("tax_code", code)
        .post(sandbox.baseUri() + "/v1/products/" + product.getString("product"))
        .then()
        .statusCode(200);
  }

  private Request asTheShop() {
    return given().header("Authorization", "Bearer " + secretKey);
  }

  @Test
  void eachRenewalKeepsBothCurrencies() {
    long order = monthly(Map.of("adaptivePricing", true));
    var session = begun(order);
    sandbox.checkout().payIn(session.getString("sessionId"), "eur");

    complete(session, GOOD_CARD);

    eventuallyPaid(order);
    eventuallyIs(rowOf(session), "active");
    assertThat(recurring(rowOf(session)).getString("presentmentCurrency")).isEqualTo("eur");
    assertThat(
            tables()
                .text(
                    "select presentment_amount || presentment_currency from payment where order_id = ?",
                    order))
        .isEqualTo("1335eur");
    toTheEndOfItsPeriod(recurring(rowOf(session)).getString("subscriptionId"));
    eventually(
        x ->
            assertThat(
                    tables()
                        .text(
                            """
                            select p.presentment_amount || p.presentment_currency from payment p
                              join orders o on o.id = p.order_id where o.renewal_of = ?
                            """,
                            order))
                .isEqualTo("1335eur"));
  }

  static Stream<List<String>> orders() {
    var completed = "checkout.session.completed";
    var created = "customer.subscription.created";
    var paid = "invoice.paid";
    return Stream.of(
        List.of(completed, created, paid),
        List.of(completed, paid, created),
        List.of(created, completed, paid),
        List.of(created, paid, completed),
        List.of(paid, completed, created),
        List.of(paid, created, completed),
        List.of(paid, paid, created, completed, created));
  }

  @ParameterizedTest
  @MethodSource("orders")
  void everyOrderOfTheEventsEndsTheSame(List<String> types) {
    long order = monthly(Map.of());
    var session = begun(order);
    loseEvents();
    sandbox.checkout().payIn(session.getString("sessionId"), "eur", 1_400);
    complete(session, GOOD_CARD);
    var made = atStripe(session);
    var billing = sandbox.billing();

    for (var type : types) {
      var about =
          switch (type.substring(0, type.indexOf('.'))) {
            case "checkout" -> made;
            case "customer" -> billing.subscription(made.path("subscription").asText());
            default -> billing.invoice(made.path("invoice").asText());
          };
      deliver(StripeEvents.event(type, about).toString()).then().statusCode(200);
    }
    workedOff();

    eventuallyPaid(order);
    assertThat(recurring(rowOf(session)).getString("presentmentCurrency")).isEqualTo("eur");
    assertThat(tables().number("select presentment_amount from payment where order_id = ?", order))
        .isEqualTo(1_400);
  }

  @Test
  void stripeSellsASubscriptionWhoseProductHasATaxCode() {
    taxCode("txcd_10103000");
    long order = monthly(Map.of("managedPayments", true));
    var session = begun(order);
    sandbox.checkout().address(session.getString("sessionId"), Map.of("country", "DE"));

    complete(session, GOOD_CARD);

    eventuallyPaid(order);
    var shown = json(asUser().get("/v1/orders/" + order), 200);
    assertThat(shown.getLong("tax")).isEqualTo(285);
    assertThat(shown.getString("reviewReason")).isNull();
  }

  @Test
  void theShopSellsASubscriptionWhateverTheAccountsDefaultIs() {
    sandbox.checkout().managedPaymentsByDefault(true);
    try {
      var session = begun(monthly(Map.of()));

      assertThat(atStripe(session).at("/managed_payments/enabled").asBoolean()).isFalse();
    } finally {
      sandbox.checkout().managedPaymentsByDefault(false);
    }
  }

  @Test
  void aProductWithoutATaxCodeHasItsOwnProblem() {
    customerIsThere();
    long order = monthly(Map.of("managedPayments", true));

    isRefused(ask(on("hosted", order)), 422, "managed-payments-refused");
    isRefused(ask(on("elements", order)), 422, "surface-not-for-managed-payments");
    isRefused(subscribe(order), 422, "order-needs-checkout");

    assertThat(live(order)).isZero();
  }

  @Test
  void itsMethodsAreThoseOfItsConfigurationWhichABareOneCannotHave() {
    long order = monthly(Map.of("paymentMethodConfiguration", "pmc_shop"));

    isRefused(subscribe(order), 422, "order-needs-checkout");
    var session = begun(order);

    assertThat(atStripe(session).at("/payment_method_configuration_details/id").asText())
        .isEqualTo("pmc_shop");
  }
}
