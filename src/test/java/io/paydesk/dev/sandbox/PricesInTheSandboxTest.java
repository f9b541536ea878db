package io.paydesk.dev.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.stripe.exception.StripeException;
import com.stripe.model.Price;
import com.stripe.model.Product;
import com.stripe.param.PriceCreateParams;
import com.stripe.param.PriceListParams;
import com.stripe.param.PriceUpdateParams;
import com.stripe.param.ProductCreateParams;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PricesInTheSandboxTest {

  private final Shop shop = new Shop();

  @AfterEach
  void close() {
    shop.close();
  }

  private Price price(long amount) throws StripeException {
    Product product =
        shop.stripe
            .v1()
            .products()
            .create(ProductCreateParams.builder().setName("Club").putMetadata("a", "b").build());
    PriceCreateParams.Recurring everyOtherWeek =
        PriceCreateParams.Recurring.builder()
            .setInterval(PriceCreateParams.Recurring.Interval.WEEK)
            .setIntervalCount(2L)
            .build();
    return shop.stripe
        .v1()
        .prices()
        .create(
            PriceCreateParams.builder()
                .setProduct(product.getId())
                .setCurrency("eur")
                .setUnitAmount(amount)
                .setRecurring(everyOtherWeek)
                .build());
  }

  @Test
  void aPriceIsMadeAndReadAgain() throws StripeException {
    Price made = price(1500);

    Price read = shop.stripe.v1().prices().retrieve(made.getId());
    assertThat(read.getUnitAmount()).isEqualTo(1500);
    assertThat(read.getCurrency()).isEqualTo("eur");
    assertThat(read.getType()).isEqualTo("recurring");
    assertThat(read.getRecurring().getInterval()).isEqualTo("week");
    assertThat(read.getRecurring().getIntervalCount()).isEqualTo(2);
    assertThat(shop.stripe.v1().products().retrieve(read.getProduct()).getName()).isEqualTo("Club");
  }

  @Test
  void aPriceMayBeZero() throws StripeException {
    assertThat(price(0).getUnitAmount()).isZero();
  }

  @Test
  void aPriceIsTakenOffTheShelf() throws StripeException {
    String id = price(1500).getId();

    shop.stripe.v1().prices().update(id, PriceUpdateParams.builder().setActive(false).build());

    assertThat(shop.stripe.v1().prices().retrieve(id).getActive()).isFalse();
    PriceListParams active = PriceListParams.builder().setActive(true).build();
    assertThat(shop.stripe.v1().prices().list(active).getData())
        .extracting(Price::getId)
        .contains("price_monthly", "price_yearly")
        .doesNotContain(id);
  }

  @Test
  void aPriceOfAnotherSchemeIsKeptAndNotBilled() {
    String monthly = "product=prod_plan&currency=usd&recurring[interval]=month&";
    String tiered = "billing_scheme=tiered&tiers_mode=graduated&tiers[][up_to]=inf";
    JsonNode made = shop.post("/v1/prices", monthly + tiered).body();
    assertThat(made.path("unit_amount").isNull()).isTrue();
    assertThat(made.path("tiers_mode").asText()).isEqualTo("graduated");
    String customer = shop.post("/v1/customers", "").body().path("id").asText();
    String order = "customer=" + customer + "&items[0][price]=" + made.path("id").asText();
    assertThat(shop.post("/v1/subscriptions", order).status()).isEqualTo(400);

    assertThat(
            shop.post("/v1/prices", monthly + tiered + "&unit_amount=5")
                .error()
                .path("param")
                .asText())
        .isEqualTo("unit_amount");
    assertThat(
            shop.post("/v1/prices", monthly + "unit_amount=5&recurring[usage_type]=metered")
                .error()
                .path("param")
                .asText())
        .isEqualTo("recurring[meter]");
    assertThat(
            shop.post("/v1/prices", monthly + "unit_amount=5&transform_quantity[divide_by]=2")
                .error()
                .path("param")
                .asText())
        .isEqualTo("transform_quantity[round]");
  }

  @Test
  void whatIsNoPriceIsRefused() {
    String recurring = "product=prod_plan&currency=usd&unit_amount=1&recurring[interval]=";
    assertThat(shop.post("/v1/prices", recurring + "hour").error().path("param").asText())
        .isEqualTo("recurring[interval]");
    assertThat(
            shop.post("/v1/prices", recurring + "year&recurring[interval_count]=4")
                .error()
                .path("code")
                .asText())
        .isEqualTo("parameter_invalid_integer");
    assertThat(
            shop.post("/v1/prices", "product=prod_plan&currency=usd&unit_amount=-1")
                .error()
                .path("code")
                .asText())
        .isEqualTo("parameter_invalid_integer");
    assertThat(
            shop.post("/v1/prices", "product=prod_none&currency=usd&unit_amount=1")
                .error()
                .path("code")
                .asText())
        .isEqualTo("resource_missing");
    assertThat(shop.get("/v1/prices/price_none").status()).isEqualTo(404);
  }
}
