package io.paydesk.actionflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.lessThan;

import com.fasterxml.jackson.databind.JsonNode;
import io.paydesk.reconcile.DueRound;
import io.paydesk.testing.PaydeskTest;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever its payer, its shop, banks, time and the network do to an order that ends: it is paid if
 * Stripe has the money, and else canceled, once, with nothing that could still be paid.
 */
@QuarkusTest
class OrdersThroughRandomLivesTest extends PaydeskTest {

  private static final int STEPS = 12;

  private static final List<String> WAYS =
      List.of(
          "4242424242424242",
          "4000000000000002",
          "pm_usBankAccount_success",
          "pm_usBankAccount_insufficientFunds");

  @Inject DueRound dueRound;

  private final List<String> told = new ArrayList<>();

  private long order;

  /** More of them: {@code -Dpaydesk.lives=100}; others: {@code -Dpaydesk.lives.from=9}. */
  static LongStream seeds() {
    return LongStream.iterate(Long.getLong("paydesk.lives.from", 1), seed -> seed + 1)
        .limit(Integer.getInteger("paydesk.lives", 8));
  }

  @BeforeEach
  void begin() {
    Ledger.follows = true;
  }

  private void order(String price) {
    var end = Instant.now().plus(Duration.ofHours(1)).toString();
    var body = Map.of("userId", user, "price", price, "currency", "usd", "expiresAt", end);
    order = json(asService().body(body).post("/v1/orders"), 201).getLong("id");
  }

  @AfterEach
  void forget() {
    Ledger.forget();
    sandbox.faults().clear();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void endPaidOrCanceled(long seed) {
    order("12.00");

    live(seed);

    eventually(
        x -> {
          look();
          isAsStripeHasIt();
        });
  }

  /** What is free was paid before anything could happen to it. */
  @ParameterizedTest
  @MethodSource("seeds")
  void thatAreFreeStayPaid(long seed) {
    order("0");

    live(seed);
    look();

    var what = "the order after " + told;
    assertThat(orderStatus(order)).as(what).isEqualTo("paid");
    assertThat(intents()).as(what).isEmpty();
    assertThat(payments()).as(what).isEmpty();
    assertThat(runs()).as(what).isEqualTo(1);
  }

  private void live(long seed) {
    var random = new Random(seed);
    for (int step = 0; step < STEPS; step++) {
      told.add(step(random));
    }
    sandbox.faults().clear();
    workedOff();
  }

  private void look() {
    payments().forEach(dueRound::reconcileNow);
    dueRound.orderNow(order);
    workedOff();
  }

  private String step(Random random) {
    return switch (random.nextInt(9)) {
      case 0, 1 -> {
        start(order).then().statusCode(lessThan(504));
        yield "start";
      }
      case 2, 3 -> confirm(WAYS.get(random.nextInt(WAYS.size())));
      case 4 -> {
        payments().stream()
            .findFirst()
            .ifPresent(
                id ->
                    asUser()
                        .post("/v1/payments/" + id + "/cancel")
                        .then()
                        .statusCode(lessThan(504)));
        yield "cancel the payment";
      }
      case 5 -> {
        if (random.nextInt(3) > 0) {
          yield "nothing";
        }
        asService().post("/v1/orders/" + order + "/cancel").then().statusCode(lessThan(504));
        yield "cancel the order";
      }
      case 6 -> {
        dueRound.orderNow(order);
        yield "the end";
      }
      case 7 -> {
        payments().forEach(dueRound::reconcileNow);
        yield "look";
      }
      default -> weather(random);
    };
  }

  private String confirm(String way) {
    var waiting =
        intents().stream()
            .filter(intent -> intent.path("status").asText().equals("requires_payment_method"))
            .findFirst();
    try {
      waiting.ifPresent(intent -> sandbox.confirm(intent.path("id").asText(), way));
      return "pay by " + way;
    } catch (IllegalStateException refused) {
      return "refused: " + refused.getMessage();
    }
  }

  private String weather(Random random) {
    sandbox.faults().clear();
    switch (random.nextInt(6)) {
      case 0 -> sandbox.faults().dropEvents(true);
      case 1 -> sandbox.faults().duplicateEvents(2);
      case 2 -> sandbox.faults().banksWait(true);
      case 3 -> sandbox.faults().failAfterWorkNext("POST /v1/payment_intents", 500, 1);
      case 4 -> sandbox.faults().failNext("GET /v1/payment_intents", 500, 3);
      default -> sandbox.faults().reorderEvents(true);
    }
    return "weather";
  }

  private List<Long> payments() {
    var ids =
        tables().text("select string_agg(id::text, ',') from payment where order_id = ?", order);
    return ids == null ? List.of() : Arrays.stream(ids.split(",")).map(Long::valueOf).toList();
  }

  private List<JsonNode> intents() {
    return sandbox.paymentIntents().stream()
        .filter(intent -> intent.at("/metadata/paydesk_order").asLong() == order)
        .toList();
  }

  private long runs() {
    return tables()
        .number(
            "select count(*) from actionflow_run where order_id = ? and flow = 'order' and target ="
                + " 'flow:FirstLedger'",
            order);
  }

  private void isAsStripeHasIt() {
    var statuses = intents().stream().map(intent -> intent.path("status").asText()).toList();
    var now = json(asUser().get("/v1/orders/" + order), 200);
    var what = "the order after %s, with %s at Stripe".formatted(told, statuses);
    if (statuses.contains("succeeded")) {
      assertThat(now.getString("status")).as(what).isIn("paid", "review");
      assertThat(runs()).as(what).isEqualTo(now.getString("status").equals("paid") ? 0 : 1);
    } else {
      assertThat(now.getString("status")).as(what).isEqualTo("canceled");
      assertThat(statuses).as(what).allMatch("canceled"::equals);
      assertThat(runs()).as(what).isEqualTo(1);
    }
  }
}
