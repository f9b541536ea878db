package io.paydesk.dev.sandbox;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.FrameLocator;
import org.junit.jupiter.api.Test;

/** What a payer entered, kept for a server that confirms; and the address that goes with it. */
class ConfirmationTokensTest extends StripeJsTest {

  private static final String ADDRESS_FRAME = "iframe[title='Secure address input frame']";

  private void deferred(String more) {
    run(
        """
        window.stripe = Stripe('%s');
        window.elements = stripe.elements({ mode: 'payment', amount: 2000, currency: 'usd', locale: 'en' });
        window.element = elements.create('payment');
        element.mount('#here');
        %s
        await new Promise((ready) => element.on('ready', ready));
        """
            .formatted(shop.settings.publishableKey(), more));
  }

  private JsonNode token(String params) {
    return run(
        """
        const { error } = await elements.submit();
        if (error) return { error };
        return stripe.createConfirmationToken({ elements, params: %s });
        """
            .formatted(params));
  }

  private Shop.Reply intentWith(String token, String more) {
    return shop.post(
        "/v1/payment_intents",
        "amount=2000&currency=usd&confirm=true&automatic_payment_methods[enabled]=true"
            + "&confirmation_token="
            + token
            + more);
  }

  @Test
  void aTokenPaysOnceWithWhatWasEntered() {
    deferred("");
    type(VISA);
    var made = token("{ return_url: 'https://shop.example/paid' }").path("confirmationToken");

    assertThat(made.path("object").asText()).isEqualTo("confirmation_token");
    assertThat(made.path("id").asText()).startsWith("ctoken_");
    assertThat(made.at("/payment_method_preview/card/last4").asText()).isEqualTo("4242");
    assertThat(made.path("payment_intent").isNull()).isTrue();
    var id = made.path("id").asText();
    var paid = intentWith(id, "").body();
    assertThat(paid.path("status").asText()).isEqualTo("succeeded");
    assertThat(shop.get("/v1/confirmation_tokens/" + id).body().path("payment_intent").asText())
        .isEqualTo(paid.path("id").asText());
    assertThat(intentWith(id, "").error().path("param").asText()).isEqualTo("confirmation_token");
  }

  @Test
  void aDeclinedTokenIsSpentToo() {
    deferred("");
    type("4000 0000 0000 9995");
    var id = token("{}").at("/confirmationToken/id").asText();
    var back = "&return_url=https://shop.example/paid";

    assertThat(intentWith(id, back).status()).isEqualTo(402);
    assertThat(intentWith(id, back).error().path("message").asText()).contains("already been used");
  }

  @Test
  void thePageFinishesWhatTheBankAsksAfterTheServerHasConfirmed() {
    deferred("");
    type(ASKS_THE_BANK);
    var id = token("{ return_url: '" + host.at("/thanks") + "' }").at("/confirmationToken/id");
    var asked = intentWith(id.asText(), "").body();
    assertThat(asked.at("/next_action/type").asText()).isEqualTo("use_stripe_sdk");
    run(
        "window.result = { promise: stripe.handleNextAction({ clientSecret: '%s' }) };"
            .formatted(secret(asked)));
    atTheBank("Complete authentication").press("Enter");

    assertThat(settled().at("/paymentIntent/status").asText()).isEqualTo("succeeded");
  }

  @Test
  void whatIsMissingIsSaidAndNoTokenIsMade() {
    deferred("");

    assertThat(token("{}").at("/error/type").asText()).isEqualTo("validation_error");
  }

  @Test
  void aTokenExpiresAfterTwelveHours() {
    var id =
        shop.post("/v1/test_helpers/confirmation_tokens", "payment_method=pm_card_visa")
            .body()
            .path("id")
            .asText();
    shop.sandbox.advanceClock(java.time.Duration.ofHours(13));

    assertThat(
            intentWith(id, "&return_url=https://shop.example/x").error().path("message").asText())
        .contains("expired");
  }

  @Test
  void aShippingAddressGoesAlongWithThePayment() {
    deferred(
        """
        window.address = elements.create('address', { mode: 'shipping', defaultValues: { address: { country: 'US' } } });
        const other = document.createElement('div');
        document.getElementById('here').after(other);
        address.mount(other);
        """);
    type(VISA);
    assertThat(run("return elements.submit();").at("/error/code").asText())
        .isEqualTo("incomplete_name");
    enter("Full name", "Ada Lovelace");
    enter("Address", "1 Main Street");
    enter("City", "San Francisco");
    enter("State or province", "CA");
    enter("Postal code", "94110");

    var value = run("return address.getValue();");
    assertThat(value.path("complete").asBoolean()).isTrue();
    assertThat(value.at("/value/address/line1").asText()).isEqualTo("1 Main Street");
    var intent = intent("&automatic_payment_methods[enabled]=true");
    var paid =
        run(
            """
            const { error } = await elements.submit();
            if (error) return { error };
            return stripe.confirmPayment({ elements, clientSecret: '%s', redirect: 'if_required' });
            """
                .formatted(secret(intent)));
    assertThat(paid.at("/paymentIntent/status").asText())
        .as(paid.toString())
        .isEqualTo("succeeded");
    assertThat(paid.at("/paymentIntent/shipping/name").asText()).isEqualTo("Ada Lovelace");
    assertThat(paid.at("/paymentIntent/shipping/address/city").asText()).isEqualTo("San Francisco");
  }

  private void enter(String label, String text) {
    var field =
        page.frameLocator(ADDRESS_FRAME)
            .getByLabel(label, new FrameLocator.GetByLabelOptions().setExact(true));
    assertThat(field).isVisible();
    field.fill(text);
  }

  @Test
  void misuseIsSaid() {
    assertThat(misuse("Stripe('pk_test_1').elements().create('address')")).contains("mode");
    assertThat(misuse("await Stripe('pk_test_1').createConfirmationToken({})"))
        .contains("{elements}");
  }
}
