package io.paydesk.dev.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever payers and shops do with Checkout Sessions, the books stay right. */
class RandomCheckoutsInTheSandboxTest {

  private static final int STEPS = 80;
  private static final List<String> CARDS =
      List.of(
          "pm_card_visa",
          "pm_card_visa",
          "pm_card_chargeDeclined",
          "pm_card_threeDSecure2Required",
          "pm_card_chargeCustomerFail",
          "pm_usBankAccount_success",
          "pm_usBankAccount_insufficientFunds");
  private static final List<String> COUNTRIES = List.of("DE", "US", "CH", "BR", "JP");
  private static final List<String> CURRENCIES = List.of("usd", "eur", "jpy", "kwd");

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void theBooksStayRight(long seed) {
    Random random = new Random(seed);
    try (Till till = new Till(new Shop(Shop.settings(null, Duration.ofMillis(20))))) {
      till.shop.sandbox.faults().banksWait(true);
      List<String> codes = codes(till);
      List<String> ids = new ArrayList<>();
      for (int step = 0; step < STEPS; step++) {
        if (ids.size() < 4 || random.nextInt(6) == 0) {
          ids.add(session(till, random));
        }
        act(till, one(ids, random), codes, random);
        if (step == STEPS / 2 || step == STEPS - 1) {
          letBanksDecide(till);
        }
        for (String id : ids) {
          assertBooksAreRight(till, till.payer.session(id));
        }
      }
      assertMoneyIsAccountedFor(till);
      assertThat(till.events("checkout.session.completed")).isNotEmpty();
      assertThat(till.events("checkout.session.expired")).isNotEmpty();
    }
  }

  private static void letBanksDecide(Till till) {
    till.shop.sandbox.faults().banksWait(false);
    Awaitility.await()
        .until(
            () ->
                till.shop.sandbox.paymentIntents().stream()
                    .noneMatch(intent -> intent.path("status").asText().equals("processing")));
    till.shop.sandbox.faults().banksWait(true);
  }

  private static List<String> codes(Till till) {
    List<String> codes = new ArrayList<>();
    codes.add(till.code("percent_off=33.3", ""));
    codes.add(till.code("percent_off=100", "&max_redemptions=2"));
    codes.add(till.code("amount_off=777&currency=usd", "&max_redemptions=1"));
    codes.add(till.code("amount_off=99999&currency=eur", ""));
    codes.add("");
    return codes;
  }

  private static String session(Till till, Random random) {
    StringBuilder form = new StringBuilder();
    boolean plan = random.nextInt(3) == 0;
    form.append(plan ? "mode=subscription" : "mode=payment").append(Till.HOSTED);
    form.append("&allow_promotion_codes=true&automatic_tax[enabled]=").append(random.nextBoolean());
    String currency = one(CURRENCIES, random);
    String behavior = random.nextBoolean() ? "inclusive" : "exclusive";
    int lines = 1 + random.nextInt(3);
    for (int i = 0; i < lines; i++) {
      String line = "&line_items[" + i + "]";
      String data = line + "[price_data]";
      form.append(line).append("[quantity]=").append(1 + random.nextInt(4));
      form.append(data).append("[currency]=").append(currency);
      form.append(data).append("[unit_amount]=").append(500 + random.nextInt(3000));
      form.append(data).append("[tax_behavior]=").append(behavior);
      form.append(data).append("[product_data][name]=Thing");
      if (plan && i == 0) {
        form.append(data).append("[recurring][interval]=month");
      }
    }
    String id = till.made(form.toString()).path("id").asText();
    till.payer.email(id, "ada@example.com");
    return id;
  }

  private static void act(Till till, String id, List<String> codes, Random random) {
    try {
      switch (random.nextInt(9)) {
        case 0 -> till.payer.code(id, one(codes, random));
        case 1 ->
            till.payer.address(
                id, Map.of("country", one(COUNTRIES, random), "state", "NY", "postal_code", "1"));
        case 2 -> till.shop.sandbox.advanceClock(Duration.ofHours(random.nextInt(9)));
        case 3 -> till.shop.post("/v1/checkout/sessions/" + id + "/expire", "");
        case 4 -> authenticate(till, random.nextBoolean());
        default -> till.payer.pay(id, one(CARDS, random));
      }
    } catch (IllegalStateException refused) {
      assertThat(refused.getMessage()).doesNotContain("unknown error");
    }
  }

  private static void authenticate(Till till, boolean passed) {
    till.shop.sandbox.paymentIntents().stream()
        .filter(intent -> intent.path("status").asText().equals("requires_action"))
        .forEach(intent -> till.shop.sandbox.authenticate(intent.path("id").asText(), passed));
  }

  private static void assertBooksAreRight(Till till, JsonNode session) {
    String id = session.path("id").asText();
    String status = session.path("status").asText();
    assertThat(session.path("url").isNull()).isEqualTo(!status.equals("open"));
    long ends =
        till.shop
            .sandbox
            .events(
                event ->
                    event.at("/data/object/id").asText().equals(id)
                        && event.path("type").asText().matches(".*\\.(completed|expired)"))
            .size();
    assertThat(ends).isEqualTo(status.equals("open") ? 0 : 1);
    assertArithmeticHolds(session);
    JsonNode intent = till.shop.sandbox.paymentIntent(session.path("payment_intent").asText());
    boolean paid = session.path("payment_status").asText().equals("paid");
    if (intent != null) {
      assertThat(intent.path("amount_received").asLong())
          .isEqualTo(paid ? session.path("amount_total").asLong() : 0);
      if (status.equals("expired")) {
        assertThat(intent.path("status").asText()).isEqualTo("canceled");
      }
    }
    JsonNode invoice = till.shop.sandbox.billing().invoice(session.path("invoice").asText());
    if (invoice != null && paid) {
      assertThat(invoice.path("amount_paid")).isEqualTo(session.path("amount_total"));
    }
    if (session.path("mode").asText().equals("subscription") && !status.equals("complete")) {
      assertThat(session.path("subscription").isNull()).isTrue();
    }
  }

  private static void assertArithmeticHolds(JsonNode session) {
    JsonNode totals = session.path("total_details");
    long onTop = 0;
    long tax = 0;
    for (JsonNode part : totals.at("/breakdown/taxes")) {
      tax += part.path("amount").asLong();
      onTop += part.at("/rate/inclusive").asBoolean() ? 0 : part.path("amount").asLong();
    }
    long lines = 0;
    for (JsonNode item : session.at("/line_items/data")) {
      lines += item.path("amount_total").asLong();
      assertThat(item.path("amount_discount").asLong()).isNotNegative();
      assertThat(item.path("amount_total").asLong()).isNotNegative();
    }
    assertThat(totals.path("amount_tax").asLong()).isEqualTo(tax);
    assertThat(session.path("amount_total").asLong())
        .isEqualTo(
            session.path("amount_subtotal").asLong()
                - totals.path("amount_discount").asLong()
                + totals.path("amount_shipping").asLong()
                + onTop)
        .isEqualTo(lines + totals.path("amount_shipping").asLong());
  }

  private static void assertMoneyIsAccountedFor(Till till) {
    for (String currency : CURRENCIES) {
      long received =
          till.shop.sandbox.paymentIntents().stream()
              .filter(intent -> intent.path("currency").asText().equals(currency))
              .mapToLong(intent -> intent.path("amount_received").asLong())
              .sum();
      JsonNode balance = till.shop.get("/v1/balance").body().path("available");
      long available = 0;
      for (JsonNode amount : balance) {
        boolean same = amount.path("currency").asText().equals(currency);
        available += same ? amount.path("amount").asLong() : 0;
      }
      assertThat(available).as(currency).isEqualTo(received);
    }
  }

  private static <T> T one(List<T> some, Random random) {
    return some.get(random.nextInt(some.size()));
  }
}
