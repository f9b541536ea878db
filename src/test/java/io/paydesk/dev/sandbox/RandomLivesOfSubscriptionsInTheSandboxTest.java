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
  private static final List<String> BEHAVIORS =
      List.of("void", "mark_uncollectible", "keep_as_draft");

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
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
      switch (random.nextInt(18)) {
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
        case 11 -> pauseOrNot(club, id, random);
        case 12 -> credit(club, id, random.nextInt(3000) - 2500);
        case 13 -> discountOrNot(club, id, random);
        case 14 -> addOnOrNot(club, id, random);
        case 15 -> endSomeTime(club, id, random);
        case 16 -> moveTrial(club, id, random);
        case 17 -> {
          if (random.nextBoolean()) {
            club.billing.dashboard().removeCard(id);
          }
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

  private static void pauseOrNot(Club club, String id, Random random) {
    Map<String, String> form = new HashMap<>();
    if (random.nextBoolean()) {
      form.put("pause_collection", "");
    } else {
      form.put("pause_collection[behavior]", one(BEHAVIORS, random));
      form.put("pause_collection[resumes_at]", in(club, random.nextInt(60) + 1));
    }
    club.billing.changeAtDashboard(id, form);
  }

  private static void credit(Club club, String id, long amount) {
    String customer = club.billing.subscription(id).path("customer").asText();
    club.billing.dashboard().adjustBalance(customer, amount, "usd");
  }

  private static void discountOrNot(Club club, String id, Random random) {
    SubscriptionDashboard dashboard = club.billing.dashboard();
    Map<String, String> none = new HashMap<>();
    none.put("discounts", "");
    switch (random.nextInt(4)) {
      case 0 -> dashboard.change(id, none);
      case 1 -> dashboard.discount(id, dashboard.coupon(Map.of("percent_off", "33.3")));
      case 2 -> {
        Map<String, String> some = Map.of("amount_off", "970", "currency", "usd");
        dashboard.discount(id, dashboard.coupon(some));
      }
      default -> dashboard.taxNewSubscriptions("19", random.nextBoolean());
    }
  }

  private static void addOnOrNot(Club club, String id, Random random) {
    List<String> items = club.billing.dashboard().items(id);
    if (items.size() > 1) {
      club.billing.dashboard().removeItem(one(items, random));
    } else {
      String price = club.billing.price("usd", random.nextInt(100), "month");
      club.billing.dashboard().addOn(id, price, random.nextInt(3));
    }
  }

  private static void endSomeTime(Club club, String id, Random random) {
    switch (random.nextInt(4)) {
      case 0 -> club.billing.portal().cancel(id, "unused", null);
      case 1 -> {
        String when = in(club, random.nextInt(90) + 1);
        club.billing.changeAtDashboard(id, Map.of("cancel_at", when));
      }
      default -> club.billing.portal().renew(id);
    }
  }

  private static void moveTrial(Club club, String id, Random random) {
    String end = random.nextBoolean() ? "now" : in(club, random.nextInt(20) + 1);
    club.billing.changeAtDashboard(id, Map.of("trial_end", end));
  }

  private static String in(Club club, int days) {
    return Long.toString(club.shop.sandbox.now().plus(Duration.ofDays(days)).getEpochSecond());
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

  /** Money on the balance comes from paid invoices, and no time is billed twice. */
  private static void assertBooksAreRight(Club club) throws StripeException {
    club.billing.dashboard().books().invoices().forEach(invoice -> assertAddsUp(invoice));
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

  /** The due amount follows from the lines, the discounts, the taxes and the balance. */
  private static void assertAddsUp(SandboxBooks.Invoice invoice) {
    long lines = invoice.lines().stream().mapToLong(SandboxBooks.Line::amount).sum();
    assertThat(invoice.subtotal()).isEqualTo(lines);
    assertThat(invoice.total())
        .isIn(lines - invoice.discount(), lines - invoice.discount() + invoice.tax());
    if (invoice.endingBalance() != null) {
      assertThat(invoice.due())
          .isEqualTo(invoice.total() + invoice.startingBalance() - invoice.endingBalance())
          .satisfiesAnyOf(due -> assertThat(due).isZero(), due -> assertThat(due).isPositive());
      assertThat(invoice.payments()).hasSize(invoice.due() > 0 ? 1 : 0);
    }
  }

  private static void assertEventsAreInOrder(Club club) {
    assertThat(club.shop.sandbox.events().stream().map(e -> e.path("created").asLong()).toList())
        .isSorted();
  }

  private static <T> T one(List<T> some, Random random) {
    return some.get(random.nextInt(some.size()));
  }
}
