package io.paydesk.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import io.quarkus.test.junit.QuarkusTest;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who has a wallet pays with a press, and who has none never hears of it. */
@QuarkusTest
class WalletsOnThePageTest extends PayerTest {

  private static final String BUTTONS = "iframe[title='Secure express checkout frame']";
  private static final String SHEET = "iframe[title='Wallet payment sheet']";

  @AfterEach
  void noBrowserHasAWallet() {
    sandbox.browsersHave(Set.of());
  }

  private Locator wallet(String name) {
    return page.frameLocator(BUTTONS)
        .getByRole(AriaRole.BUTTON, new FrameLocator.GetByRoleOptions().setName(name));
  }

  private void agree(String button) {
    page.frameLocator(SHEET)
        .getByRole(AriaRole.BUTTON, new FrameLocator.GetByRoleOptions().setName(button))
        .press("Enter");
  }

  private long payments() {
    return tables().number("select count(*) from payment where user_id = ?", user);
  }

  @Test
  void withoutAWalletThereIsNoButtonAndNoDivider() {
    open();

    assertThat(page.locator("#skeleton")).hasCount(0);
    assertThat(page.getByText("or pay another way")).isHidden();
    pay(VISA);
    shows("paid");
  }

  @Test
  void aWalletPaysWithAPress() {
    sandbox.browsersHave(Set.of("google_pay", "apple_pay"));
    open();
    assertThat(page.getByText("or pay another way")).isVisible();
    assertThat(payments()).as("nothing has begun").isZero();
    assertThat(obstacles(page)).isEmpty();

    wallet("Google Pay").click();
    agree("Pay $99.99");

    shows("paid");
    hasTitle("Thank you");
    assertThat(page.locator(SHEET)).hasCount(0);
    assertThat(payments()).isEqualTo(1);
    var intent = tables().text("select payment_intent_id from payment where user_id = ?", user);
    assertThat(sandbox.paymentIntent(intent).path("amount_received").asLong()).isEqualTo(9999);
  }

  @Test
  void whoTurnsBackHasBegunNothingAndPaysByCard() {
    sandbox.browsersHave(Set.of("apple_pay"));
    open();
    wallet("Apple Pay").click();
    agree("Cancel");

    assertThat(page.locator(SHEET)).hasCount(0);
    assertThat(payments()).isZero();
    pay(VISA);
    shows("paid");
  }

  @Test
  void aDeclineIsSaidAboveTheButtonAndTheCardPays() {
    sandbox.browsersHave(Set.of("google_pay"));
    open();
    wallet("Google Pay").click();
    page.frameLocator(SHEET).getByLabel("Card").selectOption("4000000000009995");
    agree("Pay $99.99");

    assertThat(problem()).hasText("Your card has insufficient funds.");
    assertThat(page.locator(SHEET)).hasCount(0);
    assertThat(button()).hasText("Pay $99.99");
    pay(VISA);
    shows("paid");
    assertThat(payments()).isEqualTo(1);
  }

  @Test
  void theBankIsAskedAfterTheWallet() {
    sandbox.browsersHave(Set.of("google_pay"));
    open();
    wallet("Google Pay").click();
    page.frameLocator(SHEET).getByLabel("Card").selectOption("4000002760003184");
    agree("Pay $99.99");
    atTheBank("Complete authentication");

    shows("paid");
  }

  private long subscribing(Map<String, Object> more) {
    var price = sandbox.billing().price("usd", 1500, "month");
    var all = new HashMap<String, Object>(Map.of("price", "15.00", "priceId", price));
    all.putAll(more);
    return open(all);
  }

  @Test
  void aWalletSubscribes() {
    sandbox.browsersHave(Set.of("google_pay"));
    long order = subscribing(Map.of());
    wallet("Google Pay").click();
    agree("Pay $15.00");

    shows("paid");
    eventuallyPaid(order);
  }

  @Test
  void aWalletStartsATrial() {
    sandbox.browsersHave(Set.of("apple_pay"));
    subscribing(Map.of("trialDays", 14));
    wallet("Apple Pay").click();
    agree("Save");

    shows("started");
  }

  @Test
  void thePolicyLetsWalletsInAndNobodyElse() {
    var answer = io.paydesk.testing.http.Request.given().get(link(order(Map.of())));

    var stripe = sandbox.baseUri().toString();
    assertThat(answer.header("Permissions-Policy")).contains("payment=(self \"" + stripe + "\")");
    assertThat(answer.header("Content-Security-Policy")).contains("frame-src " + stripe + ";");
  }
}
