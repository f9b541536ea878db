package io.paydesk.dev.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DiscountsAtCheckoutInTheSandboxTest {

  private static final String CODES = "&allow_promotion_codes=true";

  private final Till till = new Till();

  @AfterEach
  void close() {
    till.close();
  }

  private static long total(JsonNode session) {
    return session.path("amount_total").asLong();
  }

  private JsonNode expanded(String id) {
    return till.shop
        .get("/v1/checkout/sessions/" + id + "?expand[]=total_details.breakdown")
        .body();
  }

  private void refused(String id, String code, String message) {
    assertThatThrownBy(() -> till.payer.code(id, code)).hasMessageContaining(message);
    assertThat(total(till.read(id))).isEqualTo(2000);
    assertThat(till.read(id).path("discounts").isNull()).isTrue();
  }

  @Test
  void aCodeOfThePayerMakesTheTotalSmaller() {
    String code = till.code("percent_off=25", "&code=QUARTER");
    String id = till.open(CODES);

    assertThat(total(till.payer.code(id, "quarter"))).isEqualTo(1500);

    JsonNode session = expanded(id);
    assertThat(session.path("amount_subtotal").asLong()).isEqualTo(2000);
    assertThat(session.at("/total_details/amount_discount").asLong()).isEqualTo(500);
    JsonNode discount = session.at("/total_details/breakdown/discounts/0");
    assertThat(discount.path("amount").asLong()).isEqualTo(500);
    assertThat(discount.at("/discount/promotion_code"))
        .isEqualTo(session.at("/discounts/0/promotion_code"));
    assertThat(redeemed(code)).isZero();
    JsonNode paid = till.payer.pay(id, "pm_card_visa");
    assertThat(intent(paid).path("amount_received").asLong()).isEqualTo(1500);
    assertThat(redeemed(code)).isEqualTo(1);
  }

  private JsonNode intent(JsonNode session) {
    return till.shop.sandbox.paymentIntent(session.path("payment_intent").asText());
  }

  private long redeemed(String code) {
    return promotion(code).path("times_redeemed").asLong();
  }

  private JsonNode promotion(String code) {
    return till.shop.get("/v1/promotion_codes?code=" + code).body().at("/data/0");
  }

  @Test
  void aCodeOfAHundredPercentCompletesWithoutAPayment() {
    String id = till.open(CODES);
    till.payer.code(id, till.code("percent_off=100", ""));

    JsonNode complete = till.payer.pay(id, null);

    assertThat(complete.path("status").asText()).isEqualTo("complete");
    assertThat(complete.path("payment_status").asText()).isEqualTo("no_payment_required");
    assertThat(complete.path("payment_intent").isNull()).isTrue();
    assertThat(till.shop.sandbox.paymentIntents()).isEmpty();
    assertThat(till.events("checkout.")).containsExactly("checkout.session.completed");
  }

  @Test
  void aCouponOfTheRequestIsApplied() {
    String coupon =
        till.shop.post("/v1/coupons", "amount_off=300&currency=usd").body().path("id").asText();

    JsonNode session = till.socks("&discounts[0][coupon]=" + coupon);

    assertThat(total(session)).isEqualTo(1700);
    assertThat(session.at("/discounts/0/coupon").asText()).isEqualTo(coupon);
    assertThat(till.post(Till.SOCKS + Till.HOSTED + CODES + "&discounts[0][coupon]=x").status())
        .isEqualTo(400);
  }

  @Test
  void aCodeThatCannotBeUsedIsRefusedAndChangesNothing() {
    String id = till.open(CODES);
    refused(id, "NONE", "This code is invalid.");
    String inactive = till.code("percent_off=10", "&active=false");
    refused(id, inactive, "not active");
    refused(id, till.code("amount_off=100&currency=eur", ""), "another currency");
    String least = "&restrictions[minimum_amount]=2001&restrictions[minimum_amount_currency]=usd";
    refused(id, till.code("percent_off=10", least), "below its minimum of $20.01");
    String tomorrow = "&expires_at=" + till.shop.sandbox.now().plusSeconds(60).getEpochSecond();
    String ends = till.code("percent_off=10", tomorrow);
    till.shop.sandbox.advanceClock(Duration.ofMinutes(2));
    refused(id, ends, "not active");
    refused(id, till.code("amount_off=1960&currency=usd", ""), "must add up to at least $0.50");
    String other = till.customer("");
    refused(id, till.code("percent_off=10", "&customer=" + other), "by this customer");
    String closed = till.open("");
    refused(closed, till.code("percent_off=10", "&code=OPEN"), "takes no promotion codes");
  }

  @Test
  void theLastUseOfACodeGoesToWhoPaysFirst() {
    String code = till.code("percent_off=50", "&max_redemptions=1");
    String first = till.open(CODES);
    String second = till.open(CODES);
    till.payer.code(first, code);
    till.payer.code(second, code);

    till.payer.pay(first, "pm_card_visa");

    assertThatThrownBy(() -> till.payer.pay(second, "pm_card_visa"))
        .hasMessageContaining("not active");
    assertThat(till.read(second).path("status").asText()).isEqualTo("open");
    till.payer.code(second, "");
    assertThat(intent(till.payer.pay(second, "pm_card_visa")).path("amount").asLong())
        .isEqualTo(2000);
  }

  @Test
  void aCodeForFirstPaymentsIsRefusedToWhoHasPaid() {
    String customer = till.customer("email=ada@example.com");
    String code = till.code("percent_off=50", "&restrictions[first_time_transaction]=true");
    String first = till.open(CODES + "&customer=" + customer);
    till.payer.code(first, code);
    till.payer.pay(first, "pm_card_visa");

    String second = till.open(CODES + "&customer=" + customer);

    refused(second, code, "prior transactions");
    String id = promotion(code).path("id").asText();
    Shop.Reply reply =
        till.post(
            Till.SOCKS
                + Till.HOSTED
                + "&discounts[0][promotion_code]="
                + id
                + "&customer="
                + customer);
    assertThat(reply.error().path("code").asText()).isEqualTo("customer_has_prior_transactions");
  }

  @Test
  void aDeclinedPaymentIsRepeatedWithTheNewTotal() {
    String id = till.open(CODES);
    JsonNode declined = till.payer.pay(id, "4000000000000002");
    assertThat(intent(declined).path("amount").asLong()).isEqualTo(2000);
    till.payer.code(id, till.code("percent_off=10", ""));

    assertThat(intent(till.payer.pay(id, "pm_card_visa")).path("amount_received").asLong())
        .isEqualTo(1800);
  }

  @Test
  void aFreeOrderAfterADeclineLeavesNoPayment() {
    String id = till.open(CODES);
    JsonNode declined = till.payer.pay(id, "4000000000000002");
    till.payer.code(id, till.code("percent_off=100", ""));

    JsonNode complete = till.payer.pay(id, null);

    assertThat(complete.path("payment_intent").isNull()).isTrue();
    assertThat(intent(declined).path("status").asText()).isEqualTo("canceled");
  }

  @Test
  void theDiscountIsSpreadOverTheLinesToTheCent() {
    String lines =
        "mode=payment&line_items[0][quantity]=1&line_items[0][price_data][currency]=jpy"
            + "&line_items[0][price_data][unit_amount]=101"
            + "&line_items[0][price_data][product_data][name]=A"
            + "&line_items[1][quantity]=1&line_items[1][price_data][currency]=jpy"
            + "&line_items[1][price_data][unit_amount]=101"
            + "&line_items[1][price_data][product_data][name]=B"
            + "&line_items[2][quantity]=1&line_items[2][price_data][currency]=jpy"
            + "&line_items[2][price_data][unit_amount]=98"
            + "&line_items[2][price_data][product_data][name]=C";
    String id = till.made(lines + Till.HOSTED + CODES).path("id").asText();
    till.payer.code(id, till.code("amount_off=100&currency=jpy", ""));

    JsonNode items = till.shop.get("/v1/checkout/sessions/" + id + "/line_items").body();

    long off = 0;
    long all = 0;
    for (JsonNode item : items.path("data")) {
      off += item.path("amount_discount").asLong();
      all += item.path("amount_total").asLong();
    }
    assertThat(off).isEqualTo(100);
    assertThat(all).isEqualTo(200).isEqualTo(total(till.read(id)));
  }

  @Test
  void taxFollowsFromTheAddress() {
    String id = till.open("&automatic_tax[enabled]=true");
    assertThat(till.read(id).at("/automatic_tax/status").asText())
        .isEqualTo("requires_location_inputs");
    assertThatThrownBy(() -> till.payer.pay(id, "pm_card_visa")).hasMessageContaining("address");

    till.payer.address(id, Map.of("country", "US", "state", "NY", "postal_code", "10001"));

    JsonNode taxed = expanded(id);
    assertThat(taxed.at("/automatic_tax/status").asText()).isEqualTo("complete");
    assertThat(taxed.at("/total_details/amount_tax").asLong()).isEqualTo(178);
    assertThat(total(taxed)).isEqualTo(2178);
    assertThat(taxed.at("/total_details/breakdown/taxes/0/rate/state").asText()).isEqualTo("NY");
    till.payer.address(id, Till.in("DE"));
    assertThat(total(till.read(id))).isEqualTo(2380);
    till.payer.address(id, Till.in("BR"));
    assertThat(total(till.read(id))).isEqualTo(2000);
    till.payer.address(id, Till.in("DE"));
    assertThat(intent(till.payer.pay(id, "pm_card_visa")).path("amount_received").asLong())
        .isEqualTo(2380);
  }

  @Test
  void includedTaxLeavesTheTotal() {
    String id =
        till.open(
            "&automatic_tax[enabled]=true&line_items[0][price_data][tax_behavior]=inclusive"
                + CODES);
    till.payer.address(id, Till.in("DE"));

    JsonNode taxed = till.read(id);
    assertThat(total(taxed)).isEqualTo(2000);
    assertThat(taxed.at("/total_details/amount_tax").asLong()).isEqualTo(319);
    till.payer.code(id, till.code("percent_off=50", ""));
    assertThat(till.read(id).at("/total_details/amount_tax").asLong()).isEqualTo(160);
  }

  @Test
  void theEnteredAddressIsSavedOnlyIfTheRequestSaysSo() {
    String kept = till.customer("email=a@example.com&address[country]=FR");
    String changed = till.customer("email=b@example.com");
    String first = till.open("&automatic_tax[enabled]=true&customer=" + kept);
    String more = "&automatic_tax[enabled]=true&customer_update[address]=auto&customer=";
    String second = till.open(more + changed);
    for (String id : new String[] {first, second}) {
      till.payer.address(id, Till.in("DE"));
      till.payer.pay(id, "pm_card_visa");
    }

    assertThat(country(kept)).isEqualTo("FR");
    assertThat(country(changed)).isEqualTo("DE");
  }

  private String country(String customer) {
    return till.shop.get("/v1/customers/" + customer).body().at("/address/country").asText();
  }

  @Test
  void shippingIsAPartOfTheTotal() {
    String option = "&shipping_options[%d][shipping_rate_data]";
    String slow =
        option.formatted(0)
            + "[display_name]=Slow"
            + option.formatted(0)
            + "[fixed_amount][amount]=0"
            + option.formatted(0)
            + "[fixed_amount][currency]=usd";
    String fast =
        slow.replace("[0]", "[1]").replace("Slow", "Fast").replace("[amount]=0", "[amount]=700");
    String id = till.open(slow + fast + "&shipping_address_collection[allowed_countries][0]=DE");
    JsonNode session = till.read(id);
    assertThat(total(session)).isEqualTo(2000);

    String rate = session.at("/shipping_options/1/shipping_rate").asText();
    assertThat(total(till.payer.shippingOption(id, rate))).isEqualTo(2700);

    assertThat(till.read(id).at("/total_details/amount_shipping").asLong()).isEqualTo(700);
    assertThatThrownBy(() -> till.payer.pay(id, "pm_card_visa")).hasMessageContaining("shipping");
    assertThatThrownBy(() -> till.payer.shipTo(id, "Ada", Till.in("FR")))
        .hasMessageContaining("Nothing is shipped to FR");
    till.payer.shipTo(id, "Ada", Till.in("DE"));
    JsonNode intent = intent(till.payer.pay(id, "pm_card_visa"));
    assertThat(intent.path("amount_received").asLong()).isEqualTo(2700);
    assertThat(intent.at("/shipping/name").asText()).isEqualTo("Ada");
  }
}
