package io.paydesk.dev.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.stripe.exception.StripeException;
import com.stripe.param.SubscriptionCreateParams.TrialSettings.EndBehavior.MissingPaymentMethod;
import java.time.Duration;
import java.time.Period;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever payers, banks and people at the dashboard do, the books stay right. */
class RandomLivesOfSubscriptionsInTheSandboxTest {

  private static final int STEPS = 120;
  private static final List<String> CARDS =
      List.of(
          "pm_card_visa",
          "pm_card_visa",
          "pm_card_chargeDeclined",
          "pm_card_chargeCustomerFail",
          "pm_card_authenticationRequired",
          "pm_card_authenticationRequiredOnSetup");
  private static final List<String> PRICES = List.of("price_monthly", "price_yearly", "price_free");

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void theBooksStayRight(long seed) throws StripeException {
    Random random = new Random(seed);
    try (Club club = new Club()) {
      List<String> ids = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        String price = one(PRICES, random);
        ids.add(club.create(club.order(price)).getId());
        ids.add(club.trial(one(List.of(MissingPaymentMethod.values()), random)).getId());
      }
      for (int step = 0; step < STEPS; step++) {
        act(club, one(ids, random), random);
        assertBooksAreRight(club);
      }
      assertEventsAreInOrder(club);
    }
  }

  private static void act(Club club, String id, Random random) {
    JsonNode subscription = club.billing.subscription(id);
    String invoice = subscription.path("latest_invoice").asText();
    String card = one(CARDS, random);
    try {
      switch (random.nextInt(12)) {
        case 0, 1 -> club.shop.sandbox.advanceClock(Duration.ofHours(random.nextInt(100)));
        case 2 -> club.shop.sandbox.advanceClock(Period.ofMonths(1));
        case 3, 4 -> club.billing.pay(invoice, card);
        case 5 -> club.billing.replaceCard(id, card);
        case 6 ->
            club.billing.confirmSetup(subscription.path("pending_setup_intent").asText(), card);
        case 7 ->
            club.shop.sandbox.authenticate(club.billing.paymentOf(invoice), random.nextBoolean());
        case 8 -> change(club, id, random);
        case 9 -> {
          String ends = Boolean.toString(random.nextBoolean());
          club.billing.changeAtDashboard(id, Map.of("cancel_at_period_end", ends));
        }
        case 10 -> {
          String what = one(List.of("pay", "pay", "void", "mark_uncollectible"), random);
          Shop.Reply reply = club.shop.post("/v1/invoices/" + invoice + "/" + what, "");
          assertThat(reply.status()).isIn(200, 400, 402);
        }
        default -> {
          if (random.nextInt(4) == 0) {
            club.billing.cancelAtDashboard(id);
          }
        }
      }
    } catch (IllegalStateException | Refusal refused) {
      assertThat(refused.getMessage()).doesNotContain("unknown error");
    }
  }

  private static void change(Club club, String id, Random random) {
    String price = one(PRICES, random);
    Map<String, String> what =
        random.nextBoolean()
            ? Map.of("items[0][price]", price)
            : Map.of("items[0][quantity]", Integer.toString(random.nextInt(4)));
    Map<String, String> form = new HashMap<>(what);
    form.put(
        "proration_behavior", one(List.of("always_invoice", "create_prorations", "none"), random));
    form.put(
        "payment_behavior",
        one(List.of("allow_incomplete", "error_if_incomplete", "pending_if_incomplete"), random));
    club.billing.changeAtDashboard(id, form);
  }

  /** Money on the balance is money of paid invoices, and no time is billed twice. */
  private static void assertBooksAreRight(Club club) throws StripeException {
    long paid = 0;
    for (JsonNode subscription : club.billing.subscriptions()) {
      Set<Long> starts = new HashSet<>();
      for (JsonNode invoice : club.billing.invoices(subscription.path("id").asText())) {
        long amount = invoice.path("amount_paid").asLong();
        paid += amount;
        assertThat(amount)
            .isEqualTo(
                invoice.path("status").asText().equals("paid")
                    ? invoice.path("amount_due").asLong()
                    : 0);
        if (invoice.path("billing_reason").asText().equals("subscription_cycle")) {
          assertThat(starts.add(invoice.path("period_end").asLong())).isTrue();
        }
      }
      String status = subscription.path("status").asText();
      if (Set.of("active", "past_due", "unpaid", "trialing").contains(status)) {
        assertThat(subscription.at("/items/data/0/current_period_end").asLong())
            .isGreaterThan(club.shop.sandbox.now().getEpochSecond() - 2);
      }
    }
    assertThat(club.shop.available("usd")).isEqualTo(paid);
  }

  private static void assertEventsAreInOrder(Club club) {
    assertThat(club.shop.sandbox.events().stream().map(e -> e.path("created").asLong()).toList())
        .isSorted();
  }

  private static <T> T one(List<T> some, Random random) {
    return some.get(random.nextInt(some.size()));
  }
}
