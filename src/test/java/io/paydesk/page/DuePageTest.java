package io.paydesk.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Somebody pays what their subscription owes, on the page of its order. */
@QuarkusTest
class DuePageTest extends PayerTest {

  private static final String BAD_CARD = "pm_card_chargeCustomerFail";
  private static final String GOOD_CARD = "4242424242424242";

  @Inject StripeClient stripe;

  private long order;
  private long id;
  private String subscription;

  /** Once nothing is owed any more, a question that was on its way is answered so. */
  @BeforeEach
  void nothingToPayIsAnAnswer() {
    expected = ".*status of 409.*";
  }

  @BeforeEach
  void aSubscriptionRuns() {
    var price = sandbox.billing().price("usd", 1500, "month");
    order = order(Map.of("price", "15.00", "priceId", price, "description", "Magazine"));
    var started =
        json(
            asUser()
                .body(Map.of("orderId", order, "priceId", price))
                .post("/v1/recurring-payments"),
            201);
    id = started.getLong("recurringPayment.id");
    subscription = started.getString("recurringPayment.subscriptionId");
    sandbox
        .billing()
        .pay(
            sandbox.billing().subscription(subscription).path("latest_invoice").asText(),
            GOOD_CARD);
    eventuallyPaid(order);
    eventuallyIs("active");
    sandbox.billing().replaceCard(subscription, BAD_CARD);
  }

  @AfterEach
  void nothingRenewsAnyMore() {
    sandbox.faults().clear();
    sandbox.faults().banksWait(false);
    sandbox.billing().afterRetries("cancel");
    sandbox.billing().cancelAtDashboard(subscription);
  }

  private void eventuallyIs(String status) {
    eventually(
        x ->
            assertThat(json(asUser().get("/v1/recurring-payments/" + id), 200).getString("status"))
                .isEqualTo(status));
  }

  /** Its first renewal was declined. */
  private void fallBehind() {
    toTheEndOfItsPeriod();
    eventuallyIs("past_due");
  }

  private void toTheEndOfItsPeriod() {
    var item = sandbox.billing().subscription(subscription).at("/items/data/0");
    var end = Instant.ofEpochSecond(item.path("current_period_end").asLong());
    sandbox.advanceClock(Duration.between(sandbox.now(), end.plusSeconds(1)));
  }

  /** Its first renewal was tried in vain, and its second has come since. */
  private void oweTwice(String status) {
    sandbox.billing().afterRetries(status);
    sandbox.advanceClock(Period.ofMonths(1));
    sandbox.advanceClock(Period.ofDays(16));
    eventuallyIs(status);
    sandbox.advanceClock(Period.ofMonths(1));
  }

  private List<String> unpaid() {
    return sandbox.billing().invoices(subscription).stream()
        .filter(invoice -> invoice.path("status").asText().equals("open"))
        .map(invoice -> invoice.path("id").asText())
        .toList();
  }

  private void openPage() {
    page.navigate(link(order));
    shows("due");
    assertThat(page.locator("#skeleton")).hasCount(0);
  }

  private Locator owed() {
    return page.locator(".owed-one");
  }

  @Test
  void whatIsOwedIsSaidAndPaid() {
    fallBehind();
    openPage();

    hasTitle("A payment is due");
    assertThat(owed()).hasCount(1);
    assertThat(owed()).containsText("$15.00");
    assertThat(page.locator("#owed")).hasAccessibleName("Unpaid invoices");
    assertThat(owed()).containsText("Failed attempts: 1");
    assertThat(problem())
        .hasText("Your payment was declined. Try another way to pay, or ask your bank.");
    assertThat(button()).hasText("Pay $15.00");
    assertThat(obstacles(page)).isEmpty();
    pay(VISA);

    shows("paid");
    assertThat(page.getByText("We have received your payment of $15.00.")).isVisible();
    assertThat(page.getByText("Paid until")).isVisible();
    assertThat(page.locator("#stage a.button:not(.second)")).isVisible();
    assertThat(obstacles(page)).isEmpty();
    eventuallyIs("active");
    assertThat(unpaid()).isEmpty();
  }

  @Test
  void whoPressesWhileTheFieldsComeGetsThemOnce() {
    fallBehind();
    pressWhileTheFieldsCome("**/recurring-payments/*/pay", () -> page.navigate(link(order)));
    pay(VISA);
    shows("paid");
  }

  @Test
  void whatIsNotLoadedAtOnceIsLoadedAgain() {
    expected = ".*(net::ERR_|status of 409).*";
    fallBehind();
    page.route("**/due.js", Route::abort);
    openPage();
    pay(VISA);
    shows("paid");
  }

  @Test
  void whatCannotBeLoadedIsNotWaitedFor() {
    expected = ".*net::ERR_.*";
    fallBehind();
    page.route("**/due.js*", Route::abort);
    page.navigate(link(order));

    assertThat(problem()).containsText("The payment form did not load.");
  }

  @Test
  void afterADeclineAnotherCardPays() {
    fallBehind();
    openPage();
    pay(POOR);

    assertThat(problem()).hasText("Your card has insufficient funds.");
    assertThat(button()).hasText("Pay $15.00");
    pay(VISA);
    shows("paid");
  }

  @Test
  void aPayerWhomTheBankKnowsHasPaid() {
    fallBehind();
    openPage();
    pay(ASKS_THE_BANK);
    atTheBank("Complete authentication");

    shows("paid");
  }

  @Test
  void aPayerWhomTheBankDoesNotKnowTriesAgain() {
    fallBehind();
    openPage();
    pay(ASKS_THE_BANK);
    atTheBank("Fail authentication");

    assertThat(button()).hasText("Pay $15.00");
    assertThat(problem()).isVisible();
    pay(VISA);
    shows("paid");
  }

  @Test
  void eachOpenInvoiceIsPaidAndTheOldestComesFirst() {
    oweTwice("past_due");
    assertThat(unpaid()).hasSize(2);
    var oldest = unpaid().get(0);
    openPage();

    assertThat(owed()).hasCount(2);
    assertThat(page.locator(".sum-total")).hasText("$30.00");
    assertThat(obstacles(page)).isEmpty();
    pay(VISA);
    assertThat(page.locator("#owed-note")).hasText("Paid. The next invoice is unpaid too.");
    assertThat(owed()).hasCount(1);
    assertThat(unpaid()).hasSize(1).doesNotContain(oldest);

    pay(VISA);
    shows("paid");
    assertThat(unpaid()).isEmpty();
  }

  @Test
  void ofAnUnpaidSubscriptionTheNewestDraftIsPaidLast() {
    oweTwice("unpaid");
    openPage();
    pay(VISA);
    assertThat(page.locator("#owed-note")).hasText("Paid. The next invoice is unpaid too.");

    pay(VISA);
    shows("paid");
    eventuallyIs("active");
  }

  @Test
  void whatIsPaidElsewhereMeanwhileIsNotPaidAgain() {
    fallBehind();
    openPage();
    sandbox.billing().pay(unpaid().get(0), GOOD_CARD);

    shows("paid");
  }

  /** Its news is lost, so only Stripe can say so. */
  @Test
  void whatWasPaidUnseenIsNotPaidAgain() {
    fallBehind();
    openPage();
    type(VISA);
    loseEvents();
    sandbox.billing().pay(unpaid().get(0), GOOD_CARD);
    press();

    shows("paid");
    eventually(
        x ->
            assertThat(tables().number("select count(*) from orders where renewal_of = ?", order))
                .isEqualTo(1));
  }

  @Test
  void whatStripeHasHeardIsNeverSentTwice() {
    expected = ".*(net::ERR_|status of 409).*";
    fallBehind();
    openPage();
    loseEvents();
    page.route(
        "**/v1/payment_intents/*/confirm",
        route -> {
          route.fetch();
          route.abort();
        });
    page.route("**/recurring-payments/*/refresh", Route::abort);
    pay(VISA);

    assertThat(problem())
        .hasText("We are checking whether your payment went through. Please do not pay again.");
    assertThat(button()).hasAttribute("aria-disabled", "true");
    assertThat(unpaid()).isEmpty();
    page.unroute("**/recurring-payments/*/refresh");
    shows("paid");
  }

  @Test
  void whatStripeHasNotHeardIsSentAgain() {
    expected = ".*(net::ERR_|status of 409).*";
    fallBehind();
    openPage();
    page.route("**/v1/payment_intents/*/confirm", Route::abort);
    pay(VISA);
    assertThat(problem()).containsText("you never pay twice");

    page.unroute("**/v1/payment_intents/*/confirm");
    pay(VISA);
    shows("paid");
  }

  @Test
  void whatTheShopHasVoidedIsNotPaid() throws StripeException {
    oweTwice("past_due");
    var invoices = unpaid();
    openPage();
    type(VISA);
    loseEvents();
    stripe.v1().invoices().voidInvoice(invoices.get(0));
    press();

    assertThat(problem()).containsText("What you owe has changed.");
    assertThat(owed()).hasCount(1);
    sandbox.faults().dropEvents(false);
    pay(VISA);
    shows("paid");
  }

  @Test
  void aBankDebitIsWaitedFor() {
    sandbox.faults().banksWait(true);
    fallBehind();
    openPage();
    chooseBankAccount();
    press();

    shows("due-waits");
    page.reload();
    shows("due-waits");
    hasTitle("Your bank is working on it");
    assertThat(obstacles(page)).isEmpty();
    page.evaluate("document.querySelector('#stage h1').dataset.same = 'yes'");
    page.waitForResponse(
        "**/recurring-payments/*/pay", () -> page.evaluate("dispatchEvent(new Event('online'))"));
    assertThat(page.locator("#stage h1")).hasAttribute("data-same", "yes");
    sandbox.faults().banksWait(false);
    shows("paid");
  }

  @Test
  void whoHasReturnedFromABankIsNotBelievedButAsked() {
    fallBehind();
    var link = link(order);
    page.navigate(link + "?returned=1&redirect_status=succeeded");

    shows("due");
    assertThat(page.locator("#skeleton")).hasCount(0);
    assertThat(page).hasURL(link);
  }

  @Test
  void whereStripeDoesNotAnswerAnotherTryIsThere() {
    expected = ".*status of (409|503).*";
    fallBehind();
    sandbox.faults().failNext("GET /v1/subscriptions", 500, 8);
    page.navigate(link(order));
    assertThat(problem()).containsText("Too much is going on right now.");
    sandbox.faults().clear();

    button().press("Enter");
    assertThat(element().locator("[name=number]")).isVisible();
    pay(VISA);
    shows("paid");
  }
}
