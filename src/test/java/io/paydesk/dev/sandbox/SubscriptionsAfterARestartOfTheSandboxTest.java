package io.paydesk.dev.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.stripe.exception.StripeException;
import com.stripe.model.Subscription;
import com.stripe.param.SubscriptionCreateParams.TrialSettings.EndBehavior.MissingPaymentMethod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Period;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SubscriptionsAfterARestartOfTheSandboxTest {

  @TempDir Path directory;

  private Path file() {
    return directory.resolve("sandbox.json");
  }

  private SandboxSettings settings() {
    return Shop.settings(file(), Duration.ofMillis(300));
  }

  @Test
  void whatIsDueAfterARestartStillHappens() throws StripeException {
    SandboxSettings settings = settings();
    String active;
    String pastDue;
    Subscription trial;
    Subscription incomplete;
    try (Club club = new Club(new Shop(settings))) {
      club.billing.afterRetries("unpaid");
      pastDue = club.active("pm_card_visa");
      club.billing.replaceCard(pastDue, "pm_card_chargeCustomerFail");
      club.shop.sandbox.advanceClock(Period.ofMonths(1));
      active = club.active("pm_card_visa");
      club.billing.changeAtDashboard(active, Map.of("items[0][quantity]", "2"));
      trial = club.trial(MissingPaymentMethod.CANCEL);
      incomplete = club.incomplete();
    }

    try (Club club = new Club(new Shop(settings))) {
      assertThat(club.status(pastDue)).isEqualTo("past_due");
      club.billing.pay(incomplete.getLatestInvoice(), "pm_card_visa");
      assertThat(club.status(incomplete.getId())).isEqualTo("active");
      club.billing.confirmSetup(trial.getPendingSetupIntent(), "pm_card_visa");
      club.shop.sandbox.advanceClock(Period.ofMonths(1));
      assertThat(club.status(pastDue)).isEqualTo("unpaid");
      assertThat(club.status(trial.getId())).isEqualTo("active");
      assertThat(club.latestInvoice(active).path("lines").path("data")).hasSize(3);
      assertThat(club.eventsFrom(0)).containsOnlyOnce("customer.subscription.trial_will_end");
    }
  }

  @Test
  void discountsCreditTaxesAndPlansAreKept() throws StripeException {
    SandboxSettings settings = settings();
    String id;
    String ends;
    String paused;
    try (Club club = new Club(new Shop(settings))) {
      SubscriptionDashboard dashboard = club.billing.dashboard();
      dashboard.taxNewSubscriptions("10", false);
      id = club.active("pm_card_visa");
      dashboard.discount(id, dashboard.coupon(Map.of("percent_off", "50")));
      dashboard.addOn(id, club.billing.price("usd", 500, "month"), 1);
      String customer = club.billing.subscription(id).path("customer").asText();
      dashboard.adjustBalance(customer, -200, "usd");
      ends = club.active("pm_card_visa");
      club.billing.portal().cancel(ends);
      paused = club.active("pm_card_visa");
      club.billing.changeAtDashboard(paused, Map.of("pause_collection[behavior]", "void"));
      club.shop.sandbox.advanceClock(Duration.ofDays(25));
    }

    try (Club club = new Club(new Shop(settings))) {
      club.shop.sandbox.advanceClock(Duration.ofDays(10));
      SandboxBooks books = club.billing.dashboard().books();
      SandboxBooks.Invoice renewal = books.invoicesOf(id).get(1);
      assertThat(renewal.startingBalance()).isEqualTo(-200);
      assertThat(renewal.discount()).isEqualTo(750);
      assertThat(renewal.total())
          .isEqualTo(renewal.subtotal() - renewal.discount() + renewal.tax());
      assertThat(renewal.tax()).isPositive();
      assertThat(club.status(ends)).isEqualTo("canceled");
      assertThat(club.latestInvoice(paused).path("status").asText()).isEqualTo("void");
      assertThat(club.eventsFrom(0)).containsOnlyOnce("invoice.upcoming");
      assertThat(club.latestInvoice(club.incomplete().getId()).path("total").asLong())
          .isEqualTo(1100);
    }
  }

  @Test
  void whatBecameDueWhileItWasDownHappensAtItsTime() throws StripeException, IOException {
    SandboxSettings settings = settings();
    String active;
    try (Club club = new Club(new Shop(settings))) {
      active = club.active("pm_card_visa");
    }
    ObjectNode state = (ObjectNode) Json.read(Files.readString(file()));
    Files.writeString(file(), Json.write(state.put("clock_ahead", "PT960H")));

    try (Club club = new Club(new Shop(settings))) {
      await().until(() -> club.billing.invoices(active).size() == 2);
      long periodStart =
          club.billing.subscription(active).at("/items/data/0/current_period_start").asLong();
      assertThat(club.latestInvoice(active).path("created").asLong()).isEqualTo(periodStart);
      assertThat(club.shop.sandbox.now().getEpochSecond()).isGreaterThan(periodStart);
    }
  }
}
