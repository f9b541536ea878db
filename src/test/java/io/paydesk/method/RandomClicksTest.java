package io.paydesk.method;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.paydesk.reconcile.DueRound;
import io.paydesk.stripe.StripePace;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a payer, the shop, the bank and the network do: an order is charged once, or not. */
@QuarkusTest
class RandomClicksTest extends SavedMethodTest {

  private static final String WRITES = "POST /v1/payment_intents";

  @Inject DueRound dueRound;
  @Inject StripePace pace;

  @AfterEach
  void pauseAgain() {
    pace.pauseBeforeRepeats(true);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void theBooksAreStripes(long seed) {
    pace.pauseBeforeRepeats(false);
    var chance = new Random(seed);
    var cards =
        new ArrayList<>(
            List.of(
                saved("4242424242424242"),
                saved("4000002760003184"),
                saved("4000000000000341"),
                attached(user, "pm_usBankAccount_success")));
    var orders = List.of(order(), order(), held());
    for (int step = 0; step < 40; step++) {
      step(chance, cards, orders.get(chance.nextInt(orders.size())));
    }
    sandbox.faults().clear();
    workedOff();
    orders.forEach(this::isSettled);
  }

  private void step(Random chance, List<String> cards, long order) {
    var card = cards.get(chance.nextInt(cards.size()));
    switch (chance.nextInt(16)) {
      case 0, 1, 2 -> pay(order, card);
      case 3 -> payOffSession(order, card);
      case 4 -> start(order);
      case 5 ->
          asUser()
              .body(Map.of("orderId", order, "savePaymentMethod", chance.nextBoolean()))
              .post("/v1/payments");
      case 6 -> lose(chance);
      case 7 -> sandbox.faults().answerAgain();
      case 8 -> authenticate(order, chance.nextBoolean());
      case 9 -> sandbox.faults().dropEvents(chance.nextBoolean());
      case 10 -> dueRound.runNowForUser(user);
      case 11 -> ofPayment(order, "/capture", chance.nextBoolean() ? "{}" : "{\"amount\": 100}");
      case 12 -> ofPayment(order, "/cancel", null);
      case 13 -> sandbox.cardIsGoodUntil(cards.get(0), 1 + chance.nextInt(12), 2050);
      case 14 -> ask(order);
      default -> {
        if (cards.size() > 2 && chance.nextInt(4) == 0) {
          asUser().delete(methods() + "/" + card);
        }
      }
    }
  }

  /** Whose money a bank holds until it is captured. */
  private long held() {
    var body = Map.of("userId", user, "price", "99.99", "currency", "usd", "capture", "manual");
    return json(asService().body(body).post("/v1/orders"), 201).getLong("id");
  }

  private void ofPayment(long order, String what, String body) {
    long payment =
        tables().number("select coalesce(max(id), 0) from payment where order_id = ?", order);
    var asked = asService();
    (body == null ? asked : asked.body(body)).post("/v1/payments/" + payment + what);
  }

  private void ask(long order) {
    asUser()
        .body(
            Map.of(
                "orderId",
                order,
                "surface",
                "hosted",
                "successUrl",
                "https://shop.example/pay/thanks"))
        .post("/v1/checkout-sessions");
  }

  private void lose(Random chance) {
    switch (chance.nextInt(4)) {
      case 0 -> sandbox.faults().resetAfterWorkNext(WRITES, 6);
      case 1 -> sandbox.faults().failAfterWorkNext(WRITES, 500, 1);
      case 2 -> sandbox.faults().failNext(WRITES, 500, 1);
      default -> sandbox.faults().failNext(WRITES, 429, 6);
    }
  }

  private void authenticate(long order, boolean passes) {
    var intent =
        tables()
            .text(
                "select payment_intent_id from payment where order_id = ? and stripe_status ="
                    + " 'requires_action' limit 1",
                order);
    if (intent != null) {
      sandbox.authenticate(intent, passes);
    }
  }

  private Stream<JsonNode> intentsOf(long order) {
    return sandbox.paymentIntents().stream()
        .filter(intent -> intent.at("/metadata/paydesk_order").asText().equals("" + order));
  }

  /** Those that can be paid, or are. */
  private long openIntents(long order) {
    return intentsOf(order)
        .filter(intent -> !intent.path("status").asText().equals("canceled"))
        .count();
  }

  private long received(long order) {
    return intentsOf(order).mapToLong(intent -> intent.path("amount_received").asLong()).sum();
  }

  private void isSettled(long order) {
    assertThat(charges(order)).isLessThanOrEqualTo(1);
    eventually(
        x -> {
          dueRound.runNowForUser(user);
          assertThat(orderStatus(order)).isEqualTo(charges(order) == 1 ? "paid" : "pending");
          assertThat(
                  tables()
                      .text(
                          "select string_agg(id || ' ' || status, ', ') from payment where order_id ="
                              + " ? and (change_key is not null or status in ('created', 'unknown',"
                              + " 'processing'))",
                          order))
              .isNull();
        });
    assertThat(charges(order)).isLessThanOrEqualTo(1);
    assertThat(openIntents(order)).isLessThanOrEqualTo(1);
    assertThat(
            tables()
                .number(
                    "select coalesce(sum(amount_received), 0) from payment where order_id = ?",
                    order))
        .isEqualTo(received(order));
  }
}
