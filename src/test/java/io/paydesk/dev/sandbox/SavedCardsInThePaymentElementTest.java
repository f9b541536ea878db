package io.paydesk.dev.sandbox;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;

/** What a customer has saved, in the Payment Element, as far as a customer session says. */
class SavedCardsInThePaymentElementTest extends StripeJsTest {

  private static final String REDISPLAY = "&@[payment_method_redisplay]=enabled";
  private static final String SAVE =
      "&@[payment_method_save]=enabled&@[payment_method_save_usage]=off_session";

  private final String customer = shop.post("/v1/customers", "").body().path("id").asText();

  private String saved(String token, String redisplay) {
    var id =
        shop.post("/v1/payment_methods/" + token + "/attach", "customer=" + customer)
            .body()
            .path("id")
            .asText();
    shop.post("/v1/payment_methods/" + id, "allow_redisplay=" + redisplay);
    return id;
  }

  private String session(String features) {
    var made =
        shop.post(
            "/v1/customer_sessions",
            ("customer=" + customer + "&components[payment_element][enabled]=true" + features)
                .replace("@", "components[payment_element][features]"));
    assertThat(made.status()).as(made.body().toString()).isEqualTo(200);
    return secret(made.body());
  }

  private JsonNode shown(String features) {
    JsonNode intent = intent("&automatic_payment_methods[enabled]=true&customer=" + customer);
    mount(secret(intent), "customerSessionClientSecret: '" + session(features) + "'", "");
    return intent;
  }

  private Locator radio(String label) {
    return element().getByLabel(label, new FrameLocator.GetByLabelOptions().setExact(true));
  }

  @Test
  void aSavedCardIsChosenFirstAndPaysWithoutANumber() {
    var card = saved("pm_card_visa", "always");
    shown(REDISPLAY);

    assertThat(radio("Visa •••• 4242")).isChecked();
    assertThat(field("Card number")).isHidden();
    confirm("redirect: 'if_required'");

    var paid = settled();
    assertThat(paid.at("/paymentIntent/status").asText()).isEqualTo("succeeded");
    assertThat(paid.at("/paymentIntent/payment_method").asText()).isEqualTo(card);
  }

  @Test
  void anotherCardIsEnteredInstead() {
    var card = saved("pm_card_visa", "always");
    shown(REDISPLAY);
    radio("Use another way to pay").check();
    type("5555 5555 5555 4444");
    confirm("redirect: 'if_required'");

    var paid = settled();
    assertThat(paid.at("/paymentIntent/status").asText()).isEqualTo("succeeded");
    assertThat(paid.at("/paymentIntent/payment_method").asText()).isNotEqualTo(card);
  }

  @Test
  void onlyWhatThePayerWantsToSeeAgainIsShownAndNotMoreThanTheLimit() {
    saved("pm_card_visa", "unspecified");
    saved("pm_card_mastercard", "always");
    saved("pm_card_amex", "always");
    shown(REDISPLAY + "&@[payment_method_redisplay_limit]=1");

    assertThat(element().locator(".Saved").first()).containsText("Amex ••••");
    assertThat(element().locator(".Saved")).hasCount(2);
  }

  @Test
  void withoutRedisplayNothingIsShown() {
    saved("pm_card_visa", "always");
    shown("");

    assertThat(element().locator(".Saved")).hasCount(0);
    assertThat(field("Card number")).isVisible();
  }

  @Test
  void aTickKeepsTheCardForTheNextTime() {
    shown(REDISPLAY + SAVE);
    type(VISA);
    radio("Save for the next time").check();
    confirm("redirect: 'if_required'");
    var paid = settled();

    assertThat(paid.at("/paymentIntent/setup_future_usage").asText()).isEqualTo("off_session");
    var method =
        shop.get("/v1/payment_methods/" + paid.at("/paymentIntent/payment_method").asText()).body();
    assertThat(method.path("allow_redisplay").asText()).isEqualTo("always");
    assertThat(method.path("customer").asText()).isEqualTo(customer);
  }

  @Test
  void withoutATickItIsNotKept() {
    shown(REDISPLAY + SAVE);
    type(VISA);
    confirm("redirect: 'if_required'");
    var paid = settled();

    assertThat(paid.at("/paymentIntent/setup_future_usage").isNull()).isTrue();
    assertThat(shop.get("/v1/customers/" + customer + "/payment_methods").body().path("data"))
        .isEmpty();
  }

  @Test
  void thePayerRemovesACard() {
    var card = saved("pm_card_visa", "always");
    shown(REDISPLAY + "&@[payment_method_remove]=enabled");
    run("window.removed = new Promise((done) => element.on('savedpaymentmethodremove', done));");
    element()
        .getByRole(
            AriaRole.BUTTON, new FrameLocator.GetByRoleOptions().setName("Remove Visa •••• 4242"))
        .click();

    var told = run("return removed;");
    assertThat(told.path("success").asBoolean()).isTrue();
    assertThat(told.at("/payment_method/id").asText()).isEqualTo(card);
    assertThat(field("Card number")).isVisible();
    assertThat(shop.get("/v1/customers/" + customer + "/payment_methods").body().path("data"))
        .isEmpty();
  }

  @Test
  void aSessionThatIsOverOpensNothing() {
    saved("pm_card_visa", "always");
    var secret = session(REDISPLAY);
    shop.sandbox.advanceClock(java.time.Duration.ofMinutes(31));

    var error =
        run(
            """
            const element = Stripe('%s')
              .elements({ mode: 'payment', amount: 100, currency: 'usd', customerSessionClientSecret: '%s' })
              .create('payment');
            const failed = new Promise((done) => element.on('loaderror', done));
            element.mount('#here');
            return (await failed).error;
            """
                .formatted(shop.settings.publishableKey(), secret));

    assertThat(error.path("param").asText()).isEqualTo("customer_session_client_secret");
    complaints.clear();
  }
}
