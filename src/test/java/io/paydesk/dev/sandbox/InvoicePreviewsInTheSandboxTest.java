package io.paydesk.dev.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.param.SubscriptionCreateParams;
import com.stripe.param.SubscriptionCreateParams.TrialSettings.EndBehavior.MissingPaymentMethod;
import com.stripe.param.SubscriptionUpdateParams;
import com.stripe.param.SubscriptionUpdateParams.PaymentBehavior;
import com.stripe.param.SubscriptionUpdateParams.ProrationBehavior;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What was previewed is what is billed, and a preview leaves nothing behind. */
class InvoicePreviewsInTheSandboxTest {

  private final Club club = new Club();

  @AfterEach
  void close() {
    club.close();
  }

  private String item(String id) {
    return club.billing.subscription(id).at("/items/data/0/id").asText();
  }

  private JsonNode preview(String id, long quantity, String more) {
    return club.shop
        .post(
            "/v1/invoices/create_preview",
            "subscription=%s&subscription_details[items][0][id]=%s&subscription_details[items][0][quantity]=%d%s"
                .formatted(id, item(id), quantity, more))
        .body();
  }

  private static String asOf(long at) {
    return "&subscription_details[proration_behavior]=always_invoice"
        + "&subscription_details[proration_date]="
        + at;
  }

  private void change(String id, long quantity, Long at) throws StripeException {
    club.shop
        .stripe
        .v1()
        .subscriptions()
        .update(
            id,
            SubscriptionUpdateParams.builder()
                .addItem(
                    SubscriptionUpdateParams.Item.builder()
                        .setId(item(id))
                        .setQuantity(quantity)
                        .build())
                .setProrationBehavior(ProrationBehavior.ALWAYS_INVOICE)
                .setPaymentBehavior(PaymentBehavior.PENDING_IF_INCOMPLETE)
                .setProrationDate(at)
                .build());
  }

  /** Half of a month of 30 days is over. */
  private String halfWay(SubscriptionCreateParams.Builder order) throws StripeException {
    club.goTo(4, 10);
    String id = club.create(order).getId();
    club.billing.pay(club.latestInvoice(id).path("id").asText(), "pm_card_visa");
    club.shop.sandbox.advanceClock(Duration.ofDays(15));
    return id;
  }

  private String halfWay() throws StripeException {
    return halfWay(club.order("price_monthly"));
  }

  private long now() {
    return club.shop.sandbox.now().getEpochSecond();
  }

  @Test
  void whatWasPreviewedIsBilledHoursLaterWithItsDate() throws StripeException {
    String id = halfWay();
    long at = now();

    JsonNode shown = preview(id, 3, asOf(at));

    assertThat(shown.path("id").asText()).startsWith("upcoming_in_");
    assertThat(shown.path("amount_due").asLong()).isEqualTo(1000);
    assertThat(shown.path("lines").path("data")).hasSize(2);
    assertThat(shown.at("/lines/data/0/amount").asLong()).isEqualTo(-500);
    assertThat(shown.at("/lines/data/1/amount").asLong()).isEqualTo(1500);
    club.shop.sandbox.advanceClock(Duration.ofHours(30));
    assertThat(preview(id, 3, asOf(now())).path("amount_due").asLong()).isLessThan(1000);
    change(id, 3, at);
    JsonNode billed = club.latestInvoice(id);
    assertThat(billed.path("amount_paid").asLong()).isEqualTo(1000);
    for (int i = 0; i < 2; i++) {
      for (String field : new String[] {"amount", "description", "period"}) {
        String path = "/lines/data/" + i + "/" + field;
        assertThat(billed.at(path).toString()).as(path).isEqualTo(shown.at(path).toString());
      }
    }
  }

  @Test
  void aPreviewLeavesNothingBehind() throws StripeException {
    String id = halfWay();
    JsonNode before = club.billing.subscription(id);
    int events = club.events();
    int invoices = club.billing.invoices(id).size();

    JsonNode shown = preview(id, 3, asOf(now()));
    preview(id, 2, "");

    assertThat(club.billing.subscription(id)).isEqualTo(before);
    assertThat(club.events()).isEqualTo(events);
    assertThat(club.billing.invoices(id)).hasSize(invoices);
    assertThat(club.shop.get("/v1/invoices/" + shown.path("id").asText()).status()).isEqualTo(404);
    club.shop.sandbox.advanceClock(Duration.ofDays(16));
    assertThat(club.latestInvoice(id).path("amount_paid").asLong()).isEqualTo(1000);
  }

  @Test
  void withoutAnInvoiceOfItsOwnAChangeShowsTheRenewal() throws StripeException {
    String id = halfWay();
    long end = club.billing.subscription(id).at("/items/data/0/current_period_end").asLong();

    JsonNode none = preview(id, 3, "&subscription_details[proration_behavior]=none");
    JsonNode kept = preview(id, 3, "");
    JsonNode same = preview(id, 1, asOf(now()));

    assertThat(none.path("total").asLong()).isEqualTo(3000);
    assertThat(none.path("next_payment_attempt").asLong()).isEqualTo(end + 3600);
    assertThat(kept.path("total").asLong()).isEqualTo(4000);
    assertThat(same.path("total").asLong()).isEqualTo(1000);
    assertThat(same.at("/lines/data/0/parent/subscription_item_details/proration").asBoolean())
        .isFalse();
  }

  @Test
  void aTrialIsChangedForNothing() throws StripeException {
    String id = club.trial(MissingPaymentMethod.CANCEL).getId();

    JsonNode shown = preview(id, 3, asOf(now()));

    assertThat(shown.path("lines").path("data")).hasSize(1);
    assertThat(shown.path("total").asLong()).isEqualTo(3000);
    assertThat(shown.path("period_end").asLong())
        .isEqualTo(club.billing.subscription(id).path("trial_end").asLong());
  }

  @Test
  void discountsAndTheCustomersBalanceAreIncluded() throws StripeException {
    String coupon =
        club.billing.dashboard().coupon(Map.of("percent_off", "10", "duration", "forever"));
    String id =
        halfWay(
            club.order("price_monthly")
                .addDiscount(
                    SubscriptionCreateParams.Discount.builder().setCoupon(coupon).build()));
    String customer = club.billing.subscription(id).path("customer").asText();
    club.shop.post(
        "/v1/customers/" + customer + "/balance_transactions", "amount=-300&currency=usd");
    long at = now();

    JsonNode shown = preview(id, 3, asOf(at));
    change(id, 3, at);

    assertThat(shown.at("/lines/data/0/amount").asLong()).isEqualTo(-450);
    assertThat(shown.at("/lines/data/1/amount").asLong()).isEqualTo(1350);
    assertThat(shown.path("total").asLong()).isEqualTo(900);
    assertThat(shown.path("amount_due").asLong()).isEqualTo(600);
    JsonNode billed = club.latestInvoice(id);
    assertThat(billed.path("total").asLong()).isEqualTo(shown.path("total").asLong());
    assertThat(billed.path("amount_paid").asLong()).isEqualTo(shown.path("amount_due").asLong());
    assertThat(
            preview(id, 3, "&subscription_details[proration_behavior]=none").path("total").asLong())
        .isEqualTo(2700);
  }

  @Test
  void whatEndsBeforeIsNotRenewed() throws StripeException {
    String id = halfWay();
    club.billing.changeAtDashboard(id, Map.of("cancel_at_period_end", "true"));

    assertThat(preview(id, 3, asOf(now())).path("amount_due").asLong()).isEqualTo(1000);
    JsonNode none = preview(id, 3, "&subscription_details[proration_behavior]=none");
    assertThat(none.at("/error/code").asText()).isEqualTo("invoice_upcoming_none");
  }

  @Test
  void aDateOutsideThePeriodIsRefused() throws StripeException {
    String id = halfWay();
    long start = club.billing.subscription(id).at("/items/data/0/current_period_start").asLong();

    assertThat(preview(id, 3, asOf(start - 1)).at("/error/param").asText())
        .isEqualTo("proration_date");
    assertThatThrownBy(() -> change(id, 3, start - 1))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("outside of current subscription period");
    assertThat(preview(id, 3, asOf(start)).path("total").asLong()).isEqualTo(2000);
  }
}
