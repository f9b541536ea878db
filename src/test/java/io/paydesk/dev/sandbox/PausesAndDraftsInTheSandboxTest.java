package io.paydesk.dev.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.stripe.exception.StripeException;
import com.stripe.model.Subscription;
import java.time.Duration;
import java.time.Period;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PausesAndDraftsInTheSandboxTest {

  private final Club club = new Club();

  @AfterEach
  void close() {
    club.close();
  }

  /** To the end of the period: from 30 November, a month of the clock leads to 31 December. */
  private String statusAfterAMonth(String id) {
    JsonNode item = club.billing.subscription(id).path("items").path("data").get(0);
    long seconds =
        item.path("current_period_end").asLong() - item.path("current_period_start").asLong();
    club.shop.sandbox.advanceClock(Duration.ofSeconds(seconds));
    return club.latestInvoice(id).path("status").asText();
  }

  private void pause(String id, String behavior) {
    club.billing.changeAtDashboard(id, Map.of("pause_collection[behavior]", behavior));
  }

  @Test
  void aRenewalIsADraftForAnHourWhereThatIsAskedFor() throws StripeException {
    club.billing.keepDrafts(Duration.ofHours(1));
    String id = club.active("pm_card_visa");

    assertThat(statusAfterAMonth(id)).isEqualTo("draft");

    assertThat(club.status(id)).isEqualTo("active");
    JsonNode draft = club.latestInvoice(id);
    assertThat(draft.path("automatically_finalizes_at").asLong())
        .isEqualTo(draft.path("created").asLong() + 3600);
    assertThat(club.eventsFrom(club.events() - 1)).containsExactly("invoice.created");
    club.shop.sandbox.advanceClock(Duration.ofHours(1));
    assertThat(club.latestInvoice(id).path("status").asText()).isEqualTo("paid");
  }

  @Test
  void aDraftOfWhatIsCanceledStaysOne() throws StripeException {
    assertThat(club.shop.control("/sandbox/billing", "{\"keepDrafts\":\"PT1H\"}").status())
        .isEqualTo(200);
    assertThat(club.shop.control("/sandbox/billing", "{\"keepDrafts\":\"P1M\"}").status())
        .isEqualTo(400);
    String id = club.active("pm_card_visa");
    assertThat(statusAfterAMonth(id)).isEqualTo("draft");

    club.billing.cancelAtDashboard(id);

    assertThat(statusAfterAMonth(id)).isEqualTo("draft");
  }

  @Test
  void whileCollectionIsPausedNobodyPays() throws StripeException {
    String id = club.active("pm_card_visa");
    pause(id, "void");
    assertThat(statusAfterAMonth(id)).isEqualTo("void");
    pause(id, "mark_uncollectible");
    assertThat(statusAfterAMonth(id)).isEqualTo("uncollectible");
    pause(id, "keep_as_draft");
    assertThat(statusAfterAMonth(id)).isEqualTo("draft");
    assertThat(club.status(id)).isEqualTo("active");
    assertThat(club.shop.available("usd")).isEqualTo(1000);

    Map<String, String> goOn = new HashMap<>();
    goOn.put("pause_collection", "");
    club.billing.changeAtDashboard(id, goOn);

    assertThat(statusAfterAMonth(id)).isEqualTo("paid");
  }

  @Test
  void aCustomerWhoIsDeletedHasNoSubscriptions() throws StripeException {
    String id = club.active("pm_card_visa");
    String customer = club.billing.subscription(id).path("customer").asText();

    club.shop.stripe.v1().customers().delete(customer);

    assertThat(club.status(id)).isEqualTo("canceled");
    club.shop.sandbox.advanceClock(Period.ofMonths(2));
    assertThat(club.billing.invoices(id)).hasSize(1);
  }

  @Test
  void thePaymentOfAnInvoiceIsNotCanceledWithoutIt() throws StripeException {
    Subscription subscription = club.incomplete();
    String intent = club.billing.paymentOf(subscription.getLatestInvoice());

    assertThatThrownBy(() -> club.shop.stripe.v1().paymentIntents().cancel(intent))
        .hasMessageContaining("belongs to an invoice");

    assertThat(club.shop.post("/v1/payment_intents/" + intent, "amount=1").status()).isEqualTo(400);
    club.billing.pay(subscription.getLatestInvoice(), "pm_card_visa");
    assertThat(club.status(subscription.getId())).isEqualTo("active");
  }

  @Test
  void aCreditPaysAFirstInvoiceToo() throws StripeException {
    String paid = club.active("pm_card_visa");
    club.billing.changeQuantityAtDashboard(paid, 0);
    String customer = club.billing.subscription(paid).path("customer").asText();

    Subscription next = club.create(club.order("price_monthly").setCustomer(customer));

    assertThat(next.getStatus()).isEqualTo("active");
    assertThat(next.getLatestInvoiceObject().getAmountDue()).isZero();
    club.shop.sandbox.advanceClock(Period.ofMonths(1));
    assertThat(club.status(next.getId())).isEqualTo("past_due");
  }
}
