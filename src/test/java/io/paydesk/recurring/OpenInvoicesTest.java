package io.paydesk.recurring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.paydesk.testing.SubscriptionTest;
import io.paydesk.testing.http.Json;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Period;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the payer of a subscription can pay after its renewals have failed. */
@QuarkusTest
class OpenInvoicesTest extends SubscriptionTest {

  private static final String BAD_CARD = "pm_card_chargeCustomerFail";
  private static final String FINALIZE = "POST /v1/invoices/";

  private long order;
  private long id;
  private String subscription;

  @BeforeEach
  void begin() {
    order = monthly();
    Json started = active(order);
    id = started.getLong("recurringPayment.id");
    subscription = started.getString("recurringPayment.subscriptionId");
    sandbox.billing().replaceCard(subscription, BAD_CARD);
  }

  @AfterEach
  void asBefore() {
    sandbox.faults().clear();
    sandbox.billing().afterRetries("cancel");
    sandbox.billing().cancelAtDashboard(subscription);
  }

  private Json pay() {
    return asUser()
        .post("/v1/recurring-payments/" + id + "/pay")
        .then()
        .statusCode(200)
        .extract()
        .jsonPath();
  }

  private List<String> invoices(String status) {
    return sandbox.billing().invoices(subscription).stream()
        .filter(invoice -> invoice.path("status").asText().equals(status))
        .map(invoice -> invoice.path("id").asText())
        .toList();
  }

  private String secretOf(String invoice) {
    return sandbox
        .paymentIntent(sandbox.billing().paymentOf(invoice))
        .path("client_secret")
        .asText();
  }

  /** Its first renewal was tried for 15 days, and its second has come since. */
  private void lapse(String into) {
    sandbox.billing().afterRetries(into);
    sandbox.advanceClock(Period.ofMonths(1));
    sandbox.advanceClock(Period.ofDays(16));
    eventuallyIs(id, into);
    sandbox.advanceClock(Period.ofMonths(1));
  }

  @Test
  void theOldestUnpaidRenewalIsOfferedFirst() {
    lapse("past_due");
    var open = invoices("open");
    assertThat(open).hasSize(2);

    var first = pay();
    assertThat(first.getList("openInvoices.invoiceId")).isEqualTo(open);
    assertThat(first.getLong("openInvoices[0].amountDue")).isEqualTo(1500);
    assertThat(first.getString("openInvoices[0].price")).isEqualTo("15.00");
    assertThat(first.getString("clientSecret")).isEqualTo(secretOf(open.get(0)));
    // A new start returns the same subscription.
    subscribe(order)
        .then()
        .statusCode(200)
        .body("clientSecret", equalTo(secretOf(open.get(0))))
        .body("openInvoices", hasSize(2));

    sandbox.billing().pay(open.get(0), GOOD_CARD);
    var second = pay();
    assertThat(second.getList("openInvoices.invoiceId")).isEqualTo(open.subList(1, 2));
    assertThat(second.getString("clientSecret")).isEqualTo(secretOf(open.get(1)));

    sandbox.billing().pay(open.get(1), GOOD_CARD);
    eventuallyIs(id, "active");
    isRefused(asUser().post("/v1/recurring-payments/" + id + "/pay"), 409, "nothing-to-pay");
    eventually(
        x ->
            assertThat(
                    tables()
                        .number(
                            "select count(*) from orders where renewal_of = ? and status = 'paid'",
                            order))
                .isEqualTo(2));
  }

  @Test
  void anUnpaidSubscriptionRunsAgainOnceItsNewestDraftIsPaid() {
    lapse("unpaid");
    var open = invoices("open");
    var drafts = invoices("draft");
    assertThat(open).hasSize(1);
    assertThat(drafts).isNotEmpty();
    assertThat(pay().getList("openInvoices.invoiceId")).isEqualTo(open);
    sandbox.billing().pay(open.get(0), GOOD_CARD);

    var newest = drafts.get(drafts.size() - 1);
    var offered = pay();
    assertThat(offered.getList("openInvoices.invoiceId")).isEqualTo(List.of(newest));
    assertThat(offered.getString("clientSecret")).isEqualTo(secretOf(newest));
    sandbox.billing().pay(newest, GOOD_CARD);
    eventuallyIs(id, "active");
  }

  @Test
  void aDraftIsFinalizedOnceEvenIfTheAnswerIsLost() {
    lapse("unpaid");
    sandbox.billing().pay(invoices("open").get(0), GOOD_CARD);
    sandbox.faults().resetAfterWorkNext(FINALIZE, 4);

    isRefused(asUser().post("/v1/recurring-payments/" + id + "/pay"), 503, "stripe-unavailable");
    assertThat(
            tables()
                .number(
                    "select count(*) from invoice_to_finalize where recurring_payment_id = ?", id))
        .isEqualTo(1);
    sandbox.faults().clear();

    assertThat(pay().getList("openInvoices")).hasSize(1);
    assertThat(invoices("open")).hasSize(1);
  }

  @Test
  void aNewOrderOfTheSamePriceIsToldHowToPayTheOldOne() {
    lapse("unpaid");

    isRefused(subscribe(monthly()), 409, "subscription-exists")
        .body("detail", containsString("POST /v1/recurring-payments/" + id + "/pay"));
  }
}
