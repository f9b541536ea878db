package io.paydesk.dev.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.stripe.model.Subscription;
import com.stripe.param.SubscriptionCreateParams.TrialSettings.EndBehavior.MissingPaymentMethod;
import org.junit.jupiter.api.Test;

/** Elements that are drawn before there is an intent, and what they ask of it. */
class DeferredElementsTest extends StripeJsTest {

  private void draw(String options) {
    run(
        """
        window.stripe = Stripe('%s', { locale: 'en' });
        window.elements = stripe.elements({ %s });
        window.element = elements.create('payment');
        element.mount('#here');
        await new Promise((ready) => element.on('ready', ready));
        """
            .formatted(shop.settings.publishableKey(), options));
  }

  private JsonNode submitAnd(String call, String secret) {
    return run(
        """
        const { error } = await elements.submit();
        if (error) return { error };
        return stripe.%s({ elements, clientSecret: '%s', redirect: 'if_required' });
        """
            .formatted(call, secret));
  }

  @Test
  void drawingThemBeginsNothing() {
    int before = shop.sandbox.events().size();

    draw("mode: 'payment', amount: 2000, currency: 'usd'");

    assertThat(element().getByLabel("US bank account").isVisible()).isTrue();
    assertThat(shop.sandbox.events()).hasSize(before);
  }

  @Test
  void theyShowWhatAnIntentOfTheseOptionsWouldTake() {
    draw("mode: 'payment', amount: 2000, currency: 'usd', captureMethod: 'manual'");

    assertThat(element().getByLabel("US bank account").count()).isZero();
  }

  @Test
  void anAmountThatNoIntentCouldHaveIsALoadError() {
    JsonNode told =
        run(
            """
            window.stripe = Stripe('%s', { locale: 'en' });
            const element = stripe.elements({ mode: 'payment', amount: 1, currency: 'usd' }).create('payment');
            const told = new Promise((failed) => element.on('loaderror', failed));
            element.mount('#here');
            return told;
            """
                .formatted(shop.settings.publishableKey()));

    assertThat(told.at("/error/message").asText()).contains("Amount must be at least");
    complaints.removeIf(complaint -> complaint.contains("status of 400"));
  }

  @Test
  void anotherAmountThanTheIntentsIsRefusedUntilTheyAreTold() {
    draw("mode: 'payment', amount: 1500, currency: 'usd'");
    type(VISA);
    String secret = secret(intent(""));

    assertThat(submitAnd("confirmPayment", secret).at("/error/message").asText())
        .contains("amount (1500)", "amount (2000)");

    run("await elements.update({ amount: 2000 });");
    String early =
        "await stripe.confirmPayment({ elements, clientSecret: '%s', redirect: 'if_required' })";
    assertThat(misuse(early.formatted(secret))).contains("elements.submit()");
    assertThat(submitAnd("confirmPayment", secret).at("/paymentIntent/status").asText())
        .isEqualTo("succeeded");
  }

  @Test
  void anotherLookIsNoOtherIntent() {
    draw("mode: 'payment', amount: 2000, currency: 'usd'");
    type(VISA);
    run("await elements.submit(); await elements.update({ appearance: { theme: 'night' } });");

    JsonNode paid =
        run(
            "return stripe.confirmPayment({ elements, clientSecret: '%s', redirect: 'if_required' });"
                .formatted(secret(intent(""))));

    assertThat(paid.at("/paymentIntent/status").asText()).isEqualTo("succeeded");
  }

  @Test
  void aSubscriptionIsPaidOrGivenACard() throws Exception {
    Club club = new Club(shop);
    Subscription due = club.incomplete();
    draw("mode: 'subscription', amount: 1000, currency: 'usd'");
    type(VISA);
    String secret = due.getLatestInvoiceObject().getConfirmationSecret().getClientSecret();
    assertThat(submitAnd("confirmPayment", secret).at("/paymentIntent/status").asText())
        .isEqualTo("succeeded");

    page.navigate(host.at("/checkout"));
    draw("mode: 'setup', currency: 'usd'");
    type(VISA);
    String setup =
        club.trial(MissingPaymentMethod.CANCEL).getPendingSetupIntentObject().getClientSecret();
    assertThat(submitAnd("confirmSetup", setup).at("/setupIntent/status").asText())
        .isEqualTo("succeeded");
  }

  @Test
  void aPaymentIsNoSubscription() throws Exception {
    Subscription due = new Club(shop).incomplete();
    draw("mode: 'payment', amount: 1000, currency: 'usd'");
    type(VISA);

    String secret = due.getLatestInvoiceObject().getConfirmationSecret().getClientSecret();
    assertThat(submitAnd("confirmPayment", secret).at("/error/message").asText())
        .contains("setup_future_usage (null)", "setup_future_usage (off_session)");
  }

  @Test
  void misuseIsThrown() {
    String elements = "Stripe('pk_test_1').elements({ %s })";

    assertThat(misuse(elements.formatted("mode: 'payment', amount: 100"))).contains("currency");
    assertThat(misuse(elements.formatted("mode: 'payment', currency: 'usd'"))).contains("amount");
    assertThat(misuse(elements.formatted("mode: 'gift', currency: 'usd'"))).contains("mode");
    assertThat(
            misuse(
                elements.formatted(
                    "mode: 'setup', currency: 'usd', paymentMethodTypes: ['card'], paymentMethodConfiguration: 'pmc_1'")))
        .contains("not both");
  }
}
