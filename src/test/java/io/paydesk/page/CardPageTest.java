package io.paydesk.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Somebody sees and changes their saved cards on the page of a link. */
@QuarkusTest
class CardPageTest extends PayerTest {

  private static final String CHANGED = "pm_card_chargeCustomerFail";
  private static final String DECLINED = "4000 0000 0000 0002";

  @Inject StripeClient stripe;

  @AfterEach
  void asBefore() {
    sandbox.faults().clear();
    sandbox.faults().banksWait(false);
  }

  private String link() {
    var body = Map.of("returnUrl", "http://localhost:3000/account");
    return json(asService().body(body).post("/v1/users/" + user + "/card-links"), 201)
        .getString("url");
  }

  private String saved(String card) {
    var setup = json(asUser().post("/v1/users/" + user + "/setup-intents"), 201);
    return sandbox
        .billing()
        .confirmSetup(setup.getString("setupIntentId"), card)
        .path("payment_method")
        .asText();
  }

  private void openCards() {
    page.navigate(link());
    shows("cards");
    assertThat(page.locator("#cards")).not().hasAttribute("aria-busy", "true");
  }

  private Locator cards() {
    return page.locator(".cards-one");
  }

  private Locator card(String name) {
    return page.locator(".cards-one", new Page.LocatorOptions().setHasText(name));
  }

  private void add() {
    page.locator("#add").press("Enter");
    assertThat(page.locator("#skeleton")).hasCount(0);
  }

  private Locator note() {
    return page.locator("#note");
  }

  @Test
  void whoHasSavedNothingAddsACard() {
    openCards();
    assertThat(page.getByText("You have not saved a card yet.")).isVisible();
    assertThat(tables().number("select count(*) from setup_intent where user_id = ?", user))
        .isZero();
    assertThat(obstacles(page)).isEmpty();
    add();
    assertThat(obstacles(page)).isEmpty();
    pay(VISA);

    assertThat(note()).containsText("The card is saved.");
    assertThat(cards()).hasCount(1);
    assertThat(card("Visa •••• 4242")).containsText("Default");
    assertThat(card("Visa •••• 4242")).containsText("Expires 12/40");
    assertThat(obstacles(page)).isEmpty();
    assertThat(page.locator("#form")).isHidden();
    assertThat(tables().text("select consent_by from setup_intent where user_id = ?", user))
        .startsWith("paydesk-link:");
  }

  @Test
  void whoPressesWhileTheFieldsComeGetsThemOnce() {
    openCards();
    pressWhileTheFieldsCome("**/setup-intents", () -> page.locator("#add").press("Enter"));
    pay(VISA);
    assertThat(card("Visa •••• 4242")).isVisible();
  }

  @Test
  void afterADeclineAnotherCardIsSaved() {
    openCards();
    add();
    pay(DECLINED);
    assertThat(problem()).hasText("Your card was declined.");
    assertThat(obstacles(page)).isEmpty();

    pay(VISA);
    assertThat(card("Visa •••• 4242")).isVisible();
  }

  /** Its bank says only later whether the account is good. */
  @Test
  void aBankAccountUnderCheckIsWaitedFor() {
    sandbox.faults().banksWait(true);
    openCards();
    add();
    chooseBankAccount();
    press();

    assertThat(note()).hasText("Your bank is checking it. It appears here when that is done.");
    assertThat(problem()).hasCount(0);
    assertThat(page.locator("#form")).isHidden();
    assertThat(cards()).hasCount(0);
    sandbox.faults().banksWait(false);
    eventually(
        x ->
            assertThat(tables().text("select status from setup_intent where user_id = ?", user))
                .isEqualTo("succeeded"));
    page.reload();
    assertThat(cards()).hasCount(1);
  }

  @Test
  void aPayerWhomTheBankKnowsSavesTheCard() {
    openCards();
    add();
    pay(ASKS_THE_BANK);
    atTheBank("Complete authentication");

    assertThat(card("Visa •••• 3184")).isVisible();
  }

  @Test
  void aPayerWhomTheBankDoesNotKnowTriesAgain() {
    openCards();
    add();
    pay(ASKS_THE_BANK);
    atTheBank("Fail authentication");
    assertThat(problem()).isVisible();
    assertThat(cards()).hasCount(0);

    pay(VISA);
    assertThat(card("Visa •••• 4242")).isVisible();
  }

  @Test
  void aCardIsRemovedOnceThePayerIsSure() {
    saved("4242424242424242");
    saved("5555555555554444");
    openCards();
    assertThat(cards()).hasCount(2);
    card("Visa").locator("[data-act=remove]").press("Enter");
    assertThat(obstacles(page)).isEmpty();
    assertThat(card("Visa").locator("[data-act=yes]"))
        .hasAccessibleName("Yes, remove it: Visa •••• 4242");
    card("Visa").locator("[data-act=no]").press("Enter");
    assertThat(cards()).hasCount(2);

    card("Visa").locator("[data-act=remove]").press("Enter");
    card("Visa").locator("[data-act=yes]").press("Enter");

    assertThat(note()).hasText("The card is removed.");
    assertThat(cards()).hasCount(1);
    assertThat(cards()).containsText("Mastercard •••• 4444");
  }

  @Test
  void whereTheConnectionIsLostACardCanStillBeRemovedAfterwards() {
    expected = ".*Failed to load resource.*";
    saved("4242424242424242");
    openCards();
    page.route("**/payment-methods**", Route::abort);
    page.route("**/payment-methods/*", Route::abort);
    card("Visa").locator("[data-act=remove]").press("Enter");
    card("Visa").locator("[data-act=yes]").press("Enter");
    assertThat(problem()).isVisible();
    assertThat(card("Visa")).not().hasAttribute("aria-busy", "true");
    page.unroute("**/payment-methods**");
    page.unroute("**/payment-methods/*");

    card("Visa").locator("[data-act=yes]").press("Enter");
    assertThat(note()).hasText("The card is removed.");
    assertThat(cards()).hasCount(0);
  }

  @Test
  void theChosenCardPaysTheSubscriptionsFromThenOn() {
    var subscription = subscription();
    var other = saved("5555555555554444");
    openCards();

    card("Mastercard").locator("[data-act=use]").press("Enter");

    assertThat(note()).hasText("Your subscriptions will be charged to it.");
    assertThat(card("Mastercard")).containsText("Default");
    assertThat(sandbox.billing().subscription(subscription).path("default_payment_method").asText())
        .isEqualTo(other);
  }

  private String subscription() {
    var price = sandbox.billing().price("usd", 1500, "month");
    long order = order(Map.of("price", "15.00", "priceId", price));
    var started =
        json(
            asUser()
                .body(Map.of("orderId", order, "priceId", price))
                .post("/v1/recurring-payments"),
            201);
    var subscription = started.getString("recurringPayment.subscriptionId");
    sandbox
        .billing()
        .pay(
            sandbox.billing().subscription(subscription).path("latest_invoice").asText(),
            "4242424242424242");
    eventuallyPaid(order);
    return subscription;
  }

  /** It is not charged by itself, and the page says so. */
  @Test
  void aNewCardPaysNoOpenInvoice() {
    var subscription = subscription();
    sandbox.billing().replaceCard(subscription, CHANGED);
    var item = sandbox.billing().subscription(subscription).at("/items/data/0");
    var end = Instant.ofEpochSecond(item.path("current_period_end").asLong());
    sandbox.advanceClock(Duration.between(sandbox.now(), end.plusSeconds(1)));
    eventually(
        x ->
            assertThat(
                    tables().text("select status from recurring_payment where user_id = ?", user))
                .isEqualTo("past_due"));
    openCards();

    assertThat(page.locator(".hint")).containsText("A new card does not pay it by itself");
    assertThat(obstacles(page)).isEmpty();
    sandbox.billing().cancelAtDashboard(subscription);
  }

  @Test
  void whoHasReturnedFromABankIsNotBelievedButAsked() {
    openCards();
    var address = page.url();
    add();
    page.evaluate(
        "sessionStorage.setItem('paydesk-card', JSON.stringify({key: 'unused-key', use: true}))");
    page.navigate(address + "?returned=1&redirect_status=succeeded");

    assertThat(problem()).containsText("Nothing was saved.");
    assertThat(cards()).hasCount(0);
    assertThat(page).hasURL(address);
  }

  @Test
  void whereStripeDoesNotAnswerAnotherTryIsThere() {
    expected = ".*status of 503.*";
    sandbox.faults().failNext("POST /v1/setup_intents", 500, 8);
    openCards();
    page.locator("#add").press("Enter");
    assertThat(problem()).isVisible();
    sandbox.faults().clear();

    button().press("Enter");
    assertThat(page.locator("#skeleton")).hasCount(0);
    pay(VISA);
    assertThat(card("Visa •••• 4242")).isVisible();
  }

  @Test
  void whatWasCanceledMeanwhileIsOfferedAfresh() throws StripeException {
    expected = ".*status of 400.*";
    openCards();
    add();
    stripe
        .v1()
        .setupIntents()
        .cancel(tables().text("select setup_intent_id from setup_intent where user_id = ?", user));
    pay(VISA);
    assertThat(problem()).hasText("Nothing was saved. Try again, or use another card.");
    assertThat(cards()).hasCount(0);

    pay(VISA);
    assertThat(card("Visa •••• 4242")).isVisible();
    assertThat(tables().number("select count(*) from setup_intent where user_id = ?", user))
        .isEqualTo(2);
  }

  @Test
  void whomTheBankHasSentBackReadsWhatItSaidAndTriesAgain() {
    expected = ".*status of 402.*";
    openCards();
    var address = page.url();
    add();
    pay(DECLINED);
    assertThat(problem()).hasText("Your card was declined.");
    page.navigate(address + "?returned=1&redirect_status=failed");

    assertThat(problem()).hasText("Your card was declined.");
    pay(VISA);
    assertThat(card("Visa •••• 4242")).isVisible();
    assertThat(page.locator("#form")).isHidden();
  }

  @Test
  void aLinkThatIsTakenBackMeanwhileSaysSo() {
    expected = ".*status of 40[14].*";
    openCards();
    asService().delete("/v1/users/" + user + "/tokens").then().statusCode(204);
    page.locator("#add").press("Enter");

    shows("notice-unknown");
  }

  @Test
  void whoLikesItDarkReadsItToo() {
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
    saved("4242424242424242");
    openCards();
    assertThat(obstacles(page)).isEmpty();
    card("Visa").locator("[data-act=remove]").press("Enter");
    assertThat(obstacles(page)).isEmpty();
  }

  @Test
  void thePageFitsEachWidthAndIsReadFromRightToLeft() {
    anArabicReaderComes(320);
    saved("4242424242424242");
    openCards();
    add();

    fitsFromRightToLeft(320, 390, 840, 1280);
  }
}
