package io.paydesk.dev.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.stripe.exception.CardException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.Invoice;
import com.stripe.model.Subscription;
import com.stripe.param.InvoicePayParams;
import com.stripe.param.SubscriptionUpdateParams;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RenewalsInTheSandboxTest {

  private final Club club = new Club();

  @AfterEach
  void close() {
    club.close();
  }

  private void advance(String by) {
    club.shop.sandbox.advanceClock(Passage.amount(by));
  }

  /** In mid-month: from 28 February, a month leads to 31 March, when the first retry is due. */
  private String declining(String card) throws StripeException {
    club.goTo(4, 10);
    String id = club.active("pm_card_visa");
    club.billing.replaceCard(id, card);
    return id;
  }

  @Test
  void aRenewalIsChargedToTheSavedCard() throws StripeException {
    String id = club.active("pm_card_visa");
    long end = club.read(id).getItems().getData().get(0).getCurrentPeriodEnd();
    advance("P25D");
    assertThat(club.eventsFrom(club.events() - 1)).containsExactly("invoice.upcoming");
    int sofar = club.events();

    advance("P7D");

    Subscription after = club.read(id);
    assertThat(after.getStatus()).isEqualTo("active");
    assertThat(after.getItems().getData().get(0).getCurrentPeriodStart()).isEqualTo(end);
    Invoice invoice = club.shop.stripe.v1().invoices().retrieve(after.getLatestInvoice());
    assertThat(invoice.getBillingReason()).isEqualTo("subscription_cycle");
    assertThat(invoice.getAmountPaid()).isEqualTo(1000);
    assertThat(invoice.getCreated()).isEqualTo(end);
    assertThat(invoice.getLines().getData().get(0).getPeriod().getStart()).isEqualTo(end);
    assertThat(club.shop.available("usd")).isEqualTo(2000);
    assertThat(club.eventsFrom(sofar))
        .containsExactly(
            "customer.subscription.updated",
            "invoice.created",
            "invoice.finalized",
            "payment_intent.created",
            "invoice.updated",
            "charge.succeeded",
            "payment_intent.succeeded",
            "invoice.updated",
            "invoice.paid",
            "invoice.payment_succeeded",
            "invoice_payment.paid");
    assertThat(club.shop.sandbox.events().subList(sofar, club.events()))
        .allMatch(event -> event.path("created").asLong() == end);
  }

  @Test
  void aRenewalIsRefundedAndDisputedLikeAnyPayment() throws StripeException {
    String id = club.active("pm_card_visa");
    advance("P1M");
    String payment = club.billing.paymentOf(club.latestInvoice(id).path("id").asText());

    assertThat(club.shop.post("/v1/refunds", "amount=400&payment_intent=" + payment).status())
        .isEqualTo(200);

    assertThat(club.shop.available("usd")).isEqualTo(1600);
    String dispute = club.shop.sandbox.dispute(payment, "fraudulent", false);
    assertThat(club.shop.sandbox.dispute(dispute).path("amount").asLong()).isEqualTo(600);
  }

  @Test
  void twelveMonthsAreTwelveRenewalsOnTheLastDays() throws StripeException {
    club.goTo(1, 31);
    String id = club.active("pm_card_visa");
    int year = LocalDate.ofInstant(club.shop.sandbox.now(), ZoneOffset.UTC).getYear();

    for (int month = 1; month <= 12; month++) {
      advance("P1M");
      assertThat(club.billing.invoices(id)).hasSize(month + 1);
    }

    assertThat(club.billing.invoices(id))
        .extracting(
            invoice ->
                LocalDate.ofInstant(
                    Instant.ofEpochSecond(invoice.path("created").asLong()), ZoneOffset.UTC))
        .containsExactly(
            LocalDate.of(year, 1, 31),
            LocalDate.of(year, 2, 1).plusMonths(1).minusDays(1),
            LocalDate.of(year, 3, 31),
            LocalDate.of(year, 4, 30),
            LocalDate.of(year, 5, 31),
            LocalDate.of(year, 6, 30),
            LocalDate.of(year, 7, 31),
            LocalDate.of(year, 8, 31),
            LocalDate.of(year, 9, 30),
            LocalDate.of(year, 10, 31),
            LocalDate.of(year, 11, 30),
            LocalDate.of(year, 12, 31),
            LocalDate.of(year + 1, 1, 31));
    assertThat(club.shop.available("usd")).isEqualTo(13_000);
  }

  @Test
  void aYearAtOnceIsTheSameAsTwelveMonths() throws StripeException {
    String id = club.active("pm_card_visa");

    advance("P1Y");

    assertThat(club.billing.invoices(id)).hasSize(13);
    List<Long> times =
        club.shop.sandbox.events().stream().map(e -> e.path("created").asLong()).toList();
    assertThat(times).isSorted();
  }

  @Test
  void aRenewalThatIsDeclinedIsTriedAgainAndGivenUp() throws StripeException {
    String id = declining("pm_card_chargeCustomerFail");
    int sofar = club.events();

    advance("P1M");

    assertThat(club.status(id)).isEqualTo("past_due");
    JsonNode invoice = club.latestInvoice(id);
    assertThat(invoice.path("status").asText()).isEqualTo("open");
    assertThat(invoice.path("attempt_count").asInt()).isEqualTo(1);
    assertThat(invoice.path("next_payment_attempt").asLong())
        .isEqualTo(invoice.path("created").asLong() + 3 * 86_400);
    assertThat(club.eventsFrom(sofar))
        .containsSubsequence(
            "charge.failed",
            "payment_intent.payment_failed",
            "invoice.payment_failed",
            "customer.subscription.updated");
    advance("P3D");
    assertThat(club.latestInvoice(id).path("attempt_count").asInt()).isEqualTo(2);
    advance("P5D");
    assertThat(club.status(id)).isEqualTo("past_due");
    advance("P7D");
    assertThat(club.status(id)).isEqualTo("canceled");
    assertThat(club.latestInvoice(id).path("attempt_count").asInt()).isEqualTo(4);
    assertThat(club.read(id).getCancellationDetails().getReason()).isEqualTo("payment_failed");
    assertThat(club.eventsFrom(club.events() - 1)).containsExactly("customer.subscription.deleted");
  }

  @Test
  void aSubscriptionMayBecomeUnpaidInstead() throws StripeException {
    club.billing.afterRetries("unpaid");
    String id = declining("pm_card_chargeCustomerFail");

    advance("P1M15D");

    assertThat(club.status(id)).isEqualTo("unpaid");
    advance("P1M");
    assertThat(club.latestInvoice(id).path("status").asText()).isEqualTo("draft");
    club.billing.replaceCard(id, "pm_card_visa");
    String invoice = club.latestInvoice(id).path("id").asText();
    club.shop.stripe.v1().invoices().pay(invoice);
    assertThat(club.status(id)).isEqualTo("active");
  }

  @Test
  void aRetryWithANewCardBringsItBack() throws StripeException {
    String id = declining("pm_card_chargeCustomerFail");
    advance("P1M");
    club.billing.replaceCard(id, "pm_card_visa");

    advance("P3D");

    assertThat(club.status(id)).isEqualTo("active");
    assertThat(club.latestInvoice(id).path("status").asText()).isEqualTo("paid");
  }

  @Test
  void thePayerPaysAnOpenInvoiceWithItsSecret() throws StripeException {
    String id = declining("pm_card_chargeCustomerFail");
    advance("P1M");
    String invoice = club.latestInvoice(id).path("id").asText();
    JsonNode open =
        club.shop.get("/v1/invoices/" + invoice + "?expand[]=confirmation_secret").body();
    String secret = open.at("/confirmation_secret/client_secret").asText();
    String intent = secret.substring(0, secret.indexOf("_secret_"));

    Shop.Reply paid =
        club.shop.postAs(
            club.shop.settings.publishableKey(),
            "/v1/payment_intents/" + intent + "/confirm",
            "payment_method=pm_card_visa&client_secret=" + secret);

    assertThat(paid.status()).isEqualTo(200);
    assertThat(club.status(id)).isEqualTo("active");
    advance("P1M");
    assertThat(club.latestInvoice(id).path("status").asText()).isEqualTo("paid");
  }

  @Test
  void aRenewalMayAskForThePayer() throws StripeException {
    String id = declining("pm_card_authenticationRequired");
    int sofar = club.events();

    advance("P1M");

    assertThat(club.status(id)).isEqualTo("past_due");
    assertThat(club.eventsFrom(sofar))
        .containsSubsequence(
            "payment_intent.requires_action",
            "invoice.payment_action_required",
            "customer.subscription.updated",
            "invoice.payment_failed");
    club.shop.sandbox.authenticate(
        club.billing.paymentOf(club.latestInvoice(id).path("id").asText()), true);
    assertThat(club.status(id)).isEqualTo("active");
  }

  @Test
  void aCardThatWasSavedWithAnAuthenticationRenewsWithoutOne() throws StripeException {
    Subscription subscription = club.incomplete();
    String first = subscription.getLatestInvoice();
    club.billing.pay(first, "pm_card_authenticationRequiredOnSetup");
    club.shop.sandbox.authenticate(club.billing.paymentOf(first), true);

    advance("P1M");

    assertThat(club.latestInvoice(subscription.getId()).path("status").asText()).isEqualTo("paid");
  }

  @Test
  void aCardThatWasNotSavedCannotRenew() throws StripeException {
    String customer = club.customer();
    Shop.Reply made =
        club.shop.post(
            "/v1/subscriptions",
            "items[0][price]=price_monthly&payment_behavior=default_incomplete&customer="
                + customer);
    club.billing.pay(made.body().path("latest_invoice").asText(), "pm_card_visa");
    String id = made.body().path("id").asText();
    assertThat(club.status(id)).isEqualTo("active");

    advance("P1M");

    assertThat(club.status(id)).isEqualTo("past_due");
    assertThat(club.latestInvoice(id).path("attempted").asBoolean()).isTrue();
  }

  @Test
  void aBankDebitRenewsOnceItIsThrough() throws StripeException {
    String id = declining("pm_usBankAccount_success");
    club.shop.sandbox.faults().banksWait(true);

    advance("P1M");

    assertThat(club.status(id)).isEqualTo("active");
    assertThat(club.latestInvoice(id).path("status").asText()).isEqualTo("open");
    club.shop.sandbox.faults().banksWait(false);
    await().until(() -> club.latestInvoice(id).path("status").asText().equals("paid"));
  }

  @Test
  void itEndsWithItsPeriodWhereThatIsAskedFor() throws StripeException {
    String id = club.active("pm_card_visa");
    SubscriptionUpdateParams ends =
        SubscriptionUpdateParams.builder().setCancelAtPeriodEnd(true).build();
    Subscription ending = club.shop.stripe.v1().subscriptions().update(id, ends);
    long end = ending.getItems().getData().get(0).getCurrentPeriodEnd();
    assertThat(ending.getCancelAt()).isEqualTo(end);
    assertThat(ending.getStatus()).isEqualTo("active");

    advance("P2M");

    Subscription ended = club.read(id);
    assertThat(ended.getStatus()).isEqualTo("canceled");
    assertThat(ended.getEndedAt()).isEqualTo(end);
    assertThat(club.billing.invoices(id)).hasSize(1);
    assertThat(club.eventsFrom(club.events() - 1)).containsExactly("customer.subscription.deleted");
  }

  @Test
  void anEndThatWasTakenBackIsNone() throws StripeException {
    String id = club.active("pm_card_visa");
    club.billing.changeAtDashboard(id, Map.of("cancel_at_period_end", "true"));
    club.billing.changeAtDashboard(id, Map.of("cancel_at_period_end", "false"));

    advance("P1M");

    assertThat(club.status(id)).isEqualTo("active");
    assertThat(club.billing.invoices(id)).hasSize(2);
  }

  @Test
  void anInvoiceIsPaidByRequest() throws StripeException {
    String id = declining("pm_card_chargeCustomerFail");
    advance("P1M");
    String invoice = club.latestInvoice(id).path("id").asText();

    assertThatThrownBy(() -> club.shop.stripe.v1().invoices().pay(invoice))
        .isInstanceOf(CardException.class);
    club.billing.replaceCard(id, "pm_card_authenticationRequired");
    assertThatThrownBy(() -> club.shop.stripe.v1().invoices().pay(invoice))
        .extracting(e -> ((CardException) e).getCode())
        .isEqualTo("invoice_payment_intent_requires_action");
    club.billing.replaceCard(id, "pm_card_visa");
    assertThat(club.shop.stripe.v1().invoices().pay(invoice).getStatus()).isEqualTo("paid");
    assertThat(club.status(id)).isEqualTo("active");
    assertThatThrownBy(() -> club.shop.stripe.v1().invoices().pay(invoice))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("already paid");
  }

  @Test
  void anInvoiceThatIsPaidElsewhereHasNoPayment() throws StripeException {
    String id = declining("pm_card_chargeCustomerFail");
    advance("P1M");
    String invoice = club.latestInvoice(id).path("id").asText();

    club.shop
        .stripe
        .v1()
        .invoices()
        .pay(invoice, InvoicePayParams.builder().setPaidOutOfBand(true).build());

    assertThat(club.status(id)).isEqualTo("active");
    String payments = "/v1/invoice_payments?status=paid&invoice=" + invoice;
    assertThat(club.shop.get(payments).body().path("data")).isEmpty();
    assertThat(club.shop.available("usd")).isEqualTo(1000);
  }

  @Test
  void invoicesAreListedBySubscriptionAndStatus() throws StripeException {
    String id = declining("pm_card_chargeCustomerFail");
    club.active("pm_card_visa");
    advance("P1M");

    String list = "/v1/invoices?subscription=" + id;
    assertThat(club.shop.get(list).body().path("data")).hasSize(2);
    JsonNode open = club.shop.get(list + "&status=open").body().path("data");
    assertThat(open).hasSize(1);
    String path = "/v1/invoices/" + open.at("/0/id").asText();
    assertThat(club.shop.post(path + "/mark_uncollectible", "").status()).isEqualTo(200);
    assertThat(club.shop.post(path + "/void", "").status()).isEqualTo(400);
    assertThat(club.shop.get(list + "&status=uncollectible").body().path("data")).hasSize(1);
  }

  @Test
  void theClockIsMovedOverHttpToo() throws StripeException {
    // From a month's last days, two months may lead to a day before the one of the renewal.
    club.goTo(4, 10);
    String id = club.active("pm_card_visa");

    assertThat(club.shop.control("/sandbox/clock", "{\"advance\":\"P1M\"}").status())
        .isEqualTo(200);

    assertThat(club.billing.invoices(id)).hasSize(2);
    assertThat(club.shop.control("/sandbox/clock", "{\"advance\":\"soon\"}").status())
        .isEqualTo(400);
    assertThat(club.shop.control("/sandbox/clock", "{\"advance\":\"P-1M\"}").status())
        .isEqualTo(400);
    String card = "{\"card\":\"pm_card_chargeCustomerFail\"}";
    assertThat(club.shop.control("/sandbox/subscriptions/" + id, card).status()).isEqualTo(200);
    String unpaid = "{\"afterRetries\":\"unpaid\"}";
    assertThat(club.shop.control("/sandbox/billing", unpaid).status()).isEqualTo(200);
    club.shop.control("/sandbox/clock", "{\"advance\":\"P1M15D\"}");
    assertThat(club.status(id)).isEqualTo("unpaid");
    assertThat(club.shop.control("/sandbox/subscriptions/" + id, "{\"cancel\":true}").status())
        .isEqualTo(200);
    assertThat(club.status(id)).isEqualTo("canceled");
  }

  @Test
  void aClockThatStandsStillLetsNothingHappen() throws StripeException {
    String id = club.active("pm_card_visa");
    int sofar = club.events();

    club.shop.sandbox.advanceClock(Duration.ZERO);
    club.shop.sandbox.advanceClock(Period.ofDays(20));

    assertThat(club.events()).isEqualTo(sofar);
    assertThat(club.billing.invoices(id)).hasSize(1);
  }
}
