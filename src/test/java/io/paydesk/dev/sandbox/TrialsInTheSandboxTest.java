package io.paydesk.dev.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.stripe.exception.CardException;
import com.stripe.exception.StripeException;
import com.stripe.model.SetupIntent;
import com.stripe.model.Subscription;
import com.stripe.param.SetupIntentConfirmParams;
import com.stripe.param.SubscriptionCreateParams.TrialSettings.EndBehavior.MissingPaymentMethod;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TrialsInTheSandboxTest {

  private final Club club = new Club();

  @AfterEach
  void close() {
    club.close();
  }

  private void advance(int days) {
    club.shop.sandbox.advanceClock(Duration.ofDays(days));
  }

  @Test
  void aTrialBeginsWithAnInvoiceOfZeroAndACardToSave() throws StripeException {
    Subscription trial = club.trial(MissingPaymentMethod.CANCEL);

    assertThat(trial.getStatus()).isEqualTo("trialing");
    assertThat(trial.getTrialEnd()).isEqualTo(trial.getTrialStart() + 7 * 86_400);
    assertThat(trial.getItems().getData().get(0).getCurrentPeriodEnd())
        .isEqualTo(trial.getTrialEnd());
    assertThat(trial.getLatestInvoiceObject().getStatus()).isEqualTo("paid");
    assertThat(trial.getLatestInvoiceObject().getAmountPaid()).isZero();
    SetupIntent setup = trial.getPendingSetupIntentObject();
    assertThat(setup.getClientSecret()).startsWith(setup.getId() + "_secret_");
    assertThat(setup.getStatus()).isEqualTo("requires_payment_method");
    assertThat(club.eventsFrom(1))
        .containsExactly(
            "customer.updated",
            "customer.subscription.created",
            "setup_intent.created",
            "invoice.created",
            "invoice.finalized",
            "invoice.updated",
            "invoice.paid",
            "invoice.payment_succeeded");
  }

  @Test
  void aBrowserSavesTheCardWithTheSecret() throws StripeException {
    Subscription trial = club.trial(MissingPaymentMethod.CANCEL);
    SetupIntent setup = trial.getPendingSetupIntentObject();
    String path = "/v1/setup_intents/" + setup.getId();
    String key = club.shop.settings.publishableKey();
    String card =
        "payment_method_data[type]=card&payment_method_data[card][number]=4242424242424242"
            + "&payment_method_data[card][exp_month]=12&payment_method_data[card][exp_year]=34";

    Shop.Reply wrong = club.shop.postAs(key, path + "/confirm", card + "&client_secret=x");
    assertThat(wrong.error().path("code").asText()).isEqualTo("setup_intent_invalid_parameter");
    int sofar = club.events();
    Shop.Reply saved =
        club.shop.postAs(
            key, path + "/confirm", card + "&client_secret=" + setup.getClientSecret());

    assertThat(saved.body().path("status").asText()).isEqualTo("succeeded");
    assertThat(saved.body().has("customer")).isFalse();
    Subscription after = club.read(trial.getId());
    assertThat(after.getPendingSetupIntent()).isNull();
    assertThat(after.getDefaultPaymentMethod())
        .isEqualTo(saved.body().path("payment_method").asText());
    assertThat(after.getStatus()).isEqualTo("trialing");
    assertThat(club.eventsFrom(sofar))
        .containsExactly(
            "payment_method.attached", "setup_intent.succeeded", "customer.subscription.updated");
  }

  @Test
  void aCardThatDeclinesIsNotSaved() throws StripeException {
    Subscription trial = club.trial(MissingPaymentMethod.CANCEL);
    String setup = trial.getPendingSetupIntent();
    SetupIntentConfirmParams declines =
        SetupIntentConfirmParams.builder().setPaymentMethod("pm_card_chargeDeclined").build();

    assertThatThrownBy(() -> club.shop.stripe.v1().setupIntents().confirm(setup, declines))
        .isInstanceOf(CardException.class);

    SetupIntent after = club.shop.stripe.v1().setupIntents().retrieve(setup);
    assertThat(after.getStatus()).isEqualTo("requires_payment_method");
    assertThat(after.getLastSetupError().getCode()).isEqualTo("card_declined");
    assertThat(club.read(trial.getId()).getPendingSetupIntent()).isEqualTo(setup);
    assertThat(club.eventsFrom(club.events() - 1)).containsExactly("setup_intent.setup_failed");
    assertThat(club.billing.confirmSetup(setup, "4242424242424242").path("status").asText())
        .isEqualTo("succeeded");
  }

  @Test
  void threeDSecureComesBeforeACardIsSaved() throws StripeException {
    String setup = club.trial(MissingPaymentMethod.CANCEL).getPendingSetupIntent();

    JsonNode asked = club.billing.confirmSetup(setup, "pm_card_authenticationRequired");

    assertThat(asked.path("status").asText()).isEqualTo("requires_action");
    String page = asked.at("/next_action/redirect_to_url/url").asText();
    String path = page.substring(club.shop.sandbox.baseUri().toString().length());
    assertThat(club.shop.getAs(null, path).http().body()).contains("saves this card");
    club.shop.sandbox.authenticate(setup, false);
    assertThat(club.billing.setupIntent(setup).at("/last_setup_error/code").asText())
        .isEqualTo("setup_intent_authentication_failure");
    club.billing.confirmSetup(setup, "pm_card_authenticationRequired");
    club.shop.sandbox.authenticate(setup, true);
    assertThat(club.billing.setupIntent(setup).path("status").asText()).isEqualTo("succeeded");
  }

  @Test
  void aTrialIsPaidForOnceItEnds() throws StripeException {
    Subscription trial = club.trial(MissingPaymentMethod.CANCEL);
    club.billing.confirmSetup(trial.getPendingSetupIntent(), "pm_card_visa");
    advance(3);
    int sofar = club.events();

    advance(1);
    assertThat(club.eventsFrom(sofar)).containsExactly("customer.subscription.trial_will_end");
    advance(3);

    assertThat(club.status(trial.getId())).isEqualTo("active");
    JsonNode invoice = club.latestInvoice(trial.getId());
    assertThat(invoice.path("amount_paid").asLong()).isEqualTo(1000);
    assertThat(invoice.path("billing_reason").asText()).isEqualTo("subscription_cycle");
    assertThat(club.eventsFrom(sofar)).containsOnlyOnce("invoice.paid");
  }

  @Test
  void aTrialWithoutACardEndsAsItsSettingsSay() throws StripeException {
    String canceled = club.trial(MissingPaymentMethod.CANCEL).getId();
    String paused = club.trial(MissingPaymentMethod.PAUSE).getId();
    String billed = club.trial(MissingPaymentMethod.CREATE_INVOICE).getId();

    advance(7);

    assertThat(club.status(canceled)).isEqualTo("canceled");
    assertThat(club.status(paused)).isEqualTo("paused");
    assertThat(club.status(billed)).isEqualTo("past_due");
    assertThat(club.billing.invoices(canceled)).hasSize(1);
    assertThat(club.billing.invoices(paused)).hasSize(1);
    assertThat(club.billing.invoices(billed)).hasSize(2);
  }

  @Test
  void aPausedSubscriptionIsResumedWithACard() throws StripeException {
    Subscription trial = club.trial(MissingPaymentMethod.PAUSE);
    advance(40);
    club.billing.confirmSetup(trial.getPendingSetupIntent(), "pm_card_visa");

    Subscription after = club.shop.stripe.v1().subscriptions().resume(trial.getId());

    assertThat(after.getStatus()).isEqualTo("active");
    assertThat(after.getItems().getData().get(0).getCurrentPeriodStart())
        .isEqualTo(after.getBillingCycleAnchor());
    assertThat(club.latestInvoice(trial.getId()).path("amount_paid").asLong()).isEqualTo(1000);
    assertThat(club.eventsFrom(0)).contains("customer.subscription.resumed");
  }

  @Test
  void aCardThatOnlySavesIsDeclinedWhenTheTrialEnds() throws StripeException {
    Subscription trial = club.trial(MissingPaymentMethod.CANCEL);
    club.billing.confirmSetup(trial.getPendingSetupIntent(), "4000000000000341");

    advance(7);

    assertThat(club.status(trial.getId())).isEqualTo("past_due");
  }

  @Test
  void aShortTrialIsAnnouncedAtOnce() throws StripeException {
    club.create(club.order("price_monthly").setTrialPeriodDays(2L));

    assertThat(club.eventsFrom(0)).contains("customer.subscription.trial_will_end");
    int sofar = club.events();
    advance(1);
    assertThat(club.events()).isEqualTo(sofar);
  }

  @Test
  void aTrialCanBeCanceledBeforeItEnds() throws StripeException {
    Subscription trial = club.trial(MissingPaymentMethod.CANCEL);

    club.shop.stripe.v1().subscriptions().cancel(trial.getId());

    assertThat(club.status(trial.getId())).isEqualTo("canceled");
    assertThat(club.billing.setupIntent(trial.getPendingSetupIntent()).path("status").asText())
        .isEqualTo("canceled");
    int sofar = club.events();
    advance(8);
    assertThat(club.events()).isEqualTo(sofar);
  }
}
