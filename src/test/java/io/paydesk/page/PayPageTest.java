package io.paydesk.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import io.paydesk.testing.Cable;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Somebody pays an order on its page, with Stripe's fields in it. */
@QuarkusTest
class PayPageTest extends PayerTest {

  @Test
  void aCardPays() {
    open();
    shows("payable");
    assertThat(button()).hasText("Pay $99.99");

    pay(VISA);

    shows("paid");
    hasTitle("Thank you");
    assertThat(page.locator("#stage h1")).isFocused();
    assertThat(page.getByText("We have received your payment of $99.99.")).isVisible();
    assertThat(page.getByText("View the receipt")).isVisible();
    assertThat(obstacles(page)).isEmpty();
  }

  @Test
  void afterADeclineAnotherCardPays() {
    open();
    pay(POOR);

    assertThat(problem()).hasText("Your card has insufficient funds.");
    assertThat(page.locator("#problem")).isFocused();
    assertThat(button()).hasText("Pay $99.99");
    assertThat(obstacles(page)).isEmpty();

    pay(VISA);
    shows("paid");
  }

  @Test
  void aDeclineIsStillSaidAfterAReload() {
    open();
    pay(POOR);
    assertThat(problem()).isVisible();
    eventually(
        x ->
            assertThat(
                    tables()
                        .number(
                            "select count(*) from payment where user_id = ? and failure_code is not null",
                            user))
                .isEqualTo(1));

    page.reload();

    assertThat(problem()).hasText("There is not enough money on this card. Try another one.");
    pay(VISA);
    shows("paid");
  }

  @Test
  void aPayerWhomTheBankKnowsHasPaid() {
    open();
    pay(ASKS_THE_BANK);
    atTheBank("Complete authentication");

    shows("paid");
  }

  @Test
  void aPayerWhomTheBankDoesNotKnowTriesAgain() {
    open();
    pay(ASKS_THE_BANK);
    atTheBank("Fail authentication");

    assertThat(problem()).isVisible();
    pay(VISA);
    shows("paid");
  }

  @Test
  void aBankDebitIsWaitedFor() {
    sandbox.faults().banksWait(true);
    open();
    chooseBankAccount();
    press();

    shows("processing");
    hasTitle("Your bank is working on it");
    assertThat(obstacles(page)).isEmpty();
    sandbox.faults().banksWait(false);
    shows("paid");
  }

  @Test
  void whatIsMissingIsSaidByTheFieldAndTheButtonStaysGood() {
    open();
    press();

    assertThat(element().getByText("Your card number is incomplete.")).isVisible();
    assertThat(button()).hasText("Pay $99.99");
    pay(VISA);
    shows("paid");
  }

  @Test
  void aReloadInTheMiddleGoesOnWithTheSamePayment() {
    open();
    pay(ASKS_THE_BANK);
    assertThat(page.frameLocator(BANK).getByText("Complete authentication")).isVisible();

    page.reload();

    pay(VISA);
    shows("paid");
    assertThat(tables().number("select count(*) from payment where user_id = ?", user))
        .isEqualTo(1);
  }

  @Test
  void aSecondWindowShowsTheEndToo() {
    long order = order(Map.of());
    var link = link(order);
    page.navigate(link);
    var other = window();
    other.navigate(link);
    shows(other, "payable");

    pay(VISA);

    shows("paid");
    shows(other, "paid");
  }

  @Test
  void aLostConnectionIsSaidAndWhatHappenedMeanwhileIsShown() {
    expected = ".*net::ERR_.*";
    long order = order(Map.of());
    started(order);
    var link = URI.create(link(order));
    try (var cable = new Cable(link)) {
      page.navigate(cable.address().resolve(link.getPath()).toString());
      assertThat(page.locator("#skeleton")).hasCount(0);
      cable.cut();
      assertThat(page.locator("#connection")).hasText("Connection lost. Reconnecting…");
      assertThat(obstacles(page)).isEmpty();
      sandbox.confirm(
          tables().text("select payment_intent_id from payment where order_id = ?", order),
          "4242424242424242");
      eventuallyPaid(order);
      cable.mend();

      shows("paid");
      assertThat(page.locator("#connection")).isEmpty();
    }
  }

  @Test
  void whoHasReturnedFromABankIsNotBelievedButAsked() {
    long order = order(Map.of());
    var link = link(order);
    started(order);

    page.navigate(link + "?returned=1&redirect_status=succeeded");

    shows("payable");
    assertThat(page).hasURL(link);
  }

  @Test
  void aPaymentThatEndsUnderTheFormIsBegunAnew() {
    long order = open();
    page.route(
        "**/v1/payments",
        route -> {
          var answer = route.fetch();
          sandbox.cancelAtDashboard(
              tables().text("select payment_intent_id from payment where order_id = ?", order));
          route.fulfill(new Route.FulfillOptions().setResponse(answer));
        });

    pay(VISA);
    assertThat(problem()).containsText("nothing was charged");

    page.unroute("**/v1/payments");
    press();
    shows("paid");
  }

  @Test
  void aGuestPays() {
    var body = new HashMap<String, Object>(Map.of("price", "5.00", "currency", "usd"));
    long order = json(asService().body(body).post("/v1/orders"), 201).getLong("id");
    page.navigate(link(order));

    pay(VISA);

    shows("paid");
  }

  @Test
  void moneyThatIsHeldIsCalledReserved() {
    open(Map.of("capture", "manual"));
    pay(VISA);

    shows("held");
    assertThat(obstacles(page)).isEmpty();
  }

  @Test
  void aRefundIsSeenAtOnce() {
    long order = open();
    pay(VISA);
    shows("paid");
    long payment = tables().number("select id from payment where order_id = ?", order);
    page.reload();
    sandbox.refundAtDashboard(
        tables().text("select payment_intent_id from payment where id = ?", payment), 2500);
    eventually(
        x ->
            assertThat(json(asUser().get("/v1/payments/" + payment), 200).getLong("amountRefunded"))
                .isEqualTo(2500));

    assertThat(page.getByText("$25.00 was refunded to you.")).isVisible();
  }

  @Test
  void anOrderThatIsCanceledMeanwhileTakesNoPayment() {
    expected = ".*status of 409.*";
    long order = open();
    type(VISA);
    asService().post("/v1/orders/" + order + "/cancel");

    press();

    shows("canceled");
    assertThat(obstacles(page)).isEmpty();
  }

  @Test
  void anOrderThatIsCanceledWhileNobodyDoesAnythingIsNoticed() {
    page.clock().install();
    long order = open();
    assertThat(page.locator("#skeleton")).hasCount(0);
    asService().post("/v1/orders/" + order + "/cancel");

    page.clock().fastForward(61_000);

    shows("canceled");
  }

  @Test
  void whereStripesScriptDoesNotComeAnotherTryIsThere() {
    expected = ".*(ERR_FAILED|Failed to load).*";
    page.route("**/dahlia/stripe.js", Route::abort);
    open();

    assertThat(problem()).containsText("The payment form did not load.");
    assertThat(page.locator("#problem")).isFocused();
    page.unroute("**/dahlia/stripe.js");
    button().press("Enter");
    assertThat(element().locator("[name=number]")).isVisible();
    pay(VISA);
    shows("paid");
  }

  @Test
  void anOrderWithCodesIsPaidOnStripesPageAndThePayerComesBack() {
    open(Map.of("allowPromotionCodes", true));
    assertThat(obstacles(page)).isEmpty();
    button().press("Enter");
    page.getByLabel("Test card").selectOption("pm_card_visa");
    page.locator("button", new Page.LocatorOptions().setHasText("Pay $99.99")).press("Enter");

    shows("paid");
  }

  @Test
  void whoLikesItDarkReadsItToo() {
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
    open(Map.of("lines", List.of(Map.of("name", "Ticket", "amount", "99.99", "quantity", 1))));
    assertThat(page.locator("#skeleton")).hasCount(0);
    assertThat(obstacles(page)).isEmpty();

    pay(POOR);
    assertThat(problem()).isVisible();
    assertThat(obstacles(page)).isEmpty();
    pay(VISA);
    shows("paid");
    assertThat(obstacles(page)).isEmpty();
  }

  @Test
  void aLinkThatOpensNothingIsReadToo() {
    long order = order(Map.of());
    var link = link(order);
    tables()
        .change(
            "update pay_link set expires_at = now() - interval '1 second' where order_id = ?",
            order);
    expected = ".*status of 4(04|10).*";

    page.navigate(link);
    shows("notice-expired");
    assertThat(obstacles(page)).isEmpty();
    page.navigate(link.replaceFirst("/pay/.*", "/pay/nothing"));
    shows("notice-unknown");
    assertThat(obstacles(page)).isEmpty();
  }

  @Test
  void aLinkThatIsTakenBackMeanwhileSaysSo() {
    expected = ".*status of 40[14].*";
    open();
    assertThat(page.locator("#skeleton")).hasCount(0);
    asService().delete("/v1/users/" + user + "/tokens").then().statusCode(204);
    page.evaluate("dispatchEvent(new Event('online'))");

    shows("notice-unknown");
  }

  @Test
  void thePageFitsEachWidthAndIsReadFromRightToLeft() {
    anArabicReaderComes(320);
    open(Map.of("description", "A".repeat(60) + " " + "Ein sehr langer Name ".repeat(8)));
    assertThat(page.locator("#skeleton")).hasCount(0);

    fitsFromRightToLeft(320, 390, 839, 840, 1280);
  }
}
