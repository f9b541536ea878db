package io.paydesk.dev.sandbox;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Buttons of wallets, as a page's programmer and its payer meet them. */
class ExpressCheckoutElementTest extends StripeJsTest {

  private static final String BUTTONS = "iframe[title='Secure express checkout frame']";
  private static final String SHEET = "iframe[title='Wallet payment sheet']";

  @AfterEach
  void noBrowserHasAWallet() {
    shop.sandbox.browsersHave(Set.of());
  }

  private void browserHas(String... wallets) {
    shop.sandbox.browsersHave(Set.of(wallets));
  }

  /** What {@code ready} said, as the page has it. */
  private JsonNode mounted(String elementOptions) {
    return run(
        """
        window.stripe = Stripe('%s');
        window.elements = stripe.elements({ mode: 'payment', amount: 2000, currency: 'usd', locale: 'en' });
        window.express = elements.create('expressCheckout', {%s});
        window.heard = [];
        for (const name of ['confirm', 'cancel', 'availablepaymentmethodschange']) {
          express.on(name, (event) => heard.push({ name, event }));
        }
        const ready = new Promise((done) => express.on('ready', done));
        express.mount('#here');
        const { elementType, availablePaymentMethods } = await ready;
        return { elementType, availablePaymentMethods };
        """
            .formatted(shop.settings.publishableKey(), elementOptions));
  }

  private Locator button(String wallet) {
    return page.frameLocator(BUTTONS)
        .getByRole(AriaRole.BUTTON, new FrameLocator.GetByRoleOptions().setName(wallet));
  }

  private FrameLocator sheet() {
    return page.frameLocator(SHEET);
  }

  private void press(String words) {
    sheet()
        .getByRole(AriaRole.BUTTON, new FrameLocator.GetByRoleOptions().setName(words))
        .press("Enter");
  }

  private JsonNode heard(int number) {
    return run(
        """
        while (heard.length <= %d) await new Promise((soon) => setTimeout(soon, 20));
        const { name, event: { paymentFailed, ...event } } = heard[%d];
        return { name, event };
        """
            .formatted(number, number));
  }

  private JsonNode confirmed(JsonNode intent) {
    return run(
        """
        const { error: missing, selectedPaymentMethod } = await elements.submit();
        if (missing) return { error: missing };
        const result = await stripe.confirmPayment({ elements, clientSecret: '%s', redirect: 'if_required' });
        return { selectedPaymentMethod, ...result };
        """
            .formatted(secret(intent)));
  }

  @Test
  void withoutAWalletNothingIsOfferedAndNothingTakesRoom() {
    var ready = mounted("");

    assertThat(ready.path("elementType").asText()).isEqualTo("expressCheckout");
    assertThat(ready.has("availablePaymentMethods")).isFalse();
    assertThat(heard(0).path("event").has("paymentMethods")).isFalse();
    assertThat(run("return { height: document.getElementById('here').offsetHeight };"))
        .isEqualTo(Json.object("height", 0));
  }

  @Test
  void whatTheBrowserHasIsOfferedAndWhatThePageNeverWantsIsNot() {
    browserHas("google_pay", "apple_pay", "paypal");

    var ready = mounted("paymentMethods: { applePay: 'never' }").path("availablePaymentMethods");

    assertThat(ready.path("googlePay").asBoolean()).isTrue();
    assertThat(ready.path("applePay").asBoolean(true)).isFalse();
    assertThat(ready.path("paypal").asBoolean(true)).as("no intent here takes it").isFalse();
    assertThat(button("Google Pay")).isVisible();
    assertThat(heard(0).at("/event/paymentMethods/googlePay/available").asBoolean()).isTrue();
  }

  @Test
  void thePayerAgreesInTheSheetAndTheIntentIsPaid() {
    browserHas("google_pay");
    mounted("");
    button("Google Pay").click();
    assertThat(sheet().getByText("Pretend Google Pay")).isVisible();
    press("Pay $20.00");

    var confirm = heard(1);
    assertThat(confirm.path("name").asText()).isEqualTo("confirm");
    assertThat(confirm.at("/event/expressPaymentType").asText()).isEqualTo("google_pay");
    assertThat(confirm.at("/event/billingDetails/name").asText()).isEqualTo("Ada Lovelace");
    var intent = intent("&automatic_payment_methods[enabled]=true");
    var result = confirmed(intent);

    assertThat(result.path("selectedPaymentMethod").asText()).isEqualTo("google_pay");
    assertThat(result.at("/paymentIntent/status").asText()).isEqualTo("succeeded");
    var method =
        shop.get("/v1/payment_methods/" + result.at("/paymentIntent/payment_method").asText());
    assertThat(method.body().at("/card/wallet/type").asText()).isEqualTo("google_pay");
    assertThat(method.body().at("/billing_details/email").asText()).isEqualTo("ada@example.com");
    assertThat(page.locator(SHEET)).hasCount(0);
  }

  @Test
  void aCardThatIsDeclinedInTheSheetIsAnErrorAndTheSheetGoes() {
    browserHas("apple_pay");
    mounted("");
    button("Apple Pay").click();
    sheet().getByLabel("Card").selectOption("4000000000009995");
    press("Pay $20.00");
    heard(1);

    var result = confirmed(intent("&automatic_payment_methods[enabled]=true"));

    assertThat(result.at("/error/decline_code").asText()).isEqualTo("insufficient_funds");
    assertThat(page.locator(SHEET)).hasCount(0);
    button("Apple Pay").click();
    assertThat(page.locator(SHEET)).hasCount(1);
  }

  @Test
  void whoTurnsBackPaysNothing() {
    browserHas("link");
    mounted("");
    button("Link").click();
    press("Cancel");

    assertThat(heard(1).path("name").asText()).isEqualTo("cancel");
    assertThat(page.locator(SHEET)).hasCount(0);
  }

  @Test
  void aPageThatListensToTheClickSaysWhatTheSheetShows() {
    browserHas("google_pay");
    mounted("");
    run(
        """
        express.on('click', ({ resolve }) => resolve({ lineItems: [{ name: 'Two tickets', amount: 2000 }] }));
        """);
    button("Google Pay").click();

    assertThat(sheet().getByText("Two tickets")).isVisible();
  }

  @Test
  void aPageThatRejectsTheClickShowsNoSheet() {
    browserHas("google_pay");
    mounted("");
    run(
        "express.on('click', ({ expressPaymentType, reject }) => { reject(); heard.push({ name: expressPaymentType, event: {} }); });");
    button("Google Pay").click();

    assertThat(heard(1).path("name").asText()).isEqualTo("google_pay");
    assertThat(page.locator(SHEET)).hasCount(0);
  }

  @Test
  void walletsShowOnRegisteredDomainsOnlyButForThisMachine() {
    browserHas("google_pay");
    var there = "/sandbox/wallets/shop.example";
    assertThat(shop.get("/sandbox/wallets/localhost").body().path("wallets")).hasSize(1);
    assertThat(shop.get(there).body().path("wallets")).isEmpty();
    shop.post("/v1/payment_method_domains", "domain_name=shop.example");

    assertThat(shop.get(there).body().path("wallets")).hasSize(1);
    shop.sandbox.walletFails("shop.example", "google_pay", "It is not well.");
    assertThat(shop.get(there).body().path("wallets")).isEmpty();
  }

  @Test
  void misuseIsSaid() {
    assertThat(misuse("Stripe('pk_test_1').elements().create('expressCheckout')"))
        .contains("needs elements({clientSecret})");
    assertThat(
            misuse(
                "Stripe('pk_test_1').elements({ mode: 'payment', amount: 1, currency: 'usd' })"
                    + ".create('expressCheckout', { buttonHeight: 20 })"))
        .contains("from 40 to 55");
  }
}
