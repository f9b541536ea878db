package io.paydesk.dev.sandbox;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What is not a card's plain payment: debits, saved cards, redirects. */
class StripeJsFlowsTest extends StripeJsTest {

  private JsonNode setup() {
    return shop.post("/v1/setup_intents", "usage=off_session").body();
  }

  private void debit(String account) {
    element().getByLabel("US bank account").check();
    field("Full name").fill("Ada Lovelace");
    field("Email").fill("ada@example.com");
    element()
        .locator("[name=account]")
        .selectOption(new com.microsoft.playwright.options.SelectOption().setValue(account));
  }

  @Test
  void aBankDebitIsOnItsWayAndSucceedsLater() {
    JsonNode intent = intent("");
    mount(intent);
    debit("fca_test_success");
    confirm("");

    page.waitForURL(Pattern.compile("/thanks"));
    assertThat(page.url()).contains("redirect_status=pending");
    String id = intent.path("id").asText();
    Awaitility.await()
        .until(() -> shop.sandbox.paymentIntent(id).path("status").asText().equals("succeeded"));
    String method = shop.sandbox.paymentIntent(id).path("payment_method").asText();
    JsonNode saved = shop.get("/v1/payment_methods/" + method).body();
    assertThat(saved.at("/billing_details/email").asText()).isEqualTo("ada@example.com");
    assertThat(saved.path("type").asText()).isEqualTo("us_bank_account");
  }

  @Test
  void aDebitThatNeedsNameAndEmailSaysSo() {
    mount(intent(""));
    element().getByLabel("US bank account").check();

    JsonNode error = run("return elements.submit();").path("error");

    assertThat(error.path("code").asText()).isEqualTo("incomplete_name");
    assertThat(element().locator("#Field-emailError")).hasText("Your email address is incomplete.");
    assertThat(field("Full name")).isFocused();
  }

  @Test
  void methodsAreTabsOrAListThatOpens() {
    mount(secret(intent("")), "", "layout: { type: 'accordion', defaultCollapsed: true }");
    assertThat(field("Card number")).isHidden();
    assertThat(run("return elements.submit();").at("/error/code").asText())
        .isEqualTo("incomplete_payment_details");
    element()
        .getByLabel(
            "Card", new com.microsoft.playwright.FrameLocator.GetByLabelOptions().setExact(true))
        .check();
    assertThat(field("Card number")).isVisible();
    run("element.collapse();");
    assertThat(field("Card number")).isHidden();
  }

  @Test
  void aCardIsSavedWithTheBanksConsent() {
    JsonNode setup = setup();
    mount(setup);
    assertThat(element().locator(".TermsText").first()).containsText("future payments");
    type(ASKS_THE_BANK);
    run(
        """
        window.result = { promise: stripe.confirmSetup({
          elements, confirmParams: { return_url: '%s' } }) };
        """
            .formatted(host.at("/cards")));
    atTheBank("Complete authentication").press("Enter");

    page.waitForURL(Pattern.compile("/cards"));
    assertThat(page.url())
        .contains("setup_intent=" + setup.path("id").asText(), "redirect_status=succeeded")
        .contains("setup_intent_client_secret=" + secret(setup));
  }

  @Test
  void aCardThatIsDeclinedIsNotSaved() {
    mount(setup());
    type("4000 0000 0000 0002");
    run(
        """
        window.result = { promise: stripe.confirmSetup({ elements, redirect: 'if_required' }) };
        """);

    JsonNode error = settled().path("error");
    assertThat(error.path("code").asText()).isEqualTo("card_declined");
    assertThat(error.at("/setup_intent/object").asText()).isEqualTo("setup_intent");
  }

  private void payAtKlarna(String answer) {
    confirm("redirect: 'if_required'");
    page.waitForURL(Pattern.compile("/sandbox/3ds/"));
    assertThat(page.getByText("Klarna test page")).isVisible();
    page.getByRole(
            AriaRole.BUTTON, new com.microsoft.playwright.Page.GetByRoleOptions().setName(answer))
        .press("Enter");
    page.waitForURL(Pattern.compile("/thanks"));
  }

  @Test
  void aMethodOfAnotherSiteLeadsThereAndBack() {
    JsonNode intent = intent("&payment_method_types[]=card&payment_method_types[]=klarna");
    mount(intent);
    element().getByLabel("Klarna").check();
    payAtKlarna("Fail test payment");
    assertThat(page.url()).contains("order=7", "redirect_status=failed");

    mount(intent);
    element().getByLabel("Klarna").check();
    payAtKlarna("Authorize test payment");
    assertThat(page.url()).contains("redirect_status=succeeded");
    String id = intent.path("id").asText();
    JsonNode charge = shop.get("/v1/charges?payment_intent=" + id).body().at("/data/0");
    assertThat(charge.at("/payment_method_details/type").asText()).isEqualTo("klarna");
  }

  @Test
  void whatTheServerConfirmedIsFinishedByTheBrowserAndTheRedirectComesBack() {
    JsonNode waits =
        intent(
            "&payment_method=pm_card_threeDSecure2Required&confirm=true&return_url="
                + host.at("/thanks?order=7"));
    run("window.stripe = Stripe('%s');".formatted(shop.settings.publishableKey()));
    run(
        "window.result = { promise: stripe.handleNextAction({ clientSecret: '%s' }) };"
            .formatted(secret(waits)));

    page.waitForURL(Pattern.compile("/sandbox/3ds/"));
    page.getByRole(
            AriaRole.BUTTON,
            new com.microsoft.playwright.Page.GetByRoleOptions().setName("Complete authentication"))
        .press("Enter");

    page.waitForURL(Pattern.compile("/thanks"));
    assertThat(page.url()).contains("order=7", "redirect_status=succeeded");
  }

  @Test
  void whatTheServerConfirmedForStripeJsIsAskedInTheDialog() {
    JsonNode waits =
        intent("&payment_method=pm_card_threeDSecure2Required&confirm=true&use_stripe_sdk=true");
    run("window.stripe = Stripe('%s');".formatted(shop.settings.publishableKey()));
    run(
        "window.result = { promise: stripe.handleNextAction({ clientSecret: '%s' }) };"
            .formatted(secret(waits)));

    atTheBank("Complete authentication").press("Enter");

    assertThat(settled().at("/paymentIntent/status").asText()).isEqualTo("succeeded");
  }

  @Test
  void aSavedMethodPaysWithoutAnElement() {
    JsonNode intent = intent("");
    run("window.stripe = Stripe('%s');".formatted(shop.settings.publishableKey()));

    JsonNode paid =
        run(
            """
            return stripe.confirmPayment({ clientSecret: '%s', redirect: 'if_required',
              confirmParams: { payment_method: 'pm_card_visa' } });
            """
                .formatted(secret(intent)));

    assertThat(paid.at("/paymentIntent/status").asText()).isEqualTo("succeeded");
    String other = secret(intent("&payment_method=pm_card_visa"));
    JsonNode confirmed = run("return stripe.confirmCardPayment('%s');".formatted(other));
    assertThat(confirmed.at("/paymentIntent/status").asText()).isEqualTo("succeeded");
  }

  @Test
  void whenStripeDoesNotAnswerThatIsAnErrorAndNotThrown() {
    JsonNode intent = intent("");
    mount(intent);
    type(VISA);
    page.route("**/confirm", com.microsoft.playwright.Route::abort);
    confirm("");

    assertThat(settled().at("/error/type").asText()).isEqualTo("api_connection_error");
    complaints.removeIf(it -> it.contains("ERR_FAILED"));
  }

  @Test
  void aSecretThatOpensNothingIsALoadError() {
    JsonNode seen =
        run(
            """
            window.stripe = Stripe('%s');
            const element = stripe.elements({ clientSecret: 'pi_0_secret_0' }).create('payment');
            const told = new Promise((failed) => element.on('loaderror', failed));
            element.mount('#here');
            return told;
            """
                .formatted(shop.settings.publishableKey()));

    assertThat(seen.at("/error/code").asText()).isEqualTo("resource_missing");
    complaints.removeIf(it -> it.contains("status of 404"));
  }

  @Test
  void anElementDoesNotLoadForAnIntentThatIsOverAndNothingWaitsForIt() {
    String id = intent("").path("id").asText();
    JsonNode paid = shop.sandbox.confirm(id, "pm_card_visa");
    JsonNode seen =
        run(
            """
            window.stripe = Stripe('%s');
            window.elements = stripe.elements({ clientSecret: '%s' });
            const element = elements.create('payment');
            const told = new Promise((failed) => element.on('loaderror', failed));
            element.mount('#here');
            return told;
            """
                .formatted(shop.settings.publishableKey(), secret(paid)));

    assertThat(seen.at("/error/code").asText()).isEqualTo("payment_intent_unexpected_state");
    assertThat(misuse("await elements.submit()")).contains("did not load", "succeeded");
  }

  @Test
  void whereThereIsNoActionHandleNextActionThrows() {
    JsonNode open = intent("");
    run("window.stripe = Stripe('%s');".formatted(shop.settings.publishableKey()));

    assertThat(
            misuse("await stripe.handleNextAction({ clientSecret: '%s' })".formatted(secret(open))))
        .contains("requires_action", "requires_payment_method");
  }

  private String disagrees(String options, String more) {
    run(
        """
        window.stripe = Stripe('%s', { locale: 'en' });
        window.elements = stripe.elements({ mode: 'payment', amount: 2000, currency: 'usd', %s });
        window.element = elements.create('payment');
        element.mount('#here');
        await new Promise((ready) => element.on('ready', ready));
        """
            .formatted(shop.settings.publishableKey(), options));
    type(VISA);
    JsonNode intent = intent(more);
    JsonNode result =
        run(
            """
            await elements.submit();
            const result = await stripe.confirmPayment(
              { elements, clientSecret: '%s', redirect: 'if_required' });
            element.unmount();
            return result;
            """
                .formatted(secret(intent)));
    String status = result.at("/paymentIntent/status").asText();
    assertThat(shop.sandbox.paymentIntent(intent.path("id").asText()).path("status").asText())
        .isEqualTo(status.isEmpty() ? "requires_payment_method" : status);
    return status + result.at("/error/message").asText();
  }

  @Test
  void elementsThatWereMadeWithAModeMustAgreeWithTheIntent() {
    String customer = till.customer("email=ada@example.com");
    String saved = "&setup_future_usage=off_session&customer=" + customer;
    assertThat(disagrees("", saved)).contains("setup_future_usage (null)", "(off_session)");
    assertThat(disagrees("setupFutureUsage: 'off_session'", saved)).isEqualTo("succeeded");
    assertThat(disagrees("", "&capture_method=manual")).contains("capture_method (automatic)");
    assertThat(disagrees("paymentMethodTypes: ['card']", "")).contains("payment_method_types");
    assertThat(disagrees("currency: 'eur'", "")).contains("currency (eur)", "currency (usd)");
  }

  @Test
  void whatTheElementDoesNotAskForThePageMustGive() {
    mount(
        secret(intent("&payment_method_types[]=card")),
        "",
        "fields: { billingDetails: { address: { country: 'never', postalCode: 'never' } } }");
    field("Card number").fill(VISA);
    field("Expiration date").fill("12 / 40");
    field("Security code").fill("123");
    assertThat(element().locator("[name=country]")).hasCount(0);
    String confirm = "await stripe.confirmPayment({ elements, redirect: 'if_required', %s })";

    assertThat(misuse(confirm.formatted(""))).contains("billing_details.address.country");
    String given =
        "confirmParams: { payment_method_data: { billing_details: { address: {"
            + " country: 'DE', postal_code: null } } } }";
    assertThat(run("return " + confirm.formatted(given)).at("/paymentIntent/status").asText())
        .isEqualTo("succeeded");
  }

  @Test
  void noWalletIsOffered() {
    JsonNode ready =
        run(
            """
            window.stripe = Stripe('%s');
            const element = stripe.elements({ mode: 'payment', amount: 100, currency: 'usd' }).create('expressCheckout');
            const told = new Promise((ready) => element.on('ready', ready));
            element.mount('#here');
            return told;
            """
                .formatted(shop.settings.publishableKey()));

    assertThat(ready.path("elementType").asText()).isEqualTo("expressCheckout");
    assertThat(ready.has("availablePaymentMethods")).isFalse();
  }

  @Test
  void anElementIsPutElsewhereTakenAwayAndPutBack() {
    mount(intent("&payment_method_types[]=card"));
    run("element.unmount();");
    assertThat(page.locator("#here")).isEmpty();
    run("element.mount('#here');");
    type(VISA);
    confirm("redirect: 'if_required'");
    assertThat(settled().at("/paymentIntent/status").asText()).isEqualTo("succeeded");
    run("element.destroy();");
    assertThat(page.locator("#here")).isEmpty();
    assertThat(
            run("return { gone: elements.getElement('payment') === null };")
                .path("gone")
                .asBoolean())
        .isTrue();
  }

  @Test
  void theCardStaysInStripesFrameAndTheSecretKeyOnTheServer() {
    var urls = new java.util.ArrayList<String>();
    page.onRequest(request -> urls.add(request.url() + " " + request.postData()));
    mount(intent("&payment_method_types[]=card"));
    type(VISA);
    confirm("redirect: 'if_required'");
    settled();

    assertThat(page.content().replace(" ", "")).doesNotContain("42424242");
    assertThat(urls).noneMatch(url -> url.contains(shop.settings.secretKey()));
    assertThat(urls).filteredOn(url -> url.contains("4242424242424242")).hasSize(1);
  }
}
