package io.paydesk.dev.sandbox;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Cards that are typed into the Payment Element. */
class PaymentElementTest extends StripeJsTest {

  private static final String STAYS = "redirect: 'if_required'";

  private JsonNode card() {
    return intent("&payment_method_types[]=card");
  }

  private JsonNode stored(JsonNode intent) {
    return shop.sandbox.paymentIntent(intent.path("id").asText());
  }

  @Test
  void aCardIsTypedAndPaysUnderAPolicyThatLetsNobodyElseIn() {
    JsonNode intent = card();
    mount(intent);

    type(VISA);
    assertThat(field("Card number")).hasValue(VISA);
    assertThat(element().locator(".Brand")).hasText("Visa");
    confirm(STAYS);

    JsonNode paid = settled();
    assertThat(paid.at("/paymentIntent/status").asText()).isEqualTo("succeeded");
    assertThat(paid.at("/paymentIntent/customer").isMissingNode()).isTrue();
    assertThat(stored(intent).path("status").asText()).isEqualTo("succeeded");
  }

  @Test
  void aPaymentLeadsToTheReturnUrlWithTheIntentAndItsStatus() {
    JsonNode intent = card();
    mount(intent);
    type(VISA);

    confirm("");

    page.waitForURL(Pattern.compile("/thanks"));
    assertThat(page.url())
        .contains("order=7", "payment_intent=" + intent.path("id").asText())
        .contains("payment_intent_client_secret=" + secret(intent), "redirect_status=succeeded");
  }

  @Test
  void aDeclineIsAnAnswerAndAnotherCardPays() {
    JsonNode intent = card();
    mount(intent);
    type("4000 0000 0000 9995");
    confirm("");

    JsonNode error = settled().path("error");
    assertThat(error.path("type").asText()).isEqualTo("card_error");
    assertThat(error.path("code").asText()).isEqualTo("card_declined");
    assertThat(error.path("decline_code").asText()).isEqualTo("insufficient_funds");
    assertThat(error.path("message").asText()).isEqualTo("Your card has insufficient funds.");
    assertThat(error.at("/payment_intent/id")).isEqualTo(intent.path("id"));

    type(VISA);
    confirm(STAYS);
    assertThat(settled().at("/paymentIntent/status").asText()).isEqualTo("succeeded");
  }

  @Test
  void whatStripeSaysOfAFieldStandsUnderIt() {
    mount(card());
    type("4000 0000 0000 0127");
    confirm("");
    assertThat(settled().at("/error/code").asText()).isEqualTo("incorrect_cvc");
    assertThat(element().locator("#Field-cvcError"))
        .hasText("Your card's security code is incorrect.");

    type("4000 0000 0000 0069");
    confirm("");
    assertThat(settled().at("/error/code").asText()).isEqualTo("expired_card");
    assertThat(element().locator("#Field-expiryError")).hasText("Your card has expired.");
    assertThat(element().locator("#Field-cvcError")).isHidden();
  }

  @Test
  void whatIsWrongWithACardIsSaidBeforeAnythingIsSent() {
    JsonNode intent = card();
    mount(intent);
    type("4242 4242 4242 4241", "12 / 20", "12");
    assertThat(element().locator("#Field-numberError")).hasText("Your card number is invalid.");
    assertThat(element().locator("#Field-expiryError"))
        .hasText("Your card's expiration date is in the past.");
    assertThat(field("Card number")).hasAttribute("aria-invalid", "true");
    assertThat(element().locator("#Field-cvcError"))
        .hasText("Your card's security code is incomplete.");

    JsonNode error = run("return elements.submit();").path("error");
    assertThat(error.path("type").asText()).isEqualTo("validation_error");
    assertThat(error.path("code").asText()).isEqualTo("invalid_number");
    assertThat(field("Card number")).isFocused();
    confirm("");
    assertThat(settled().at("/error/code").asText()).isEqualTo("invalid_number");
    assertThat(stored(intent).path("latest_charge").isNull()).isTrue();
  }

  @Test
  void thePageLearnsWhetherTheElementIsCompleteButNoDigit() {
    mount(card());
    run("window.changes = []; element.on('change', (it) => changes.push(it));");
    type(VISA);

    JsonNode changes = run("return changes;");
    JsonNode last = changes.get(changes.size() - 1);
    assertThat(changes.get(0).path("complete").asBoolean()).isFalse();
    assertThat(last.path("complete").asBoolean()).isTrue();
    assertThat(last.at("/value/type").asText()).isEqualTo("card");
    assertThat(changes.toString().replace(" ", "")).doesNotContain("42424242");
  }

  @Test
  void aPayerWhoPasses3dSecureInTheDialogHasPaid() {
    mount(card());
    type(ASKS_THE_BANK);
    confirm(STAYS);

    assertThat(page.locator("dialog")).isVisible();
    atTheBank("Complete authentication").press("Enter");

    assertThat(settled().at("/paymentIntent/status").asText()).isEqualTo("succeeded");
    assertThat(page.locator("dialog")).hasCount(0);
  }

  @Test
  void aPayerWhoFailsOrCancels3dSecureCanTryAgain() {
    JsonNode intent = card();
    mount(intent);
    type(ASKS_THE_BANK);
    confirm("");
    atTheBank("Fail authentication").press("Enter");
    JsonNode error = settled().path("error");
    assertThat(error.path("code").asText()).isEqualTo("payment_intent_authentication_failure");
    assertThat(error.at("/payment_intent/status").asText()).isEqualTo("requires_payment_method");

    confirm("");
    assertThat(page.locator("dialog")).isVisible();
    page.keyboard().press("Escape");
    assertThat(settled().at("/error/code").asText())
        .isEqualTo("payment_intent_authentication_failure");

    confirm(STAYS);
    atTheBank("Complete authentication").press("Enter");
    assertThat(settled().at("/paymentIntent/status").asText()).isEqualTo("succeeded");
    assertThat(stored(intent).path("status").asText()).isEqualTo("succeeded");
  }

  @Test
  void anIntentIsReadWithItsSecretAlone() {
    JsonNode intent = card();
    mount(intent);

    JsonNode read = run("return stripe.retrievePaymentIntent('%s');".formatted(secret(intent)));
    JsonNode other =
        run("return stripe.retrievePaymentIntent('%s');".formatted(secret(intent) + "x"));

    assertThat(read.at("/paymentIntent/amount").asLong()).isEqualTo(2000);
    assertThat(read.at("/paymentIntent/metadata").isMissingNode()).isTrue();
    assertThat(other.at("/error/type").asText()).isEqualTo("invalid_request_error");
    complaints.removeIf(it -> it.contains("status of 400"));
  }

  @Test
  void misuseIsThrownWithWordsThatHelp() {
    assertThat(misuse("Stripe('sk_test_1')")).contains("publishable key");
    assertThat(misuse("Stripe('pk_test_1').elements({ clientSecret: 'x' })"))
        .contains("client secret");
    assertThat(misuse("Stripe('pk_test_1').elements().create('payment')")).contains("clientSecret");
    assertThat(misuse("Stripe('pk_test_1').elements().create('card')")).contains("payment");
    mount(card());
    assertThat(misuse("elements.create('payment')")).contains("getElement");
    assertThat(misuse("element.mount('#nowhere')")).contains("#nowhere");
    assertThat(misuse("await stripe.confirmPayment({ elements })")).contains("return_url");
  }

  @Test
  void withAModeTheIntentIsMadeOnlyAfterSubmit() {
    run(
        """
        window.stripe = Stripe('%s', { locale: 'en' });
        window.elements = stripe.elements({ mode: 'payment', amount: 2000, currency: 'usd', paymentMethodTypes: ['card'] });
        window.element = elements.create('payment');
        element.mount('#here');
        await new Promise((ready) => element.on('ready', ready));
        """
            .formatted(shop.settings.publishableKey()));
    type(VISA);
    String secret = secret(card());
    String confirm =
        "await stripe.confirmPayment({ elements, clientSecret: '%s', redirect: 'if_required' })"
            .formatted(secret);
    assertThat(misuse(confirm)).contains("elements.submit()");

    assertThat(run("return elements.submit();").path("selectedPaymentMethod").asText())
        .isEqualTo("card");
    assertThat(run("return " + confirm + ";").at("/paymentIntent/status").asText())
        .isEqualTo("succeeded");
  }

  @Test
  void theAppearanceAndTheLanguageArePutOnTheElement() {
    mount(
        secret(card()),
        "locale: 'de', appearance: { theme: 'night', variables: { colorPrimary: '#ff8800',"
            + " borderRadius: '3px' }, rules: { '.Label': { textTransform: 'uppercase' } } }",
        "");

    assertThat(field("Kartennummer")).hasCSS("border-radius", "3px");
    assertThat(element().locator(".Label").first()).hasCSS("text-transform", "uppercase");
    field("Kartennummer").focus();
    assertThat(field("Kartennummer")).hasCSS("border-color", "rgb(255, 136, 0)");
    run("await elements.update({ locale: 'ar' });");
    assertThat(element().locator("html")).hasAttribute("dir", "rtl");
  }

  @Test
  void itIsAsHighAsWhatItShowsAndFitsANarrowScreen() {
    page.setViewportSize(320, 700);
    mount(card());

    assertThat(element().locator("html").evaluate("it => it.scrollWidth <= innerWidth"))
        .isEqualTo(true);
    assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(320);
    page.waitForCondition(
        () ->
            Boolean.TRUE.equals(
                element().locator("html").evaluate("it => it.scrollHeight <= innerHeight")));
  }
}
