package io.paydesk.dev.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What Stripe refuses when a Checkout Session is made. */
class RulesOfCheckoutInTheSandboxTest {

  private static final String URL = "=https://shop.example/x";
  private static final String PLAN =
      "mode=subscription&line_items[0][price]=price_monthly&line_items[0][quantity]=1";
  private static final String SETUP = "mode=setup&currency=usd";
  private static final String LINE = "line_items[0]";
  private static final String DATA = "&line_items[0][price_data]";

  private final Till till = new Till();

  @AfterEach
  void close() {
    till.close();
  }

  private static Arguments refused(String form, String param, String message) {
    return Arguments.of(form, param, message);
  }

  static Stream<Arguments> refusals() {
    String socks = Till.SOCKS + Till.HOSTED;
    String plan = PLAN + Till.HOSTED;
    return Stream.of(
        refused("", "mode", "Missing required param: mode."),
        refused("mode=payment" + Till.HOSTED, "line_items", "Missing required param: line_items."),
        refused(Till.SOCKS, "success_url", "Missing required param: success_url."),
        refused(
            socks + "&return_url" + URL, "return_url", notSupported("hosted_page", "return_url")),
        refused(
            Till.SOCKS + "&ui_mode=embedded_page&return_url" + URL + "&success_url" + URL,
            "success_url",
            notSupported("embedded_page", "success_url")),
        refused(
            Till.SOCKS + "&ui_mode=elements&cancel_url" + URL + "&success_url" + URL,
            "cancel_url",
            notSupported("elements", "cancel_url, success_url")),
        refused(
            Till.SOCKS + "&ui_mode=embedded_page",
            "return_url",
            "Missing required param: return_url."),
        refused(
            Till.SOCKS + "&ui_mode=elements", "return_url", "Missing required param: return_url."),
        refused(
            Till.SOCKS + "&ui_mode=embedded_page&redirect_on_completion=never&return_url" + URL,
            "return_url",
            "You can not pass `return_url`"),
        refused(socks + "&ui_mode=hosted", "ui_mode", "must be one of"),
        refused(socks + "&ui_mode=embedded", "ui_mode", "must be one of"),
        refused(socks + "&ui_mode=custom", "ui_mode", "must be one of"),
        refused(Till.SOCKS + "&success_url=/done", "success_url", "Not a valid URL"),
        refused(
            Till.SOCKS + "&success_url=javascript://x/%0aalert(1)", "success_url", "Not a valid"),
        refused(socks + "&cancel_url=example.com", "cancel_url", "Not a valid URL"),
        refused(socks + "&price=7", "price", "Received unknown parameter: price"),
        refused(
            socks + "&allow_promotion_codes=false&discounts[0][coupon]=X",
            "allow_promotion_codes",
            "You may only specify one of these parameters: allow_promotion_codes, discounts."),
        refused(socks + "&discounts[0][coupon]=none", "discounts[0][coupon]", "No such coupon"),
        refused(
            socks + "&discounts[0][promotion_code]=promo_none",
            "discounts[0][promotion_code]",
            "No such promotion code"),
        refused(
            socks + "&customer=cus_none&customer_email=a@example.com",
            "customer",
            "You may only specify one of these parameters: customer, customer_email."),
        refused(socks + "&customer=cus_none", "customer", "No such customer: 'cus_none'"),
        refused(
            socks + "&customer_update[name]=auto",
            "customer_update",
            "`customer_update` can only be used with `customer`."),
        refused(socks + "&customer_email=ada", "customer_email", "Invalid email address: ada"),
        refused(
            plan + "&payment_intent_data[capture_method]=manual",
            "payment_intent_data",
            "You can not pass `payment_intent_data` in `subscription` mode."),
        refused(
            socks + "&subscription_data[description]=x",
            "subscription_data",
            "You can not pass `subscription_data` in `payment` mode."),
        refused(
            socks + "&payment_method_collection=always",
            "payment_method_collection",
            "You can not pass `payment_method_collection` in `payment` mode."),
        refused(
            SETUP + Till.HOSTED + "&line_items[0][price]=x",
            "line_items",
            "You can not pass `line_items` in `setup` mode."),
        refused("mode=setup" + Till.HOSTED, "currency", "Missing required param: currency."),
        refused(
            "mode=payment&line_items[0][price]=price_monthly&line_items[0][quantity]=1"
                + Till.HOSTED,
            LINE + "[price]",
            "You specified `payment` mode but passed a recurring price. Either switch to"
                + " `subscription` mode or use only one-time prices."),
        refused(
            Till.SOCKS.replace("payment", "subscription") + Till.HOSTED,
            "line_items",
            "You must provide at least one recurring price in `subscription` mode when using"
                + " prices."),
        refused(
            "mode=payment" + DATA + "[currency]=usd" + DATA + "[unit_amount]=100" + Till.HOSTED,
            LINE,
            "Quantity is required. Add `quantity` to `line_items[0]`"),
        refused(
            "mode=payment&line_items[0][quantity]=1" + Till.HOSTED,
            LINE + "[price]",
            "Missing required param"),
        refused(
            socks + "&line_items[0][price]=price_monthly",
            LINE + "[price]",
            "You may only specify one of these parameters: price, price_data."),
        refused(
            socks.replace("[unit_amount]=1000", "[unit_amount]=-1"),
            LINE + "[price_data][unit_amount]",
            "greater than or equal to 0"),
        refused(
            socks.replace("[name]=Socks", "[name]="),
            LINE + "[price_data][product_data][name]",
            "empty string"),
        refused(
            socks + DATA + "[product_data][tax_code]=socks",
            LINE + "[price_data][product_data][tax_code]",
            "No such tax code"),
        refused(
            socks + DATA + "[product_data][images][0]=socks.png",
            LINE + "[price_data][product_data][images]",
            "Not a valid URL"),
        refused(
            socks
                + "&line_items[1][quantity]=1&line_items[1][price_data][currency]=eur"
                + "&line_items[1][price_data][unit_amount]=1"
                + "&line_items[1][price_data][product_data][name]=x",
            "line_items[1]",
            "doesn't match the expected currency: `usd`"),
        refused(
            socks.replace("[unit_amount]=1000", "[unit_amount]=20"),
            null,
            "The Checkout Session's total amount due must add up to at least $0.50 usd"),
        refused(
            socks + "&payment_intent_data[metadata][" + "k".repeat(41) + "]=x",
            "payment_intent_data[metadata]",
            "up to 40 characters"),
        refused(
            socks + "&payment_method_configuration=mine",
            "payment_method_configuration",
            "No such payment_method_configuration: 'mine'"),
        refused(socks + "&locale=xx", "locale", "must be one of"),
        refused(socks + "&client_reference_id=" + "x".repeat(201), "client_reference_id", "200"),
        refused(
            socks + "&payment_method_types[0]=klarna", "payment_method_types", "in the sandbox"),
        refused(
            socks
                + "&payment_intent_data[capture_method]=manual"
                + "&payment_method_types[0]=us_bank_account",
            "payment_method_types",
            "does not support capture_method=manual"),
        refused(
            plan + "&subscription_data[trial_period_days]=0",
            "subscription_data[trial_period_days]",
            "minimum number of trial period days is 1"));
  }

  private static String notSupported(String surface, String names) {
    return "The following parameters are not supported with `ui_mode: %s`: %s."
        .formatted(surface, names);
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void aSessionIsRefused(String form, String param, String message) {
    Shop.Reply reply = till.post(form);

    assertThat(reply.status()).as(reply.http().body()).isEqualTo(400);
    assertThat(reply.error().path("message").asText()).contains(message);
    assertThat(reply.error().path("param").asText(null)).isEqualTo(param);
    assertThat(till.payer.sessions()).isEmpty();
  }

  @Test
  void aSessionEndsBetweenHalfAnHourAndADayAhead() {
    long now = till.shop.sandbox.now().getEpochSecond();

    Shop.Reply early = till.post(Till.SOCKS + Till.HOSTED + "&expires_at=" + (now + 1700));
    Shop.Reply late = till.post(Till.SOCKS + Till.HOSTED + "&expires_at=" + (now + 86_500));

    assertThat(early.error().path("message").asText())
        .isEqualTo(
            "The `expires_at` timestamp must be at least 30 minutes from Checkout Session"
                + " creation.");
    assertThat(late.error().path("message").asText())
        .isEqualTo(
            "The `expires_at` timestamp must be less than 24 hours from Checkout Session"
                + " creation.");
    assertThat(till.socks("&expires_at=" + (now + 1900)).path("expires_at").asLong())
        .isEqualTo(now + 1900);
  }

  @Test
  void aCustomerOfTaxesNeedsAnAddressOrGetsOne() {
    String bare = till.customer("email=a@example.com");
    String german = till.customer("address[country]=DE");
    String form = Till.SOCKS + Till.HOSTED + "&automatic_tax[enabled]=true&customer=";

    Shop.Reply refused = till.post(form + bare);

    assertThat(refused.error().path("code").asText()).isEqualTo("customer_tax_location_invalid");
    assertThat(till.post(form + bare + "&customer_update[address]=auto").status()).isEqualTo(200);
    assertThat(till.post(form + german).body().at("/automatic_tax/status").asText())
        .isEqualTo("complete");
    String ids = Till.SOCKS + Till.HOSTED + "&tax_id_collection[enabled]=true&customer=" + german;
    assertThat(till.post(ids).error().path("message").asText())
        .startsWith("Tax ID collection requires updating business name on the customer.");
    assertThat(till.post(ids + "&customer_update[name]=auto").status()).isEqualTo(200);
  }

  @Test
  void withoutRedirectsElementsNeedNoReturnUrl() {
    String elements = Till.SOCKS + "&ui_mode=elements";

    assertThat(till.post(elements + "&payment_method_types[0]=card").status()).isEqualTo(200);
    assertThat(till.post(elements + "&redirect_on_completion=never").status()).isEqualTo(200);
  }
}
