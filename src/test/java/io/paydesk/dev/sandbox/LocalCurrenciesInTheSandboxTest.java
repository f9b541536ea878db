package io.paydesk.dev.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Adaptive Pricing, Managed Payments and payment method configurations, as Stripe documents them.
 */
class LocalCurrenciesInTheSandboxTest {

  private static final String GOOD = "pm_card_visa";
  private static final String COURSE =
      Till.SOCKS.replace("=Socks", "=Course")
          + "&line_items[0][price_data][product_data][tax_code]=txcd_10103000"
          + Till.HOSTED;
  private static final String MANAGED = "&managed_payments[enabled]=true";

  private final Till till = new Till();

  @AfterEach
  void close() {
    till.close();
  }

  private JsonNode refund(JsonNode session, String more) {
    return till.shop
        .post("/v1/refunds", "payment_intent=" + session.path("payment_intent").asText() + more)
        .body();
  }

  private static long presented(JsonNode object) {
    return object.at("/presentment_details/presentment_amount").asLong();
  }

  @ParameterizedTest
  @CsvSource({
    "2000, usd, eur, 1780",
    "2000, usd, jpy, 3040",
    "2000, usd, kwd, 6400",
    "2001, usd, kwd, 6400",
    "1000, jpy, usd, 658",
    "10000, kwd, jpy, 4750"
  })
  void theTableOfRatesMindsTheDigitsOfBoth(long amount, String from, String to, long comesTo) {
    assertThat(ExchangeRates.converted(amount, from, to)).isEqualTo(comesTo);
  }

  @Test
  void theChargeAndEachRefundStateThePayersCurrencyToo() {
    String id = till.open("");
    till.payer.payIn(id, "eur");

    JsonNode paid = till.payer.pay(id, GOOD);

    assertThat(paid.path("currency").asText()).isEqualTo("usd");
    assertThat(presented(paid)).isEqualTo(1780);
    JsonNode intent = till.shop.sandbox.paymentIntent(paid.path("payment_intent").asText());
    JsonNode charge = till.shop.get("/v1/charges/" + intent.path("latest_charge").asText()).body();
    assertThat(charge.path("presentment_details"))
        .hasToString(intent.path("presentment_details").toString());
    JsonNode third = refund(paid, "&amount=667");
    JsonNode rest = refund(paid, "");
    assertThat(third.path("currency").asText()).isEqualTo("usd");
    assertThat(presented(third)).isEqualTo(594);
    assertThat(presented(third) + presented(rest)).isEqualTo(1780);
  }

  @Test
  void theSessionStatesItOnceItIsComplete() {
    String id = till.open("");

    till.payer.payIn(id, "eur");

    assertThat(till.read(id).has("presentment_details")).isFalse();
    till.payer.payIn(id, "usd");
    assertThat(till.payer.pay(id, GOOD).has("presentment_details")).isFalse();
  }

  @Test
  void whatIsOnlyHeldIsShownInTheShopsCurrency() {
    String id = till.open("&payment_intent_data[capture_method]=manual");

    assertThatThrownBy(() -> till.payer.payIn(id, "eur")).hasMessageContaining("no other currency");
  }

  private Shop.Reply browser(JsonNode session, String form) {
    String path = URI.create(session.path("url").asText()).getPath();
    var request = till.shop.request(path, null);
    return till.shop.send(
        form == null
            ? request.GET()
            : request
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form)));
  }

  @Test
  void thePageOffersTheCurrencyOfThePayersCountry() {
    JsonNode session = till.socks("&customer_email=ada%2Blocation_FR@example.com");
    assertThat(browser(session, null).http().body()).contains("value=\"eur\"", "Pay $20.00");

    String chosen = browser(session, "action=currency&currency=eur").http().body();

    assertThat(chosen).contains("Pay €17.80").doesNotContain("Pay $20.00");
    String back = browser(session, "action=currency&currency=usd").http().body();
    assertThat(back).contains("Pay $20.00");
    browser(session, "action=currency&currency=eur");
    browser(session, "action=pay&total=2000&card=" + GOOD);
    assertThat(presented(till.read(session.path("id").asText()))).isEqualTo(1780);
  }

  @Test
  void aPayerOfTheShopsCountrySeesNoOtherCurrency() {
    JsonNode session = till.socks("&customer_email=ada%2Blocation_US@example.com");

    assertThat(browser(session, null).http().body()).doesNotContain("action\" value=\"currency");
  }

  private void isRefused(String form, String param, String words) {
    JsonNode error = till.post(form).error();
    assertThat(error.path("param").asText()).isEqualTo(param);
    assertThat(error.path("message").asText()).contains(words);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "adaptive_pricing[enabled]=true",
        "automatic_tax[enabled]=true",
        "tax_id_collection[enabled]=true",
        "payment_method_configuration=pmc_1",
        "payment_method_types[0]=card",
        "invoice_creation[enabled]=true",
        "payment_intent_data[setup_future_usage]=off_session",
        "payment_intent_data[statement_descriptor_suffix]=TICKETS",
        "payment_intent_data[receipt_email]=ada@example.com"
      })
  void whatStripeDecidesWhereItSellsIsRefused(String parameter) {
    String name = parameter.replaceAll("(\\[enabled]|\\[0])?=.*", "");

    isRefused(COURSE + MANAGED + "&" + parameter, name, "cannot be used with Managed Payments");
  }

  @Test
  void stripeSellsOnItsOwnPagesAndOnlyWhatHasATaxCode() {
    String elements = COURSE.replace(Till.HOSTED, "") + "&return_url=https://shop.example/back";
    isRefused(elements + "&ui_mode=elements" + MANAGED, "ui_mode", "hosted_page");
    isRefused("mode=setup&currency=usd" + Till.HOSTED + MANAGED, "mode", "subscription");
    isRefused(Till.SOCKS + Till.HOSTED + MANAGED, "line_items[0]", "tax code is missing");
    isRefused(COURSE.replace("10103000", "99999999") + MANAGED, "line_items[0]", "not eligible");

    JsonNode session = till.made(COURSE + MANAGED);

    assertThat(session.at("/managed_payments/enabled").asBoolean()).isTrue();
    assertThat(session.at("/adaptive_pricing/enabled").asBoolean()).isTrue();
    assertThat(session.at("/automatic_tax/enabled").asBoolean()).isTrue();
  }

  @Test
  void newAccountsHaveItOnUnlessTheSessionSaysNo() {
    till.payer.managedPaymentsByDefault(true);

    isRefused(
        Till.SOCKS + Till.HOSTED, "line_items[0]", "which is enabled by default on your account");
    assertThat(
            till.socks("&managed_payments[enabled]=false")
                .at("/managed_payments/enabled")
                .asBoolean())
        .isFalse();
    assertThat(till.made(COURSE).at("/managed_payments/enabled").asBoolean()).isTrue();
  }

  @Test
  void anAccountMayTaxWhatDoesNotSayNoAndWhosePayerItCanTax() {
    till.payer.automaticTaxByDefault(true);
    String known = till.customer("email=ada@example.com&address[country]=DE");
    String unknown = till.customer("email=ada@example.com");

    assertThat(isTaxed("&customer=" + known)).isTrue();
    assertThat(isTaxed("&customer=" + unknown)).isFalse();
    assertThat(isTaxed("&automatic_tax[enabled]=false&customer=" + known)).isFalse();
  }

  private boolean isTaxed(String more) {
    return till.socks(more).at("/automatic_tax/enabled").asBoolean();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/payment_intents", "/v1/setup_intents"})
  void anIntentNamesItsConfigurationAndIsRefusedAnUnknownOne(String path) {
    String form = path.contains("setup") ? "usage=off_session" : "amount=2000&currency=usd";

    JsonNode made = till.shop.post(path, form + "&payment_method_configuration=pmc_shop").body();
    JsonNode error =
        till.shop.post(path, form + "&payment_method_configuration=pmc_unknown").error();

    assertThat(made.at("/payment_method_configuration_details/id").asText()).isEqualTo("pmc_shop");
    assertThat(error.path("code").asText()).isEqualTo("resource_missing");
    assertThat(error.path("param").asText()).isEqualTo("payment_method_configuration");
  }
}
