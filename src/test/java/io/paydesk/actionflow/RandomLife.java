package io.paydesk.actionflow;

import io.paydesk.dev.sandbox.Sandbox;
import io.paydesk.dev.sandbox.SandboxBooks;
import java.time.Duration;
import java.time.Period;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * What payers, people at the dashboard, banks and time do to one subscription at Stripe, drawn by a
 * seed. The events of each step arrive or are lost.
 */
final class RandomLife {

  private static final List<String> CARDS =
      List.of(
          "pm_card_visa",
          "pm_card_visa",
          "pm_card_chargeCustomerFail",
          "pm_card_authenticationRequired");
  private static final List<String> PAUSES = List.of("void", "mark_uncollectible", "keep_as_draft");

  private final Sandbox stripe;
  private final String subscription;
  private final List<String> prices;
  private final Random random;
  private final List<String> told = new ArrayList<>();

  /**
   * @param prices to swap to, the first one its own
   */
  RandomLife(Sandbox stripe, String subscription, List<String> prices, Random random) {
    this.stripe = stripe;
    this.subscription = subscription;
    this.prices = prices;
    this.random = random;
  }

  /** What has happened so far, for a person who has to understand a failure. */
  @Override
  public String toString() {
    return String.join(", ", told);
  }

  /** One step. What Stripe refuses does not happen. */
  void step() {
    var what = random.nextInt(14);
    try {
      told.add(take(what));
    } catch (IllegalStateException refused) {
      told.add("refused: " + refused.getMessage());
    }
  }

  private String take(int what) {
    return switch (what) {
      case 0, 1 -> time();
      case 2, 3 -> pay();
      case 4 -> swap();
      case 5 -> balance();
      case 6 -> coupon();
      case 7 -> pause();
      case 8 -> portal();
      case 9 -> card();
      case 10 -> bank();
      case 11 -> addOn();
      case 12 -> trial();
      default -> weather();
    };
  }

  private String time() {
    if (random.nextBoolean()) {
      stripe.advanceClock(Period.ofMonths(1));
      return "a month";
    }
    int days = random.nextInt(9) + 1;
    stripe.advanceClock(Duration.ofDays(days));
    return days + " days";
  }

  private String pay() {
    var open =
        stripe.billing().dashboard().books().invoicesOf(subscription).stream()
            .filter(invoice -> invoice.status().equals("open"))
            .map(SandboxBooks.Invoice::id)
            .toList();
    if (open.isEmpty()) {
      return "nothing to pay";
    }
    var card = one(CARDS);
    stripe.billing().pay(open.get(0), card);
    return "pay with " + card;
  }

  private String swap() {
    var price = one(prices);
    stripe.billing().dashboard().swapPrice(items().get(0), price);
    return "swap";
  }

  private String balance() {
    long amount = random.nextInt(6000) - 5000;
    var customer = stripe.billing().subscription(subscription).path("customer").asText();
    stripe.billing().dashboard().adjustBalance(customer, amount, "usd");
    return "balance " + amount;
  }

  private String coupon() {
    var dashboard = stripe.billing().dashboard();
    var form =
        switch (random.nextInt(3)) {
          case 0 -> Map.of("percent_off", "100", "duration", "once");
          case 1 -> Map.of("percent_off", "33.3", "duration", "forever");
          default -> Map.of("amount_off", "1470", "currency", "usd", "duration", "forever");
        };
    dashboard.discount(subscription, dashboard.coupon(form));
    return "coupon " + form;
  }

  private String pause() {
    var form = new HashMap<String, String>();
    if (random.nextBoolean()) {
      form.put("pause_collection", "");
    } else {
      form.put("pause_collection[behavior]", one(PAUSES));
    }
    stripe.billing().dashboard().change(subscription, form);
    return form.toString();
  }

  private String portal() {
    if (random.nextInt(3) == 0) {
      stripe.billing().portal().cancel(subscription, "too_expensive", "see you");
      return "cancel at the portal";
    }
    stripe.billing().portal().renew(subscription);
    return "renew at the portal";
  }

  private String card() {
    if (random.nextInt(3) == 0) {
      stripe.billing().dashboard().removeCard(subscription);
      return "card removed";
    }
    var card = one(CARDS);
    stripe.billing().replaceCard(subscription, card);
    return "card " + card;
  }

  private String bank() {
    var latest = stripe.billing().subscription(subscription).path("latest_invoice").asText();
    var intent = stripe.billing().paymentOf(latest);
    if (intent == null) {
      return "nothing to authenticate";
    }
    boolean passed = random.nextInt(3) > 0;
    stripe.authenticate(intent, passed);
    return "authenticate " + passed;
  }

  private String addOn() {
    var items = items();
    if (items.size() > 1) {
      stripe.billing().dashboard().removeItem(items.get(items.size() - 1));
      return "add-on removed";
    }
    var price = stripe.billing().price("usd", random.nextInt(900) + 20, "month");
    stripe.billing().dashboard().addOn(subscription, price, random.nextInt(3) + 1);
    return "add-on";
  }

  private String trial() {
    var days = Duration.ofDays(random.nextInt(20) + 1);
    var end =
        random.nextBoolean() ? "now" : Long.toString(stripe.now().plus(days).getEpochSecond());
    stripe.billing().dashboard().change(subscription, Map.of("trial_end", end));
    return "trial until " + end;
  }

  /** How events travel from now on. */
  private String weather() {
    stripe.faults().clear();
    switch (random.nextInt(4)) {
      case 0 -> stripe.faults().dropEvents(true);
      case 1 -> stripe.faults().duplicateEvents(2);
      case 2 -> stripe.faults().reorderEvents(true);
      default -> {
        return "all events come";
      }
    }
    return "events are lost, doubled or out of order";
  }

  private List<String> items() {
    return stripe.billing().dashboard().items(subscription);
  }

  <T> T one(List<T> some) {
    return some.get(random.nextInt(some.size()));
  }
}
