package io.paydesk.dev.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.stripe.exception.StripeException;
import com.stripe.model.Subscription;
import java.time.Duration;
import java.time.Period;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ItemsAndBalancesInTheSandboxTest {

  private final Club club = new Club();

  @AfterEach
  void close() {
    club.close();
  }

  private SubscriptionDashboard dashboard() {
    return club.billing.dashboard();
  }

  private String customerOf(String subscription) {
    return club.billing.subscription(subscription).path("customer").asText();
  }

  private long balanceOf(String customer) {
    return club.shop.get("/v1/customers/" + customer).body().path("balance").asLong();
  }

  private JsonNode afterAMonth(String id) {
    club.shop.sandbox.advanceClock(Period.ofMonths(1));
    return club.latestInvoice(id);
  }

  @Test
  void anAddOnIsBilledWithTheRestAndEveryItemRenews() throws StripeException {
    club.goTo(4, 10);
    String id = club.active("pm_card_visa");
    String addOn = club.billing.price("usd", 400, "month");
    club.shop.sandbox.advanceClock(Duration.ofDays(15));

    String item = dashboard().addOn(id, addOn, 2);

    assertThat(dashboard().items(id)).hasSize(2).endsWith(item);
    assertThat(club.shop.get("/v1/subscription_items?subscription=" + id).body().path("data"))
        .hasSize(2);
    JsonNode renewal = afterAMonth(id);
    assertThat(renewal.path("lines").path("data"))
        .extracting(line -> line.path("amount").asLong())
        .containsExactly(400L, 1000L, 800L);
    assertThat(renewal.path("amount_paid").asLong()).isEqualTo(2200);
    dashboard().removeItem(item);
    assertThat(dashboard().items(id)).hasSize(1);
    assertThat(afterAMonth(id).path("total").asLong()).isLessThan(1000);
  }

  @Test
  void anItemWhosePriceIsSwappedKeepsItsId() throws StripeException {
    String id = club.active("pm_card_visa");
    dashboard().addOn(id, club.billing.price("usd", 400, "month"), 1);
    String base = dashboard().items(id).get(0);
    String bigger = club.billing.price("usd", 3000, "month");

    dashboard().swapPrice(base, bigger);

    JsonNode item = club.billing.subscription(id).at("/items/data/0");
    assertThat(item.path("id").asText()).isEqualTo(base);
    assertThat(item.at("/price/id").asText()).isEqualTo(bigger);
    assertThat(item.at("/plan/id").asText()).isEqualTo(bigger);
    club.shop.sandbox.advanceClock(Period.ofMonths(1));
    assertThat(afterAMonth(id).path("amount_paid").asLong()).isEqualTo(3400);
  }

  @Test
  void aSubscriptionMayBeginWithTwoItems() throws StripeException {
    String addOn = club.billing.price("usd", 400, "month");
    String body =
        "customer=%s&items[0][price]=price_monthly&items[1][price]=%s&items[1][quantity]=3"
            .formatted(club.customer(), addOn);

    JsonNode made =
        club.shop.post("/v1/subscriptions", body + "&payment_behavior=default_incomplete").body();

    assertThat(made.at("/items/data")).hasSize(2);
    assertThat(club.latestInvoice(made.path("id").asText()).path("total").asLong()).isEqualTo(2200);
  }

  @Test
  void itemsThatDoNotGoTogetherAreRefused() throws StripeException {
    String id = club.active("pm_card_visa");
    assertThatThrownBy(() -> dashboard().addOn(id, "price_monthly", 1))
        .hasMessageContaining("multiple subscription items");
    assertThatThrownBy(() -> dashboard().addOn(id, "price_yearly", 1))
        .hasMessageContaining("one interval");
    String euros = club.billing.price("eur", 400, "month");
    assertThatThrownBy(() -> dashboard().addOn(id, euros, 1)).hasMessageContaining("usd");
    String only = dashboard().items(id).get(0);
    assertThatThrownBy(() -> dashboard().removeItem(only)).hasMessageContaining("at least one");
    assertThat(club.billing.subscription(id).at("/items/data")).hasSize(1);
  }

  @Test
  void creditPaysAPartOfARenewalAndThenAllOfOne() throws StripeException {
    String id = club.active("pm_card_visa");
    dashboard().adjustBalance(customerOf(id), -1400, "usd");

    JsonNode whole = afterAMonth(id);
    assertThat(whole.path("status").asText()).isEqualTo("paid");
    assertThat(whole.path("total").asLong()).isEqualTo(1000);
    assertThat(whole.path("amount_due").asLong()).isZero();
    assertThat(whole.path("amount_paid").asLong()).isZero();
    assertThat(whole.path("starting_balance").asLong()).isEqualTo(-1400);
    assertThat(whole.path("ending_balance").asLong()).isEqualTo(-400);
    String invoice = whole.path("id").asText();
    assertThat(club.billing.paymentOf(invoice)).isNull();
    assertThat(club.shop.get("/v1/invoice_payments?invoice=" + invoice).body().path("data"))
        .isEmpty();

    JsonNode part = afterAMonth(id);
    assertThat(part.path("amount_paid").asLong()).isEqualTo(600);
    assertThat(part.path("ending_balance").asLong()).isZero();
    assertThat(balanceOf(customerOf(id))).isZero();
    JsonNode booked =
        club.shop.get("/v1/customers/" + customerOf(id) + "/balance_transactions").body();
    assertThat(booked.path("data"))
        .extracting(entry -> entry.path("type").asText() + entry.path("amount").asLong())
        .containsExactly("applied_to_invoice400", "applied_to_invoice1000", "adjustment-1400");
  }

  @Test
  void whatIsTooLittleToChargeIsPaidWithTheNextInvoice() throws StripeException {
    String little = club.billing.price("usd", 30, "month");

    Subscription first = club.create(club.order(little));

    assertThat(first.getStatus()).isEqualTo("active");
    JsonNode invoice = club.latestInvoice(first.getId());
    assertThat(invoice.path("status").asText()).isEqualTo("paid");
    assertThat(invoice.path("total").asLong()).isEqualTo(30);
    assertThat(invoice.path("amount_due").asLong()).isZero();
    assertThat(invoice.path("ending_balance").asLong()).isEqualTo(30);
    assertThat(balanceOf(customerOf(first.getId()))).isEqualTo(30);
    JsonNode second = afterAMonth(first.getId());
    assertThat(second.path("starting_balance").asLong()).isEqualTo(30);
    assertThat(second.path("amount_due").asLong()).isEqualTo(60);
    assertThat(second.path("ending_balance").asLong()).isZero();
    assertThat(second.path("status").asText()).isEqualTo("open");
  }

  @Test
  void aVoidInvoiceGivesItsCreditBack() throws StripeException {
    String id = club.active("pm_card_visa");
    club.billing.replaceCard(id, "pm_card_chargeCustomerFail");
    dashboard().adjustBalance(customerOf(id), -300, "usd");
    JsonNode failed = afterAMonth(id);
    assertThat(failed.path("amount_due").asLong()).isEqualTo(700);
    assertThat(balanceOf(customerOf(id))).isZero();
    assertThat(club.status(id)).isEqualTo("past_due");

    club.shop.post("/v1/invoices/" + failed.path("id").asText() + "/void", "");

    assertThat(balanceOf(customerOf(id))).isEqualTo(-300);
    assertThat(club.status(id)).isEqualTo("active");
  }

  @Test
  void aCustomerIsBilledInOneCurrency() throws StripeException {
    String id = club.active("pm_card_visa");
    String euros = club.billing.price("eur", 900, "month");
    String customer = customerOf(id);
    assertThat(club.shop.get("/v1/customers/" + customer).body().path("currency").asText())
        .isEqualTo("usd");

    assertThatThrownBy(() -> club.create(club.order(euros).setCustomer(customer)))
        .hasMessageContaining("cannot combine currencies");
    assertThatThrownBy(() -> dashboard().adjustBalance(customer, -5, "eur"))
        .hasMessageContaining("usd");

    club.billing.cancelAtDashboard(id);
    club.create(club.order(euros).setCustomer(customer));
    assertThat(club.shop.get("/v1/customers/" + customer).body().path("currency").asText())
        .isEqualTo("eur");
  }

  @Test
  void aRenewalWithoutACardFailsAndTheIntentSaysNoReason() throws StripeException {
    String id = club.active("pm_card_visa");
    dashboard().removeCard(id);
    assertThat(club.billing.subscription(id).path("default_payment_method").isNull()).isTrue();
    int sofar = club.events();

    JsonNode invoice = afterAMonth(id);

    assertThat(club.status(id)).isEqualTo("past_due");
    assertThat(invoice.path("status").asText()).isEqualTo("open");
    assertThat(invoice.path("attempt_count").asLong()).isEqualTo(1);
    JsonNode intent =
        club.shop.sandbox.paymentIntent(club.billing.paymentOf(invoice.path("id").asText()));
    assertThat(intent.path("status").asText()).isEqualTo("requires_payment_method");
    assertThat(intent.path("last_payment_error").isNull()).isTrue();
    assertThat(club.eventsFrom(sofar)).contains("invoice.payment_failed");
  }

  @Test
  void aRenewalThatNeedsThePayerSaysSoAndNoReason() throws StripeException {
    String id = club.active("pm_card_visa");
    club.billing.replaceCard(id, "pm_card_authenticationRequired");
    int sofar = club.events();

    JsonNode invoice = afterAMonth(id);

    JsonNode intent =
        club.shop.sandbox.paymentIntent(club.billing.paymentOf(invoice.path("id").asText()));
    assertThat(intent.path("status").asText()).isEqualTo("requires_action");
    assertThat(intent.path("last_payment_error").isNull()).isTrue();
    assertThat(club.eventsFrom(sofar)).contains("invoice.payment_action_required");
    assertThat(club.status(id)).isEqualTo("past_due");
  }

  @Test
  void longUnpaidItComesBackWithTheNewestInvoice() throws StripeException {
    club.billing.afterRetries("unpaid");
    String id = club.active("pm_card_visa");
    club.billing.replaceCard(id, "pm_card_chargeCustomerFail");
    JsonNode first = afterAMonth(id);
    JsonNode draft = afterAMonth(id);
    assertThat(club.status(id)).isEqualTo("unpaid");
    assertThat(draft.path("status").asText()).isEqualTo("draft");
    assertThat(draft.path("auto_advance").asBoolean()).isFalse();

    club.billing.pay(first.path("id").asText(), "pm_card_visa");
    assertThat(club.status(id)).isEqualTo("unpaid");
    String newest = draft.path("id").asText();
    JsonNode open = club.shop.post("/v1/invoices/" + newest + "/finalize", "").body();
    assertThat(open.path("status").asText()).isEqualTo("open");
    assertThat(open.path("attempt_count").asLong()).isZero();
    JsonNode listed =
        club.shop.get("/v1/invoices?status=open&subscription=" + id).body().path("data");
    assertThat(listed).hasSize(1);
    club.billing.pay(newest, "pm_card_visa");

    assertThat(club.status(id)).isEqualTo("active");
  }

  @Test
  void aDraftThatCreditPaysBringsItBack() throws StripeException {
    club.billing.afterRetries("unpaid");
    String id = club.active("pm_card_visa");
    club.billing.replaceCard(id, "pm_card_chargeCustomerFail");
    afterAMonth(id);
    JsonNode draft = afterAMonth(id);
    dashboard().adjustBalance(customerOf(id), -1000, "usd");

    club.shop.post("/v1/invoices/" + draft.path("id").asText() + "/finalize", "");

    assertThat(club.latestInvoice(id).path("status").asText()).isEqualTo("paid");
    assertThat(club.status(id)).isEqualTo("active");
  }

  @Test
  void whatIsLeftOpenAddsUpWhileItIsPastDue() throws StripeException {
    club.billing.afterRetries("past_due");
    String id = club.active("pm_card_visa");
    club.billing.replaceCard(id, "pm_card_chargeCustomerFail");
    afterAMonth(id);
    afterAMonth(id);

    List<JsonNode> open =
        club.billing.invoices(id).stream()
            .filter(invoice -> invoice.path("status").asText().equals("open"))
            .toList();
    assertThat(open).hasSize(2);
    club.billing.pay(open.get(0).path("id").asText(), "pm_card_visa");
    assertThat(club.status(id)).isEqualTo("past_due");
    club.billing.pay(open.get(1).path("id").asText(), "pm_card_visa");
    assertThat(club.status(id)).isEqualTo("active");
  }

  @Test
  void anInvoiceShowsItsFirstTenLines() throws StripeException {
    String id = club.active("pm_card_visa");
    for (int i = 0; i < 11; i++) {
      dashboard().addOn(id, club.billing.price("usd", 100 + i, "month"), 1);
    }
    String invoice = afterAMonth(id).path("id").asText();
    String path = "/v1/invoices/" + invoice;

    JsonNode shown = club.shop.get(path).body();
    assertThat(shown.at("/lines/data")).hasSize(10);
    assertThat(shown.at("/lines/has_more").asBoolean()).isTrue();
    JsonNode listed = club.shop.get(path + "/lines?limit=100").body();
    assertThat(listed.path("data")).hasSize(23);
    assertThat(listed.path("data").get(0)).isEqualTo(shown.at("/lines/data/0"));
    String tenth = shown.at("/lines/data/9/id").asText();
    assertThat(club.shop.get(path + "/lines?starting_after=" + tenth).body().at("/data/0/id"))
        .isEqualTo(listed.at("/data/10/id"));
    JsonNode embedded =
        club.shop.get("/v1/subscriptions/" + id + "?expand[]=latest_invoice").body();
    assertThat(embedded.at("/latest_invoice/lines/data")).hasSize(10);
  }

  @Test
  void aDraftOfWhatWasUnpaidIsCollectedWhereThatIsTurnedOn() throws StripeException {
    club.billing.afterRetries("unpaid");
    String id = club.active("pm_card_visa");
    club.billing.replaceCard(id, "pm_card_chargeCustomerFail");
    afterAMonth(id);
    String draft = afterAMonth(id).path("id").asText();
    club.billing.replaceCard(id, "pm_card_visa");

    JsonNode advancing = club.shop.post("/v1/invoices/" + draft, "auto_advance=true").body();

    assertThat(advancing.path("auto_advance").asBoolean()).isTrue();
    club.shop.sandbox.advanceClock(Duration.ofHours(1));
    assertThat(club.latestInvoice(id).path("status").asText()).isEqualTo("paid");
    assertThat(club.status(id)).isEqualTo("active");
    assertThat(club.shop.post("/v1/invoices/" + draft, "auto_advance=true").status())
        .isEqualTo(400);
  }

  @Test
  void aChangeThatCreditPaysWaitsForNobody() throws StripeException {
    String id = club.active("pm_card_visa");
    dashboard().removeCard(id);
    dashboard().adjustBalance(customerOf(id), -5000, "usd");
    int sofar = club.events();

    club.billing.changeAtDashboard(
        id,
        Map.of(
            "items[0][quantity]",
            "3",
            "proration_behavior",
            "always_invoice",
            "payment_behavior",
            "pending_if_incomplete"));

    JsonNode changed = club.billing.subscription(id);
    assertThat(changed.at("/items/data/0/quantity").asLong()).isEqualTo(3);
    assertThat(changed.path("pending_update").isNull()).isTrue();
    assertThat(club.latestInvoice(id).path("status").asText()).isEqualTo("paid");
    assertThat(club.eventsFrom(sofar))
        .doesNotContain("customer.subscription.pending_update_applied");
  }

  @Test
  void aFirstInvoiceThatIsVoidEndsWhatWasBegun() throws StripeException {
    Subscription begun = club.incomplete();

    club.shop.post("/v1/invoices/" + begun.getLatestInvoice() + "/void", "");

    assertThat(club.status(begun.getId())).isEqualTo("incomplete_expired");
  }
}
