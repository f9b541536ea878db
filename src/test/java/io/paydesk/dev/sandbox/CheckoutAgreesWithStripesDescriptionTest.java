package io.paydesk.dev.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checkout Sessions, their lines and their events are as Stripe describes them. */
@ParameterizedClass
@EnumSource
class CheckoutAgreesWithStripesDescriptionTest {

  private static final String EVERYTHING =
      "?expand[]=line_items.data.taxes&expand[]=line_items.data.discounts"
          + "&expand[]=line_items.data.price.product&expand[]=total_details.breakdown"
          + "&expand[]=payment_intent.latest_charge&expand[]=customer&expand[]=subscription"
          + "&expand[]=invoice&expand[]=setup_intent";

  private final DescribedVersion version;
  private final StripeDescription stripe;
  private final Till till;

  CheckoutAgreesWithStripesDescriptionTest(DescribedVersion version) {
    this.version = version;
    this.stripe = version.description();
    this.till = new Till(version.shop());
  }

  @AfterEach
  void close() {
    till.close();
  }

  private void assertConforms(JsonNode value, JsonNode schema) {
    version.assertConforms(value, schema);
  }

  /** As it is, with everything expanded, and its lines. */
  private void assertConforms(String id) {
    JsonNode schema = stripe.schema("checkout.session");
    assertConforms(till.read(id), schema);
    assertConforms(till.shop.get("/v1/checkout/sessions/" + id + EVERYTHING).body(), schema);
    String lines = "/v1/checkout/sessions/{id}/line_items";
    assertConforms(
        till.shop.get(lines.replace("{id}", id) + "?expand[]=data.taxes").body(),
        stripe.answer(lines, "get"));
  }

  private void assertEventsConform() {
    for (JsonNode event : till.shop.get("/v1/events?limit=100").body().path("data")) {
      String type = event.path("type").asText();
      assertConforms(event, stripe.schema(type.replace('.', '_') + "_event_event"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "&allow_promotion_codes=true&automatic_tax[enabled]=true&locale=de&submit_type=book"
            + "&metadata[a]=b&client_reference_id=7&billing_address_collection=required",
        "&saved_payment_method_options[payment_method_save]=enabled&customer_creation=always"
            + "&tax_id_collection[enabled]=true&phone_number_collection[enabled]=true"
            + "&invoice_creation[enabled]=true&adaptive_pricing[enabled]=false&managed_payments[enabled]=false",
        "&payment_method_configuration=pmc_1&TYPES[0]=card"
            + "&shipping_address_collection[allowed_countries][0]=DE"
            + "&shipping_options[0][shipping_rate_data][display_name]=Post"
            + "&shipping_options[0][shipping_rate_data][fixed_amount][amount]=500"
            + "&shipping_options[0][shipping_rate_data][fixed_amount][currency]=usd"
      })
  void aSessionInEachStatusIsAsDescribed(String more) {
    String open = till.open(version.typed(more));
    String expired = till.open(version.typed(more));
    assertConforms(open);
    for (String id : new String[] {open, expired}) {
      till.payer.address(id, Till.in("DE"));
      if (more.contains("shipping_address")) {
        till.payer.shipTo(id, "Ada", Till.in("DE"));
      }
    }
    if (more.contains("allow_promotion_codes")) {
      till.payer.code(open, till.code("percent_off=25", ""));
    }
    assertConforms(open);
    till.payer.pay(open, "4242424242424242");
    assertThat(till.read(open).path("status").asText()).isEqualTo("complete");
    assertConforms(open);
    till.payer.expire(expired);
    assertConforms(expired);
    assertConforms(
        till.shop.get("/v1/checkout/sessions").body(),
        stripe.answer("/v1/checkout/sessions", "get"));
    assertEventsConform();
  }

  @Test
  void theOtherSurfacesAreAsDescribed() {
    String back = "&return_url=https://shop.example/back";
    assertConforms(till.made(Till.SOCKS + "&ui_mode=embedded_page" + back).path("id").asText());
    assertConforms(till.made(Till.SOCKS + "&ui_mode=elements" + back).path("id").asText());
  }

  @Test
  void aSubscriptionsSessionIsAsDescribed() {
    String plan =
        "mode=subscription&line_items[0][price]=price_monthly&line_items[0][quantity]=1"
            + "&automatic_tax[enabled]=true&allow_promotion_codes=true"
            + "&line_items[1][quantity]=1&line_items[1][price_data][currency]=usd"
            + "&line_items[1][price_data][unit_amount]=500"
            + "&line_items[1][price_data][product_data][name]=Setup"
            + Till.HOSTED;
    String id = till.made(plan).path("id").asText();
    till.payer.email(id, "ada@example.com");
    till.payer.address(id, Map.of("country", "US", "state", "CA"));
    till.payer.code(id, till.code("percent_off=25&duration=once", ""));
    assertConforms(id);

    JsonNode complete = till.payer.pay(id, "4242424242424242");

    assertConforms(id);
    String invoice = complete.path("invoice").asText();
    assertConforms(till.shop.get("/v1/invoices/" + invoice).body(), stripe.schema("invoice"));
    assertThat(till.read(id).path("amount_total"))
        .isEqualTo(till.shop.get("/v1/invoices/" + invoice).body().path("amount_paid"));
    assertEventsConform();
  }

  @Test
  void whatIsPaidInThePayersCurrencyIsAsDescribed() {
    String id = till.open("&payment_method_configuration=pmc_1");
    till.payer.payIn(id, "eur");

    JsonNode paid = till.payer.pay(id, "4242424242424242");

    assertConforms(id);
    String intent = paid.path("payment_intent").asText();
    assertConforms(
        till.shop.post("/v1/refunds", "payment_intent=" + intent + "&amount=1").body(),
        stripe.schema("refund"));
    assertEventsConform();
  }

  @ParameterizedTest
  @ValueSource(strings = {"payment", "subscription"})
  void whatStripeSellsIsAsDescribed(String mode) {
    String sold =
        "line_items[0][quantity]=1&line_items[0][price_data][currency]=usd"
            + "&line_items[0][price_data][unit_amount]=2000"
            + "&line_items[0][price_data][product_data][name]=Course"
            + "&line_items[0][price_data][product_data][tax_code]=txcd_10103000"
            + (mode.equals("payment")
                ? ""
                : "&line_items[0][price_data][recurring][interval]=month");
    String id =
        till.made("mode=" + mode + "&managed_payments[enabled]=true&" + sold + Till.HOSTED)
            .path("id")
            .asText();
    till.payer.email(id, "ada@example.com");
    till.payer.address(id, Till.in("DE"));
    till.payer.payIn(id, "eur");
    till.payer.pay(id, "4242424242424242");

    assertConforms(id);
    assertEventsConform();
  }

  @Test
  void aSetupSessionIsAsDescribed() {
    String id = till.made("mode=setup&currency=usd" + Till.HOSTED).path("id").asText();
    assertConforms(till.read(id), stripe.schema("checkout.session"));
    till.payer.email(id, "ada@example.com");
    till.payer.pay(id, "4242424242424242");

    assertConforms(till.read(id), stripe.schema("checkout.session"));
    assertEventsConform();
  }

  @Test
  void eventsOfSlowPaymentsAreAsDescribed() {
    till.payer.pay(till.open(""), "pm_usBankAccount_success");
    till.payer.pay(till.open(""), "pm_usBankAccount_insufficientFunds");

    Awaitility.await()
        .until(
            () ->
                till.events("checkout.session.async_payment_succeeded").size() == 1
                    && till.events("checkout.session.async_payment_failed").size() == 1);
    assertEventsConform();
  }
}
