package io.paydesk.dev.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.stripe.exception.StripeException;
import com.stripe.param.SubscriptionCreateParams.BillingMode;
import com.stripe.param.SubscriptionCreateParams.TrialSettings.EndBehavior.MissingPaymentMethod;
import java.time.Duration;
import java.time.Period;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FlexibleBillingInTheSandboxTest {

  private final Club club = new Club();

  @AfterEach
  void close() {
    club.close();
  }

  private JsonNode subscription(String id) {
    return club.billing.subscription(id);
  }

  private static long periodEnd(JsonNode subscription) {
    return subscription.at("/items/data/0/current_period_end").asLong();
  }

  private long in(Duration time) {
    return club.shop.sandbox.now().plus(time).getEpochSecond();
  }

  private JsonNode lastEvent(String type) {
    List<JsonNode> all =
        club.shop.sandbox.events().stream()
            .filter(event -> event.path("type").asText().equals(type))
            .toList();
    return all.get(all.size() - 1);
  }

  private void change(String id, String name, String value) {
    club.billing.changeAtDashboard(id, Map.of(name, value));
  }

  @Test
  void aSubscriptionIsBilledFlexiblyUnlessSomebodyAsksForClassic() throws StripeException {
    assertThat(subscription(club.active("pm_card_visa")).at("/billing_mode/type").asText())
        .isEqualTo("flexible");
    BillingMode classic = BillingMode.builder().setType(BillingMode.Type.CLASSIC).build();

    String id = club.create(club.order("price_monthly").setBillingMode(classic)).getId();

    assertThat(subscription(id).at("/billing_mode/type").asText()).isEqualTo("classic");
    assertThat(club.shop.post("/v1/subscriptions/" + id, "cancel_at=min_period_end").status())
        .isEqualTo(400);
  }

  @Test
  void thePortalEndsItByCancelAtAndNotByTheFlag() throws StripeException {
    String id = club.active("pm_card_visa");

    club.billing.portal().cancel(id, "unused", "Too quiet");

    JsonNode ends = subscription(id);
    assertThat(ends.path("cancel_at").asLong()).isEqualTo(periodEnd(ends));
    assertThat(ends.path("cancel_at_period_end").asBoolean()).isFalse();
    assertThat(ends.at("/cancellation_details/feedback").asText()).isEqualTo("unused");
    assertThat(ends.at("/cancellation_details/comment").asText()).isEqualTo("Too quiet");
    assertThat(ends.at("/cancellation_details/reason").asText())
        .isEqualTo("cancellation_requested");
    JsonNode previous = lastEvent("customer.subscription.updated").at("/data/previous_attributes");
    assertThat(previous.path("cancel_at").isNull()).isTrue();
    assertThat(previous.has("cancel_at_period_end")).isFalse();
    assertThat(previous.at("/cancellation_details/reason").isNull()).isTrue();
    club.shop.sandbox.advanceClock(Period.ofMonths(1));
    assertThat(club.status(id)).isEqualTo("canceled");
    assertThat(club.billing.invoices(id)).hasSize(1);
  }

  @Test
  void thePortalOfAClassicOneSetsTheFlag() throws StripeException {
    BillingMode classic = BillingMode.builder().setType(BillingMode.Type.CLASSIC).build();
    String id = club.create(club.order("price_monthly").setBillingMode(classic)).getId();
    club.billing.pay(club.latestInvoice(id).path("id").asText(), "pm_card_visa");

    club.billing.portal().cancel(id);

    assertThat(subscription(id).path("cancel_at_period_end").asBoolean()).isTrue();
    club.billing.portal().renew(id);
    assertThat(subscription(id).path("cancel_at").isNull()).isTrue();
  }

  @Test
  void anEndOfThePortalIsNotTakenBackByTheFlag() throws StripeException {
    String id = club.active("pm_card_visa");
    club.billing.portal().cancel(id);

    change(id, "cancel_at_period_end", "false");
    assertThat(subscription(id).path("cancel_at").isNumber()).isTrue();

    change(id, "cancel_at", "");
    assertThat(subscription(id).path("cancel_at").isNull()).isTrue();
    assertThat(subscription(id).path("canceled_at").isNull()).isTrue();
    club.shop.sandbox.advanceClock(Period.ofMonths(1));
    assertThat(club.status(id)).isEqualTo("active");
  }

  @Test
  void itEndsInMidPeriodWhereThatIsAskedFor() throws StripeException {
    String id = club.active("pm_card_visa");
    long end = in(Duration.ofDays(10));

    change(id, "cancel_at", Long.toString(end));

    assertThat(periodEnd(subscription(id))).isGreaterThan(end);
    club.shop.sandbox.advanceClock(Duration.ofDays(9));
    assertThat(club.status(id)).isEqualTo("active");
    club.shop.sandbox.advanceClock(Duration.ofDays(2));
    assertThat(club.status(id)).isEqualTo("canceled");
    assertThat(subscription(id).path("ended_at").asLong()).isEqualTo(end);
    assertThat(lastEvent("customer.subscription.deleted").path("created").asLong()).isEqualTo(end);
  }

  @Test
  void thePeriodInWhichItEndsIsBilledForItsPart() throws StripeException {
    club.goTo(4, 10);
    String id = club.active("pm_card_visa");
    change(id, "cancel_at", Long.toString(in(Duration.ofDays(30 + 15))));

    club.shop.sandbox.advanceClock(Duration.ofDays(31));

    JsonNode renewal = club.latestInvoice(id);
    assertThat(renewal.path("amount_paid").asLong()).isEqualTo(484);
    assertThat(renewal.at("/lines/data/0/period/end"))
        .isEqualTo(subscription(id).path("cancel_at"));
    club.shop.sandbox.advanceClock(Duration.ofDays(15));
    assertThat(club.status(id)).isEqualTo("canceled");
  }

  @Test
  void bothWaysToEndItInOneRequestAreRefused() throws StripeException {
    String id = club.active("pm_card_visa");

    Shop.Reply both =
        club.shop.post(
            "/v1/subscriptions/" + id, "cancel_at=min_period_end&cancel_at_period_end=true");

    assertThat(both.status()).isEqualTo(400);
    assertThat(both.error().path("message").asText()).contains("cancel_at, cancel_at_period_end");
    assertThat(club.shop.post("/v1/subscriptions/" + id, "cancel_at=5").status()).isEqualTo(400);
    assertThat(subscription(id).path("cancel_at").isNull()).isTrue();
  }

  @Test
  void aPauseEndsByItselfWhereThatWasSaid() throws StripeException {
    String id = club.active("pm_card_visa");
    long resumes = in(Duration.ofDays(40));
    club.billing.changeAtDashboard(
        id,
        Map.of(
            "pause_collection[behavior]",
            "void",
            "pause_collection[resumes_at]",
            Long.toString(resumes)));
    JsonNode paused = subscription(id);
    assertThat(paused.at("/pause_collection/resumes_at").asLong()).isEqualTo(resumes);
    assertThat(paused.path("status").asText()).isEqualTo("active");

    club.shop.sandbox.advanceClock(Period.ofMonths(1));
    assertThat(club.latestInvoice(id).path("status").asText()).isEqualTo("void");
    club.shop.sandbox.advanceClock(Period.ofMonths(1));

    assertThat(subscription(id).path("pause_collection").isNull()).isTrue();
    assertThat(club.latestInvoice(id).path("status").asText()).isEqualTo("paid");
  }

  @Test
  void aRenewalIsToldOfAWeekAheadAndNotWhereThereIsNone() throws StripeException {
    String id = club.active("pm_card_visa");
    String ends = club.active("pm_card_visa");
    club.billing.portal().cancel(ends);
    String paused = club.active("pm_card_visa");
    change(paused, "pause_collection[behavior]", "void");

    club.shop.sandbox.advanceClock(Duration.ofDays(25));

    List<JsonNode> upcoming =
        club.shop.sandbox.events().stream()
            .filter(event -> event.path("type").asText().equals("invoice.upcoming"))
            .toList();
    assertThat(upcoming).hasSize(1);
    JsonNode invoice = upcoming.get(0).at("/data/object");
    assertThat(invoice.at("/parent/subscription_details/subscription").asText()).isEqualTo(id);
    assertThat(invoice.path("amount_due").asLong()).isEqualTo(1000);
    assertThat(upcoming.get(0).path("created").asLong())
        .isEqualTo(periodEnd(subscription(id)) - Duration.ofDays(7).toSeconds());
  }

  @Test
  void aTrialMayBeMadeLonger() throws StripeException {
    String id = club.trial(MissingPaymentMethod.CANCEL).getId();
    long end = in(Duration.ofDays(30));

    change(id, "trial_end", Long.toString(end));

    JsonNode longer = subscription(id);
    assertThat(longer.path("trial_end").asLong()).isEqualTo(end);
    assertThat(periodEnd(longer)).isEqualTo(end);
    club.shop.sandbox.advanceClock(Duration.ofDays(28));
    assertThat(club.status(id)).isEqualTo("trialing");
    assertThat(lastEvent("customer.subscription.trial_will_end").path("created").asLong())
        .isEqualTo(end - Duration.ofDays(3).toSeconds());
    club.shop.sandbox.advanceClock(Duration.ofDays(3));
    assertThat(club.status(id)).isEqualTo("canceled");
  }

  @Test
  void aTrialThatEndsNowIsBilledNow() throws StripeException {
    var trial = club.trial(MissingPaymentMethod.CREATE_INVOICE);
    club.billing.confirmSetup(trial.getPendingSetupIntent(), "pm_card_visa");
    club.shop.sandbox.advanceClock(Duration.ofDays(2));

    change(trial.getId(), "trial_end", "now");

    assertThat(club.status(trial.getId())).isEqualTo("active");
    JsonNode invoice = club.latestInvoice(trial.getId());
    assertThat(invoice.path("amount_paid").asLong()).isEqualTo(1000);
    assertThat(periodEnd(subscription(trial.getId()))).isGreaterThan(in(Duration.ofDays(27)));
  }

  @Test
  void aTrialOfWhatIsPaidForGivesTheRestBack() throws StripeException {
    club.goTo(4, 10);
    String id = club.active("pm_card_visa");
    club.shop.sandbox.advanceClock(Duration.ofDays(15));

    change(id, "trial_end", Long.toString(in(Duration.ofDays(60))));

    assertThat(club.status(id)).isEqualTo("trialing");
    club.shop.sandbox.advanceClock(Duration.ofDays(61));
    assertThat(club.status(id)).isEqualTo("active");
    assertThat(club.latestInvoice(id).path("amount_paid").asLong()).isEqualTo(500);
  }

  @Test
  void theControlsSpeakJsonToo() throws StripeException {
    String id = club.active("pm_card_visa");
    String path = "/sandbox/subscriptions/" + id;

    Shop.Reply ends = club.shop.control(path, "{\"portal\":\"cancel\",\"feedback\":\"unused\"}");
    assertThat(ends.body().path("cancel_at").isNumber()).isTrue();
    Shop.Reply goesOn = club.shop.control(path, "{\"portal\":\"renew\"}");
    assertThat(goesOn.body().path("cancel_at").isNull()).isTrue();
    String pause = "{\"change\":{\"pause_collection[behavior]\":\"void\"}}";
    assertThat(club.shop.control(path, pause).body().at("/pause_collection/behavior").asText())
        .isEqualTo("void");
    assertThat(club.shop.control(path, "{\"portal\":\"other\"}").status()).isEqualTo(400);
    assertThat(club.shop.control("/sandbox/billing", "{\"upcomingDays\":3}").status())
        .isEqualTo(200);
    assertThatThrownBy(() -> club.billing.upcomingDays(-1)).hasMessageContaining("-1");
  }
}
