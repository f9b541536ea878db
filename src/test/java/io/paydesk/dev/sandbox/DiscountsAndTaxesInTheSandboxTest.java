package io.paydesk.dev.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.stripe.exception.StripeException;
import com.stripe.model.Subscription;
import com.stripe.param.SubscriptionCreateParams;
import java.time.Duration;
import java.time.Period;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DiscountsAndTaxesInTheSandboxTest {

  private final Club club = new Club();

  @AfterEach
  void close() {
    club.close();
  }

  private SubscriptionDashboard dashboard() {
    return club.billing.dashboard();
  }

  private String percent(int off, String duration) {
    return dashboard().coupon(Map.of("percent_off", Integer.toString(off), "duration", duration));
  }

  private Subscription discounted(String coupon) throws StripeException {
    return club.create(
        club.order("price_monthly")
            .addDiscount(SubscriptionCreateParams.Discount.builder().setCoupon(coupon).build()));
  }

  private JsonNode afterAMonth(String id) {
    club.shop.sandbox.advanceClock(Period.ofMonths(1));
    return club.latestInvoice(id);
  }

  @Test
  void aCouponForOnceMakesTheFirstInvoiceSmaller() throws StripeException {
    Subscription subscription = discounted(percent(30, "once"));

    JsonNode first = club.latestInvoice(subscription.getId());
    assertThat(first.path("subtotal").asLong()).isEqualTo(1000);
    assertThat(first.path("total").asLong()).isEqualTo(700);
    assertThat(first.path("amount_due").asLong()).isEqualTo(700);
    JsonNode discount = first.at("/total_discount_amounts/0");
    assertThat(discount.path("amount").asLong()).isEqualTo(300);
    assertThat(first.path("discounts")).containsExactly(discount.path("discount"));
    assertThat(first.at("/lines/data/0/amount").asLong()).isEqualTo(1000);
    assertThat(first.at("/lines/data/0/discount_amounts/0/amount").asLong()).isEqualTo(300);
    club.billing.pay(first.path("id").asText(), "pm_card_visa");
    assertThat(afterAMonth(subscription.getId()).path("amount_paid").asLong()).isEqualTo(1000);
  }

  @Test
  void aCouponThatCoversAllMakesItActiveWithoutAPayment() throws StripeException {
    Subscription subscription = discounted(percent(100, "once"));

    assertThat(subscription.getStatus()).isEqualTo("active");
    assertThat(subscription.getPendingSetupIntent()).isNotNull();
    JsonNode first = club.latestInvoice(subscription.getId());
    assertThat(first.path("status").asText()).isEqualTo("paid");
    assertThat(first.path("total").asLong()).isZero();
    assertThat(club.billing.paymentOf(first.path("id").asText())).isNull();
    club.billing.confirmSetup(subscription.getPendingSetupIntent(), "pm_card_visa");
    assertThat(afterAMonth(subscription.getId()).path("amount_paid").asLong()).isEqualTo(1000);
  }

  @Test
  void aRepeatingCouponEndsAndOneForEverDoesNot() throws StripeException {
    Map<String, String> two =
        Map.of(
            "amount_off",
            "250",
            "currency",
            "usd",
            "duration",
            "repeating",
            "duration_in_months",
            "2");
    String id = discounted(dashboard().coupon(two)).getId();
    club.billing.pay(club.latestInvoice(id).path("id").asText(), "pm_card_visa");
    String other = discounted(percent(10, "forever")).getId();
    club.billing.pay(club.latestInvoice(other).path("id").asText(), "pm_card_visa");

    assertThat(afterAMonth(id).path("amount_paid").asLong()).isEqualTo(750);
    assertThat(afterAMonth(id).path("amount_paid").asLong()).isEqualTo(1000);
    assertThat(club.latestInvoice(other).path("amount_paid").asLong()).isEqualTo(900);
  }

  @Test
  void aPromotionCodeIsACouponThatMayBeUsedUp() throws StripeException {
    String coupon = percent(50, "forever");
    String code = dashboard().promotionCode(coupon, "HALF");
    String id = club.active("pm_card_visa");

    dashboard().change(id, Map.of("discounts[0][promotion_code]", code));

    JsonNode expanded = club.shop.get("/v1/subscriptions/" + id + "?expand[]=discounts").body();
    assertThat(expanded.at("/discounts/0/promotion_code").asText()).isEqualTo(code);
    assertThat(expanded.at("/discounts/0/source/coupon").asText()).isEqualTo(coupon);
    assertThat(afterAMonth(id).path("amount_paid").asLong()).isEqualTo(500);
    club.shop.post("/v1/promotion_codes/" + code, "active=false");
    assertThatThrownBy(() -> dashboard().change(id, Map.of("discounts[0][promotion_code]", code)))
        .hasMessageContaining("not active");
    Map<String, String> none = new HashMap<>();
    none.put("discounts", "");
    dashboard().change(id, none);
    assertThat(afterAMonth(id).path("amount_paid").asLong()).isEqualTo(1000);
  }

  @Test
  void aCustomersDiscountIsForEverySubscriptionWithoutOne() throws StripeException {
    String customer = club.customer();
    dashboard().discountCustomer(customer, percent(20, "once"));

    Subscription subscription = club.create(club.order("price_monthly").setCustomer(customer));

    JsonNode first = club.latestInvoice(subscription.getId());
    assertThat(first.path("total").asLong()).isEqualTo(800);
    assertThat(club.shop.get("/v1/customers/" + customer).body().path("discount").isNull())
        .isTrue();
  }

  @Test
  void aRefusedRequestUsesNoCouponUp() throws StripeException {
    String coupon = percent(20, "once");
    String body =
        "customer=%s&items[0][price]=price_monthly&discounts[0][coupon]=%s"
            .formatted(club.customer(), coupon);

    assertThat(club.shop.post("/v1/subscriptions", body).status()).isEqualTo(400);

    assertThat(club.shop.get("/v1/coupons/" + coupon).body().path("times_redeemed").asLong())
        .isZero();
    assertThat(club.shop.post("/v1/subscriptions", body.replace(coupon, "no")).status())
        .isEqualTo(400);
    assertThat(club.shop.post("/v1/coupons", "percent_off=110").status()).isEqualTo(400);
    assertThat(club.shop.post("/v1/coupons", "").status()).isEqualTo(400);
  }

  @Test
  void taxComesOnTopOrIsWithin() throws StripeException {
    dashboard().taxNewSubscriptions("19", false);
    JsonNode onTop = club.latestInvoice(club.incomplete().getId());
    assertThat(onTop.path("subtotal").asLong()).isEqualTo(1000);
    assertThat(onTop.path("total").asLong()).isEqualTo(1190);
    assertThat(onTop.path("total_excluding_tax").asLong()).isEqualTo(1000);
    assertThat(onTop.at("/total_taxes/0/amount").asLong()).isEqualTo(190);
    assertThat(onTop.at("/total_taxes/0/tax_behavior").asText()).isEqualTo("exclusive");

    dashboard().taxNewSubscriptions("19", true);
    JsonNode within = club.latestInvoice(club.incomplete().getId());
    assertThat(within.path("total").asLong()).isEqualTo(1000);
    assertThat(within.path("total_excluding_tax").asLong()).isEqualTo(840);
    assertThat(within.at("/lines/data/0/taxes/0/amount").asLong()).isEqualTo(160);

    dashboard().taxNoMore();
    assertThat(club.latestInvoice(club.incomplete().getId()).path("total_taxes")).isEmpty();
  }

  @Test
  void taxIsOfWhatTheDiscountLeaves() throws StripeException {
    dashboard().taxNewSubscriptions("10", false);

    JsonNode first = club.latestInvoice(discounted(percent(50, "once")).getId());

    assertThat(first.path("total").asLong()).isEqualTo(550);
    assertThat(first.path("total_excluding_tax").asLong()).isEqualTo(500);
  }

  @Test
  void whatIsGivenBackIsAPartOfWhatWasBilled() throws StripeException {
    club.goTo(4, 10);
    Subscription subscription = discounted(percent(100, "once"));
    String id = subscription.getId();
    club.billing.confirmSetup(subscription.getPendingSetupIntent(), "pm_card_visa");
    club.shop.sandbox.advanceClock(Duration.ofDays(15));

    club.billing.changeQuantityAtDashboard(id, 2);

    JsonNode change = club.latestInvoice(id);
    assertThat(change.path("lines").path("data"))
        .extracting(line -> line.path("amount").asLong())
        .containsExactly(0L, 1000L);
    JsonNode credited =
        change.at("/lines/data/0/parent/subscription_item_details/proration_details");
    assertThat(credited.at("/credited_items/invoice_line_items")).hasSize(1);
    assertThat(change.path("amount_paid").asLong()).isEqualTo(1000);
  }

  @Test
  void theControlsOfDiscountsAndTaxesSpeakJsonToo() throws StripeException {
    String customer = club.customer();
    String path = "/sandbox/customers/" + customer;
    String coupon = "{\"coupon\":\"" + percent(50, "once") + "\"}";
    assertThat(club.shop.control(path, coupon).status()).isEqualTo(200);
    assertThat(club.shop.control(path, "{\"balance\":-100,\"currency\":\"usd\"}").status())
        .isEqualTo(200);
    assertThat(club.shop.control("/sandbox/billing", "{\"tax\":\"10\"}").status()).isEqualTo(200);

    Subscription subscription = club.create(club.order("price_monthly").setCustomer(customer));

    JsonNode first = club.latestInvoice(subscription.getId());
    assertThat(first.path("total").asLong()).isEqualTo(550);
    assertThat(first.path("amount_due").asLong()).isEqualTo(450);
    assertThat(club.shop.control("/sandbox/billing", "{\"tax\":\"\"}").status()).isEqualTo(200);
    assertThat(club.latestInvoice(club.incomplete().getId()).path("total").asLong())
        .isEqualTo(1000);
  }
}
