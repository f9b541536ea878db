package io.paydesk.dev.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.stripe.exception.StripeException;
import com.stripe.model.Subscription;
import com.stripe.param.SubscriptionCreateParams.TrialSettings.EndBehavior.MissingPaymentMethod;
import java.time.Duration;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Subscriptions and their objects are as Stripe describes them, in each status. */
@ParameterizedClass
@EnumSource
class SubscriptionsAgreeWithStripesDescriptionTest {

  private final DescribedVersion version;
  private final StripeDescription stripe;
  private final Club club;

  SubscriptionsAgreeWithStripesDescriptionTest(DescribedVersion version) {
    this.version = version;
    this.stripe = version.description();
    this.club = new Club(version.shop());
  }

  @AfterEach
  void close() {
    club.close();
  }

  private void assertConforms(JsonNode value, JsonNode schema) {
    version.assertConforms(value, schema);
  }

  private void assertListsConform() {
    Map.of(
            "/v1/subscriptions", "?status=all&expand[]=data.latest_invoice&expand[]=data.customer",
            "/v1/invoices", "?expand[]=data.payments&expand[]=data.confirmation_secret",
            "/v1/invoice_payments", "?expand[]=data.invoice&expand[]=data.payment.payment_intent",
            "/v1/prices", "?expand[]=data.product",
            "/v1/products", "",
            "/v1/payment_intents", "")
        .forEach(
            (path, query) -> {
              JsonNode list = club.shop.get(path + query).body();
              assertThat(list.path("data")).as(path).isNotEmpty();
              assertConforms(list, stripe.answer(path, "get"));
            });
  }

  /**
   * @return the types of the events
   */
  private Set<String> assertEventsConform() {
    Set<String> types = new TreeSet<>();
    for (JsonNode event : club.shop.sandbox.events()) {
      String type = event.path("type").asText();
      types.add(type);
      assertConforms(event, stripe.schema(type.replace('.', '_') + "_event_event"));
    }
    return types;
  }

  @Test
  void renewedDeclinedAndChangedSubscriptionsAreAsDescribed() throws StripeException {
    String paid = club.active("pm_card_visa");
    club.billing.changeQuantityAtDashboard(paid, 2);
    String declines = club.active("pm_card_visa");
    club.billing.replaceCard(declines, "pm_card_chargeCustomerFail");
    String authenticates = club.active("pm_card_visa");
    club.billing.replaceCard(authenticates, "pm_card_authenticationRequired");
    club.billing.pay(club.incomplete().getLatestInvoice(), "pm_card_chargeDeclined");
    assertListsConform();
    club.shop.sandbox.advanceClock(Period.ofMonths(1));
    assertListsConform();
    String change = "items[0][quantity]=3&proration_behavior=always_invoice&items[0][id]=";
    String item = club.billing.subscription(authenticates).at("/items/data/0/id").asText();
    club.shop.post(
        "/v1/subscriptions/" + authenticates,
        change + item + "&payment_behavior=pending_if_incomplete");
    assertListsConform();
    club.billing.changeAtDashboard(paid, Map.of("cancel_at_period_end", "true"));
    club.shop.sandbox.advanceClock(Period.ofMonths(1));
    assertListsConform();
    assertThat(assertEventsConform())
        .contains(
            "customer.subscription.created",
            "customer.subscription.deleted",
            "customer.subscription.pending_update_expired",
            "customer.subscription.updated",
            "invoice.created",
            "invoice.finalized",
            "invoice.paid",
            "invoice.payment_action_required",
            "invoice.payment_failed",
            "invoice.payment_succeeded",
            "invoice.updated",
            "invoice.voided",
            "invoice_payment.paid",
            "payment_method.attached");
  }

  @Test
  void previewsOfInvoicesAreAsDescribed() throws StripeException {
    String id = club.active("pm_card_visa");
    String item = club.billing.subscription(id).at("/items/data/0/id").asText();
    for (String behavior : List.of("always_invoice", "create_prorations", "none")) {
      JsonNode preview =
          club.shop
              .post(
                  "/v1/invoices/create_preview",
                  "subscription=%s&subscription_details[items][0][id]=%s&subscription_details[items][0][quantity]=2&subscription_details[proration_behavior]=%s&expand[]=customer"
                      .formatted(id, item, behavior))
              .body();
      assertThat(preview.path("object").asText()).as(behavior).isEqualTo("invoice");
      assertConforms(preview, stripe.answer("/v1/invoices/create_preview", "post"));
    }
  }

  @Test
  void trialsAndTheirSetupIntentsAreAsDescribed() throws StripeException {
    JsonNode schema = stripe.schema("setup_intent");
    for (TestCard card : TestCards.ALL) {
      Subscription trial = club.trial(MissingPaymentMethod.PAUSE);
      String setup = trial.getPendingSetupIntent();
      assertConforms(club.billing.confirmSetup(setup, card.tokens().get(0)), schema);
      club.shop.sandbox.authenticate(setup, false);
      assertConforms(club.billing.setupIntent(setup), schema);
    }
    club.trial(MissingPaymentMethod.CANCEL);
    club.active("pm_card_visa");
    assertListsConform();
    club.shop.sandbox.advanceClock(Duration.ofDays(8));
    assertListsConform();
    assertThat(assertEventsConform())
        .contains(
            "customer.subscription.paused",
            "customer.subscription.trial_will_end",
            "setup_intent.canceled",
            "setup_intent.created",
            "setup_intent.requires_action",
            "setup_intent.setup_failed",
            "setup_intent.succeeded");
  }

  @Test
  void pricesAndProductsAreAsDescribed() throws StripeException {
    String price = club.billing.price("eur", 0, "year");
    String monthly = "product=prod_plan&currency=eur&recurring[interval]=month&";
    for (String scheme :
        List.of(
            "unit_amount=5&recurring[usage_type]=metered&recurring[meter]=mtr_1",
            "unit_amount=5&transform_quantity[divide_by]=10&transform_quantity[round]=up",
            "billing_scheme=tiered&tiers_mode=volume&tiers[0][up_to]=inf&tiers[0][unit_amount]=5")) {
      Shop.Reply made = club.shop.post("/v1/prices", monthly + scheme);
      assertConforms(made.body(), stripe.schema("price"));
    }
    club.shop.post("/v1/prices/" + price, "active=false&nickname=Old&metadata[a]=b");
    String product = club.shop.get("/v1/prices/" + price).body().path("product").asText();
    club.shop.post("/v1/products/" + product, "name=New&description=More");
    club.create(club.order("price_yearly"));

    assertListsConform();
    assertThat(assertEventsConform())
        .contains("price.created", "price.updated", "product.created", "product.updated");
  }

  @Test
  void discountsTaxesAndBalancesAreAsDescribed() throws StripeException {
    SubscriptionDashboard dashboard = club.billing.dashboard();
    dashboard.taxNewSubscriptions("19", true);
    String once = dashboard.coupon(Map.of("percent_off", "12.5", "name", "Spring"));
    String money = dashboard.coupon(Map.of("amount_off", "100", "currency", "usd"));
    String code = dashboard.promotionCode(money, "LESS");
    String id = club.active("pm_card_visa");
    dashboard.change(
        id, Map.of("discounts[0][coupon]", once, "discounts[1][promotion_code]", code));
    String addOn = dashboard.addOn(id, club.billing.price("usd", 20, "month"), 1);
    String customer = club.billing.subscription(id).path("customer").asText();
    dashboard.adjustBalance(customer, -500, "usd");
    club.billing.portal().cancel(club.active("pm_card_visa"), "unused", "Too quiet");
    club.shop.sandbox.advanceClock(Period.ofMonths(1));
    dashboard.removeItem(addOn);
    dashboard.removeCard(id);
    dashboard.discountCustomer(customer, once);
    club.shop.post("/v1/coupons/" + once, "name=Summer");
    club.shop.post("/v1/promotion_codes/" + code, "active=false");

    assertConforms(club.shop.get("/v1/customers/" + customer).body(), stripe.schema("customer"));
    assertListsConform();
    Map.of(
            "/v1/coupons", "",
            "/v1/promotion_codes", "?expand[]=data.promotion.coupon",
            "/v1/tax_rates", "",
            "/v1/subscription_items", "?subscription=" + id)
        .forEach(
            (path, query) ->
                assertConforms(club.shop.get(path + query).body(), stripe.answer(path, "get")));
    String booked = "/v1/customers/{id}/balance_transactions";
    assertConforms(
        club.shop.get(booked.replace("{id}", customer)).body(), stripe.answer(booked, "get"));
    assertConforms(
        club.shop
            .get("/v1/invoices?expand[]=data.discounts.source.coupon&subscription=" + id)
            .body(),
        stripe.answer("/v1/invoices", "get"));
    assertThat(assertEventsConform())
        .contains(
            "coupon.created",
            "coupon.updated",
            "customer.discount.created",
            "customer.discount.deleted",
            "invoice.upcoming",
            "payment_method.detached",
            "promotion_code.created",
            "promotion_code.updated",
            "tax_rate.created");
  }

  @Test
  void refusalsAreAsDescribed() throws StripeException {
    String paid = club.active("pm_card_visa");
    String invoice = club.billing.subscription(paid).path("latest_invoice").asText();
    String setup = club.trial(MissingPaymentMethod.CANCEL).getPendingSetupIntent();
    List<Shop.Reply> errors =
        List.of(
            club.shop.post("/v1/subscriptions", "customer=cus_none&items[0][price]=price_monthly"),
            club.shop.post("/v1/invoices/" + invoice + "/pay", ""),
            club.shop.post("/v1/subscriptions/" + paid + "/resume", ""),
            club.shop.get("/v1/subscriptions/sub_none"),
            club.shop.post(
                "/v1/setup_intents/" + setup + "/confirm",
                "payment_method=pm_card_chargeDeclined"));
    for (Shop.Reply reply : errors) {
      assertThat(reply.status()).isBetween(400, 404);
      JsonNode schema = stripe.schema("payment_intent").at("/properties/last_payment_error");
      assertConforms(reply.error(), schema);
    }
  }
}
