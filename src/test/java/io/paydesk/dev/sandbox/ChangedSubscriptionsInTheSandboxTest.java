package io.paydesk.dev.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.stripe.exception.StripeException;
import com.stripe.model.Subscription;
import com.stripe.param.SubscriptionUpdateParams;
import com.stripe.param.SubscriptionUpdateParams.PaymentBehavior;
import com.stripe.param.SubscriptionUpdateParams.ProrationBehavior;
import java.time.Duration;
import java.time.Period;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChangedSubscriptionsInTheSandboxTest {

  private final Club club = new Club();

  @AfterEach
  void close() {
    club.close();
  }

  private SubscriptionUpdateParams.Builder quantity(String id, long quantity)
      throws StripeException {
    String item = club.read(id).getItems().getData().get(0).getId();
    return SubscriptionUpdateParams.builder()
        .addItem(SubscriptionUpdateParams.Item.builder().setId(item).setQuantity(quantity).build());
  }

  private Subscription update(String id, SubscriptionUpdateParams.Builder how)
      throws StripeException {
    return club.shop.stripe.v1().subscriptions().update(id, how.build());
  }

  /** Half of a month of 30 days is over. */
  private String halfWay() throws StripeException {
    club.goTo(4, 10);
    String id = club.active("pm_card_visa");
    club.shop.sandbox.advanceClock(Duration.ofDays(15));
    return id;
  }

  @Test
  void moreIsChargedAtOnceForTheRestOfThePeriod() throws StripeException {
    String id = halfWay();

    Subscription after =
        update(id, quantity(id, 3).setProrationBehavior(ProrationBehavior.ALWAYS_INVOICE));

    assertThat(after.getItems().getData().get(0).getQuantity()).isEqualTo(3);
    JsonNode invoice = club.latestInvoice(id);
    assertThat(invoice.path("billing_reason").asText()).isEqualTo("subscription_update");
    assertThat(invoice.path("lines").path("data")).hasSize(2);
    assertThat(invoice.path("amount_paid").asLong()).isEqualTo(1000);
    assertThat(club.shop.available("usd")).isEqualTo(2000);
    club.shop.sandbox.advanceClock(Period.ofMonths(1));
    assertThat(club.latestInvoice(id).path("amount_paid").asLong()).isEqualTo(3000);
  }

  @Test
  void lessIsGivenBackWithTheNextInvoices() throws StripeException {
    String id = club.create(club.order("price_monthly")).getId();
    club.billing.pay(club.latestInvoice(id).path("id").asText(), "pm_card_visa");

    update(id, quantity(id, 0).setProrationBehavior(ProrationBehavior.ALWAYS_INVOICE));

    JsonNode invoice = club.latestInvoice(id);
    assertThat(invoice.path("total").asLong()).isEqualTo(-1000);
    assertThat(invoice.path("amount_due").asLong()).isZero();
    assertThat(invoice.path("status").asText()).isEqualTo("paid");
    String customer = invoice.path("customer").asText();
    assertThat(club.shop.get("/v1/customers/" + customer).body().path("balance").asLong())
        .isEqualTo(-1000);
    update(id, quantity(id, 2).setProrationBehavior(ProrationBehavior.NONE));
    club.shop.sandbox.advanceClock(Period.ofMonths(1));
    assertThat(club.latestInvoice(id).path("total").asLong()).isEqualTo(2000);
    assertThat(club.latestInvoice(id).path("amount_paid").asLong()).isEqualTo(1000);
    assertThat(club.shop.get("/v1/customers/" + customer).body().path("balance").asLong()).isZero();
  }

  @Test
  void prorationsMayWaitForTheRenewal() throws StripeException {
    String id = halfWay();
    int invoices = club.billing.invoices(id).size();

    update(id, quantity(id, 3));

    assertThat(club.billing.invoices(id)).hasSize(invoices);
    club.shop.sandbox.advanceClock(Period.ofMonths(1));
    JsonNode renewal = club.latestInvoice(id);
    assertThat(renewal.path("lines").path("data")).hasSize(3);
    assertThat(renewal.path("amount_paid").asLong()).isEqualTo(4000);
  }

  @Test
  void withoutProrationOnlyTheRenewalIsAnother() throws StripeException {
    String id = halfWay();

    update(id, quantity(id, 3).setProrationBehavior(ProrationBehavior.NONE));

    club.shop.sandbox.advanceClock(Period.ofMonths(1));
    assertThat(club.latestInvoice(id).path("amount_paid").asLong()).isEqualTo(3000);
  }

  @Test
  void anotherIntervalBeginsNow() throws StripeException {
    String id = halfWay();
    String item = club.read(id).getItems().getData().get(0).getId();

    Subscription after =
        update(
            id,
            SubscriptionUpdateParams.builder()
                .addItem(
                    SubscriptionUpdateParams.Item.builder()
                        .setId(item)
                        .setPrice("price_yearly")
                        .build()));

    assertThat(club.latestInvoice(id).path("amount_paid").asLong()).isEqualTo(9500);
    assertThat(after.getItems().getData().get(0).getCurrentPeriodStart())
        .isEqualTo(after.getBillingCycleAnchor());
    club.shop.sandbox.advanceClock(Period.ofMonths(11));
    assertThat(club.latestInvoice(id).path("billing_reason").asText())
        .isEqualTo("subscription_update");
    club.shop.sandbox.advanceClock(Period.ofMonths(1));
    assertThat(club.latestInvoice(id).path("amount_paid").asLong()).isEqualTo(10_000);
  }

  @Test
  void aChangeThatIsNotPaidWaitsForItsPayment() throws StripeException {
    String id = halfWay();
    club.billing.replaceCard(id, "pm_card_chargeCustomerFail");
    int sofar = club.events();

    Subscription waiting =
        update(
            id,
            quantity(id, 3)
                .setProrationBehavior(ProrationBehavior.ALWAYS_INVOICE)
                .setPaymentBehavior(PaymentBehavior.PENDING_IF_INCOMPLETE));

    assertThat(waiting.getStatus()).isEqualTo("active");
    assertThat(waiting.getItems().getData().get(0).getQuantity()).isEqualTo(1);
    assertThat(waiting.getPendingUpdate().getSubscriptionItems().get(0).getQuantity()).isEqualTo(3);
    assertThat(club.eventsFrom(sofar)).contains("invoice.payment_failed");
    club.billing.pay(waiting.getLatestInvoice(), "pm_card_visa");
    Subscription paid = club.read(id);
    assertThat(paid.getItems().getData().get(0).getQuantity()).isEqualTo(3);
    assertThat(paid.getPendingUpdate()).isNull();
    assertThat(club.eventsFrom(sofar)).contains("customer.subscription.pending_update_applied");
  }

  @Test
  void aChangeThatNobodyPaysIsForgotten() throws StripeException {
    String id = halfWay();
    club.billing.replaceCard(id, "pm_card_chargeCustomerFail");
    Subscription waiting =
        update(
            id,
            quantity(id, 3)
                .setProrationBehavior(ProrationBehavior.ALWAYS_INVOICE)
                .setPaymentBehavior(PaymentBehavior.PENDING_IF_INCOMPLETE));

    club.shop.sandbox.advanceClock(Duration.ofHours(23));

    Subscription after = club.read(id);
    assertThat(after.getPendingUpdate()).isNull();
    assertThat(after.getItems().getData().get(0).getQuantity()).isEqualTo(1);
    assertThat(after.getStatus()).isEqualTo("active");
    assertThat(club.billing.invoice(waiting.getLatestInvoice()).path("status").asText())
        .isEqualTo("void");
  }

  @Test
  void aChangeThatMustBePaidIsRefusedInstead() throws StripeException {
    String id = halfWay();
    club.billing.replaceCard(id, "pm_card_chargeCustomerFail");
    int sofar = club.events();

    SubscriptionUpdateParams.Builder change =
        quantity(id, 3)
            .setProrationBehavior(ProrationBehavior.ALWAYS_INVOICE)
            .setPaymentBehavior(PaymentBehavior.ERROR_IF_INCOMPLETE)
            .putMetadata("a", "b");
    assertThatThrownBy(() -> update(id, change)).hasMessageContaining("declined");

    Subscription after = club.read(id);
    assertThat(after.getItems().getData().get(0).getQuantity()).isEqualTo(1);
    assertThat(after.getMetadata()).doesNotContainKey("a");
    assertThat(club.events()).isEqualTo(sofar);
  }

  @Test
  void metadataReachesTheNextInvoiceAndNoneBefore() throws StripeException {
    String id = club.active("pm_card_visa");
    String first = club.latestInvoice(id).path("id").asText();

    update(id, SubscriptionUpdateParams.builder().putMetadata("order", "8"));

    JsonNode event = club.shop.sandbox.events().get(club.events() - 1);
    assertThat(event.at("/data/previous_attributes/metadata/order").asText()).isEqualTo("7");
    club.shop.sandbox.advanceClock(Period.ofMonths(1));
    String metadata = "/parent/subscription_details/metadata/order";
    assertThat(club.latestInvoice(id).at(metadata).asText()).isEqualTo("8");
    assertThat(club.billing.invoice(first).at(metadata).asText()).isEqualTo("7");
  }

  @Test
  void whatMayNotBeChangedIsRefused() throws StripeException {
    String incomplete = club.incomplete().getId();
    assertThatThrownBy(() -> update(incomplete, quantity(incomplete, 2)))
        .hasMessageContaining("incomplete status");
    String id = club.active("pm_card_visa");
    assertThatThrownBy(
            () ->
                update(
                    id,
                    quantity(id, 2)
                        .setPaymentBehavior(PaymentBehavior.PENDING_IF_INCOMPLETE)
                        .putMetadata("a", "b")))
        .hasMessageContaining("supported params");
    assertThat(
            club.shop
                .post("/v1/subscriptions/" + id, "items[0][quantity]=2")
                .error()
                .path("message")
                .asText())
        .contains("items[0][id]");
    club.billing.cancelAtDashboard(id);
    assertThatThrownBy(() -> update(id, quantity(id, 2))).hasMessageContaining("canceled");
    update(id, SubscriptionUpdateParams.builder().putMetadata("a", "b"));
    assertThat(club.read(id).getMetadata()).containsEntry("a", "b");
  }
}
