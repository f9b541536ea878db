package io.paydesk.dev.sandbox;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Checkout Sessions on a shop's own page: Stripe's page in a frame, or elements. */
class StripeJsCheckoutTest extends StripeJsTest {

  private static final String RETURN =
      "&return_url=https://shop.example/done?s={CHECKOUT_SESSION_ID}";

  private JsonNode session(String surface, String more) {
    return till.made(Till.SOCKS + "&ui_mode=" + surface + more);
  }

  private FrameLocator checkout() {
    return page.frameLocator("iframe[title='Secure payment form']");
  }

  private void embed(JsonNode session, String options) {
    run(
        """
        window.stripe = Stripe('%s');
        window.completed = 0;
        window.checkout = await stripe.createEmbeddedCheckoutPage({
          fetchClientSecret: async () => '%s', %s });
        checkout.mount('#here');
        """
            .formatted(shop.settings.publishableKey(), secret(session), options));
  }

  private void payEmbedded(String card) {
    checkout().getByLabel("E-mail").fill("ada@example.com");
    checkout().getByLabel("Test card").selectOption(card);
    checkout()
        .getByRole(AriaRole.BUTTON, new FrameLocator.GetByRoleOptions().setName("Pay $20.00"))
        .press("Enter");
  }

  private String status(JsonNode session) {
    return till.read(session.path("id").asText()).path("status").asText();
  }

  @Test
  void theEmbeddedPageIsPaidAndTellsTheShop() {
    JsonNode session = session("embedded_page", "&redirect_on_completion=never");
    embed(session, "onComplete: () => completed++");
    payEmbedded("pm_card_visa_chargeDeclined");
    assertThat(checkout().getByRole(AriaRole.ALERT)).containsText("Your card was declined.");

    payEmbedded("pm_card_visa");

    assertThat(checkout().getByText("$20.00 are paid.")).isVisible();
    page.waitForFunction("() => completed === 1");
    assertThat(status(session)).isEqualTo("complete");
    run("checkout.destroy();");
    assertThat(page.locator("#here")).isEmpty();
  }

  @Test
  void theBankIsAskedInTheEmbeddedPageAndThePayerGoesOnAtTheShop() {
    JsonNode session =
        session("embedded_page", "&return_url=" + host.at("/done?s={CHECKOUT_SESSION_ID}"));
    embed(session, "");
    payEmbedded("pm_card_threeDSecure2Required");
    checkout()
        .getByRole(
            AriaRole.BUTTON, new FrameLocator.GetByRoleOptions().setName("Complete authentication"))
        .press("Enter");

    page.waitForURL(Pattern.compile("/done"));
    assertThat(page.url()).endsWith("?s=" + session.path("id").asText());
  }

  @Test
  void elementsShowTheSumsAndPay() {
    JsonNode session = session("elements", RETURN + "&allow_promotion_codes=true");
    String code = till.code("percent_off=25&duration=once", "&code=SOCKS25");
    run(
        """
        window.stripe = Stripe('%s', { locale: 'en' });
        window.checkout = stripe.initCheckoutElementsSdk({ clientSecret: Promise.resolve('%s') });
        window.changes = [];
        checkout.on('change', (session) => changes.push(session));
        window.element = checkout.createPaymentElement();
        element.mount('#here');
        await new Promise((ready) => element.on('ready', ready));
        const loaded = await checkout.loadActions();
        window.actions = loaded.actions;
        """
            .formatted(shop.settings.publishableKey(), secret(session)));
    JsonNode open = run("return actions.getSession();");
    assertThat(open.at("/total/total/amount").asText()).isEqualTo("$20.00");
    assertThat(open.at("/lineItems/0/name").asText()).isEqualTo("Socks");
    assertThat(open.at("/status/type").asText()).isEqualTo("open");
    assertThat(open.path("canConfirm").asBoolean()).isFalse();

    JsonNode wrong = run("return actions.applyPromotionCode('NONE');");
    assertThat(wrong.at("/error/code").asText()).isEqualTo("invalidCode");
    complaints.removeIf(it -> it.contains("status of 400"));
    JsonNode less = run("return actions.applyPromotionCode('%s');".formatted(code));
    assertThat(less.at("/session/total/total/minorUnitsAmount").asLong()).isEqualTo(1500);
    assertThat(less.at("/session/discountAmounts/0/promotionCode").asText()).isEqualTo("SOCKS25");
    assertThat(run("return actions.updateEmail('ada');").at("/error/code").asText())
        .isEqualTo("incompleteEmail");
    run("return actions.updateEmail('ada@example.com');");

    type("4000 0000 0000 9995");
    JsonNode declined = run("return actions.confirm({ redirect: 'if_required' });");
    assertThat(declined.at("/error/code").asText()).isEqualTo("paymentFailed");
    assertThat(declined.at("/error/paymentFailed/declineCode").asText())
        .isEqualTo("insufficient_funds");

    type(VISA);
    assertThat(run("return actions.getSession();").path("canConfirm").asBoolean()).isTrue();
    JsonNode paid = run("return actions.confirm({ redirect: 'if_required' });");
    assertThat(paid.path("type").asText()).isEqualTo("success");
    assertThat(paid.at("/session/status/paymentStatus").asText()).isEqualTo("paid");
    assertThat(till.read(session.path("id").asText()).path("amount_total").asLong())
        .isEqualTo(1500);
    JsonNode changes = run("return changes;");
    assertThat(changes.get(changes.size() - 1).at("/status/type").asText()).isEqualTo("complete");
  }

  @Test
  void elementsAskTheBankInTheDialogAndLeadToTheShop() {
    JsonNode session =
        session("elements", "&return_url=" + host.at("/done?s={CHECKOUT_SESSION_ID}"));
    run(
        """
        window.stripe = Stripe('%s', { locale: 'en' });
        window.checkout = stripe.initCheckoutElementsSdk({ clientSecret: '%s' });
        window.element = checkout.createPaymentElement();
        element.mount('#here');
        await new Promise((ready) => element.on('ready', ready));
        window.actions = (await checkout.loadActions()).actions;
        """
            .formatted(shop.settings.publishableKey(), secret(session)));
    type(ASKS_THE_BANK);
    String confirm = "window.result = { promise: actions.confirm({ email: 'ada@example.com' }) };";
    run(confirm);
    atTheBank("Fail authentication").press("Enter");
    assertThat(settled().at("/error/code").asText()).isEqualTo("paymentFailed");

    run(confirm);
    atTheBank("Complete authentication").press("Enter");

    page.waitForURL(Pattern.compile("/done"));
    assertThat(status(session)).isEqualTo("complete");
  }

  @Test
  void theNamesOfOlderVersionsSayTheNewOne() {
    String old =
        """
        const stripe = Stripe('pk_test_1');
        try { stripe.initCheckout({ clientSecret: 'x' }); } catch (e) { return { name: e.name, message: e.message }; }
        """;
    assertThat(run(old).path("message").asText()).contains("initCheckoutElementsSdk()");
    page.navigate(host.at("/v3"));
    assertThat(run("return { version: Stripe.version };").path("version").asInt()).isEqualTo(3);
    JsonNode session = session("embedded_page", "&redirect_on_completion=never");
    JsonNode made =
        run(
            "const made = await Stripe('%s').initEmbeddedCheckout({ clientSecret: '%s' });"
                    .formatted(shop.settings.publishableKey(), secret(session))
                + " return { mounts: typeof made.mount };");
    assertThat(made.path("mounts").asText()).isEqualTo("function");
  }

  @Test
  void aSessionsSecretOpensThatSessionAlone() {
    JsonNode mine = session("elements", RETURN);
    JsonNode other = session("elements", RETURN);
    String path = "/v1/payment_pages/" + mine.path("id").asText() + "/init";
    String key = shop.settings.publishableKey();

    assertThat(shop.postAs(key, path, "client_secret=" + secret(other)).status()).isEqualTo(400);
    assertThat(shop.postAs(key, path, "").status()).isEqualTo(400);
    JsonNode page = shop.postAs(key, path, "client_secret=" + secret(mine)).body();
    assertThat(page.path("amount_total").asLong()).isEqualTo(2000);
    assertThat(page.has("metadata")).isFalse();
    assertThat(page.has("customer")).isFalse();
  }
}
