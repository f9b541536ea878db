package io.paydesk.dev.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Subscriptions from start to end, as time passes at the pretend Stripe. */
@QuarkusTest
class PageSubscriptionTest extends BrowserTest {

  private static final String DECLINES_LATER = "Can be saved, declines when charged";

  private String price;

  @BeforeEach
  void sell() {
    price = sandbox.billing().price("usd", 1500, "month");
  }

  /** All tests share the clock: what goes on would renew in other tests too. */
  @AfterEach
  void endWhatWasSold() {
    sandbox.billing().subscriptions().stream()
        .filter(one -> one.at("/items/data/0/price/id").asText().equals(price))
        .filter(one -> !one.path("status").asText().equals("canceled"))
        .forEach(one -> sandbox.billing().cancelAtDashboard(one.path("id").asText()));
  }

  @Test
  void aSubscriptionIsOrderedPaidAndRenewedByTheClock() {
    open("/");
    page.locator("#user").fill(user);
    page.locator("#plan").selectOption(price);
    assertThat(page.locator("#price")).hasValue("15.00");
    page.locator("#quantity").fill("2");
    assertThat(page.locator("#price")).hasValue("30.00");
    press(button("Make the order"));
    page.waitForURL(Pattern.compile("/\\?order=\\d+$"));
    assertThat(status(page)).hasText("Not begun");
    press(button("Subscribe"));
    assertThat(status(page)).hasText("Waiting for a card");
    assertThat(secretType()).containsText("confirmPayment");
    tryCard(SUCCEEDS);

    assertThat(status(page)).hasText("Active");
    assertThat(secretType()).containsText("nothing");
    assertThat(page.locator("#recurring-price")).hasText("2 of " + price);
    assertThat(entitlements()).containsText("may use 2 of " + price + " until");
    assertThat(page.locator("#order-status")).hasText("paid");
    var period = page.locator("#period").textContent();
    press(button("A month passes"));

    assertThat(renewals()).containsText(": paid");
    assertThat(renewals()).containsText("30.00 USD");
    assertThat(page.locator("#period")).not().hasText(period);
    renewals().locator("a").press("Enter");
    assertThat(page.locator("#renewed")).isVisible();
    assertThat(status(page)).hasText("Paid");
    assertThat(page.locator("#remaining")).containsText("30.00 USD");
    assertThat(page.locator("#subscription")).isHidden();
  }

  @Test
  void aTrialSavesACardWithTheBanksConsentAndTakesMoneyWhenItEnds() {
    long order = ordered(Map.of("trialDays", 14));
    look(order);
    press(button("Subscribe"));
    assertThat(status(page)).hasText("Waiting for a card");
    assertThat(secretType()).containsText("confirmSetup");
    assertThat(entitlements()).containsText("may use nothing");
    assertThat(button("Save this card")).isVisible();
    tryCard(ASKS_THE_BANK);
    answerTheBank("Complete authentication");

    assertThat(status(page)).hasText("On trial");
    assertThat(page).hasURL(paydesk.resolve("/?order=" + order).toString());
    assertThat(page.locator("#card-form")).isHidden();
    assertThat(entitlements()).containsText("may use " + price);
    assertThat(page.locator("#order-status")).hasText("pending");
    press(button("A month passes"));

    assertThat(status(page)).hasText("Active");
    assertThat(page.locator("#order-status")).hasText("paid");
    assertThat(renewals()).hasCount(0);
  }

  @Test
  void anEndWithThePeriodCanBeWithdrawnUntilThen() {
    look(active());
    press(button("Cancel at the period's end"));
    assertThat(status(page)).hasText("Active, and ends with its period");
    assertThat(page.locator("#ends")).hasText("yes");
    assertThat(doubleClickEndsOn("resume")).isEqualTo("false");
    press(button("Resume"));
    assertThat(status(page)).hasText("Active");
    assertThat(button("Resume")).isHidden();
    press(button("Cancel at the period's end"));
    assertThat(status(page)).hasText("Active, and ends with its period");
    press(button("A month passes"));

    assertThat(status(page)).hasText("Subscription canceled");
    assertThat(entitlements()).containsText("may use nothing");
    assertThat(renewals()).hasCount(0);
    assertThat(button("Resume")).isHidden();
  }

  @Test
  void aSubscriptionThatIsCanceledNowGivesNoAccess() {
    look(active());
    assertThat(entitlements()).containsText("may use " + price);
    press(button("Cancel the subscription now"));

    assertThat(status(page)).hasText("Subscription canceled");
    assertThat(entitlements()).containsText("may use nothing");
    assertThat(button("Cancel the subscription now")).isHidden();
    assertThat(button("Cancel at the period's end")).isHidden();
    assertThat(page.locator("#renewal-form")).isHidden();
    assertThat(page.locator("#order-status")).hasText("paid");
  }

  @Test
  void aRenewalThatFailsIsPastDueAndIsPaidOnAPhone() {
    page.setViewportSize(390, 844);
    look(active());
    page.locator("#renewal-card").selectOption(card(DECLINES_LATER, page));
    press(button("Replace the card"));
    press(button("A month passes"));
    assertThat(status(page)).hasText("Past due");
    assertThat(page.locator("#advice")).containsText("Your card was declined.");
    assertThat(page.locator("#failure")).hasText("Your card was declined.");
    assertThat(button("Pay the renewal")).isVisible();
    assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(390);
    tryCard(DECLINED);
    assertThat(page.locator("#declined")).hasText("Your card has insufficient funds.");
    tryCard(SUCCEEDS);

    assertThat(status(page)).hasText("Active");
    assertThat(renewals()).containsText(": paid");
    assertThat(page.locator("#failure")).hasText("none");
    assertThat(page.locator("#card-form")).isHidden();
  }

  @Test
  void anOrderThatDoesNotFitThePriceIsRefusedInWords() {
    look(ordered(Map.of("price", "14.99")));
    press(button("Subscribe"));

    assertThat(page.locator("#problem-title")).hasText("The price is not what the order says");
    assertThat(page.locator("#problem-detail")).containsText("the price at Stripe comes to 1500");
    assertThat(status(page)).hasText("Not begun");
    expectARefusal("status of 422");
  }

  @Test
  void twoClicksBeginOneSubscriptionAndARefreshFindsLostEvents() {
    var begun = new ArrayList<String>();
    page.onRequest(
        request -> {
          if (request.method().equals("POST") && request.url().endsWith("/v1/recurring-payments")) {
            begun.add(request.url());
          }
        });
    look(ordered(Map.of()));
    assertThat(button("Subscribe")).isVisible();
    page.evaluate(
        "() => { const begin = document.getElementById('pay');begin.click(); begin.click(); }");
    assertThat(status(page)).hasText("Waiting for a card");
    assertThat(begun).hasSize(1);
    loseEvents();
    tryCard(SUCCEEDS);
    assertThat(status(page)).hasText("With the bank");
    press(button("Ask Stripe now"));

    assertThat(status(page)).hasText("Active");
    assertThat(page.locator("#order-status")).hasText("paid");
  }

  @Test
  void withStripeItselfThePriceIsTypedAndThereIsNoClockToMove() {
    openWithStripeItself();
    assertThat(page.locator("#clock")).isHidden();
    page.locator("#user").fill(user);
    page.locator("#price-id").fill(price);
    page.locator("#trial").fill("7");
    page.locator("#price").fill("15.00");
    press(button("Make the order"));
    press(button("Subscribe"));

    assertThat(status(page)).hasText("Waiting for a card");
    assertThat(secretType()).containsText("confirmSetup");
    assertThat(button("Save this card")).isVisible();
    assertThat(page.locator("#renewal-form")).isHidden();
  }

  private long ordered(Map<String, Object> more) {
    var body =
        new HashMap<String, Object>(
            Map.of("userId", user, "price", "15.00", "currency", "usd", "priceId", price));
    body.putAll(more);
    return asService()
        .body(body)
        .post("/v1/orders")
        .then()
        .statusCode(201)
        .extract()
        .jsonPath()
        .getLong("id");
  }

  /** An order with an active subscription. */
  private long active() {
    long order = ordered(Map.of());
    var subscription =
        asUser()
            .body(Map.of("orderId", order, "priceId", price))
            .post("/v1/recurring-payments")
            .then()
            .statusCode(201)
            .extract()
            .jsonPath()
            .getString("recurringPayment.subscriptionId");
    var invoice = sandbox.billing().subscription(subscription).path("latest_invoice").asText();
    sandbox.billing().pay(invoice, CARD);
    eventuallyPaid(order);
    return order;
  }

  /** Whether the page is busy after the second click of two that were close together. */
  private Object doubleClickEndsOn(String button) {
    assertThat(page.locator("[aria-busy=true]")).hasCount(0);
    return page.evaluate(
        "id => { const second = { detail: 2, bubbles: true, cancelable: true };"
            + "document.getElementById(id).dispatchEvent(new MouseEvent('click', second));"
            + "return document.querySelector('main').getAttribute('aria-busy'); }",
        button);
  }

  private Locator renewals() {
    return page.locator("#renewals li");
  }

  private Locator entitlements() {
    return page.locator("#entitlements");
  }

  private Locator secretType() {
    return page.locator("#secret-type");
  }
}
