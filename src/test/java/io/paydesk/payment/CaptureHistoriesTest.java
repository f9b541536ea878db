package io.paydesk.payment;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.paydesk.reconcile.DueRound;
import io.paydesk.testing.PaydeskTest;
import io.paydesk.testing.ReturningClient;
import io.paydesk.testing.SeenMoves;
import io.paydesk.testing.http.Answer;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random histories of money that a bank holds: captured and canceled here and in the dashboard, at
 * once and twice; answers that are lost, webhooks that come twice and out of order, and a week that
 * goes by. A seed reproduces a history.
 */
@QuarkusTest
class CaptureHistoriesTest extends PaydeskTest {

  private static final int HISTORIES = 8;
  private static final int STEPS = 8;
  private static final int AT_ONCE = 3;
  private static final long HELD = 9_999;

  @Inject DueRound dueRound;
  @Inject MeterRegistry meters;

  private long order;
  private long payment;
  private String intent;
  private SeenMoves moves;
  private ReturningClient client;

  static List<Long> seeds() {
    var one = System.getProperty("paydesk.test.seed");
    return one == null
        ? new Random().longs(HISTORIES).boxed().toList()
        : List.of(Long.parseLong(one));
  }

  @BeforeEach
  void watch() {
    moves = SeenMoves.of(tables(), user);
    client = new ReturningClient(tables(), meters);
  }

  @AfterEach
  void release() {
    moves.close();
    sandbox.faults().clear();
    client.close();
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void moneyIsTakenOnceOrLetGoAndBothSidesAgreeInTheEnd(long seed) throws Exception {
    var random = new Random(seed);
    begin();
    badWeather(random);
    var steps = new ArrayList<Runnable>();
    steps.add(this::pay);
    for (int i = 0; i < STEPS; i++) {
      steps.add(step(new Random(random.nextLong())));
    }
    boolean aWeekGoesBy = random.nextInt(3) == 0;

    var pool = Executors.newFixedThreadPool(AT_ONCE);
    var taken = new ArrayList<Future<?>>();
    steps.forEach(step -> taken.add(pool.submit(step)));
    pool.shutdown();
    assertThat(pool.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
    for (var step : taken) {
      step.get();
    }

    sandbox.faults().clear();
    if (aWeekGoesBy) {
      sandbox.advanceClock(Duration.ofDays(8));
    }
    eventually(
        x -> {
          dueRound.reconcileNow(payment);
          assertThat(client.sendUntilKnown(this::refresh).statusCode()).isEqualTo(200);
          bothAgree();
        });
    moves.areEdges();
  }

  private void begin() {
    var body = Map.of("userId", user, "price", "99.99", "currency", "usd", "capture", "manual");
    order = json(asService().body(body).post("/v1/orders"), 201).getLong("id");
    var started = started(order);
    payment = started.getLong("id");
    intent = started.getString("paymentIntentId");
  }

  private void pay() {
    try {
      sandbox.confirm(intent, "4242424242424242");
    } catch (IllegalStateException refusedByStripe) {
      // Somebody has canceled it already.
    }
  }

  private void badWeather(Random random) {
    sandbox.faults().duplicateEvents(random.nextInt(3));
    sandbox.faults().reorderEvents(random.nextBoolean());
    sandbox.faults().delayEvents(Duration.ofMillis(random.nextInt(300)));
  }

  private Runnable step(Random random) {
    return switch (random.nextInt(10)) {
      case 0, 1, 2, 3 -> () -> capture(random);
      case 4 -> () -> cancel("payments", payment);
      case 5 -> () -> cancel("orders", order);
      case 6 -> () -> atStripe(random);
      case 7 -> () -> loseAnAnswer(random);
      case 8 -> () -> assertThat(client.send(this::refresh).statusCode()).isIn(200, 202);
      default -> () -> deliverSomethingAgain(random);
    };
  }

  private Answer refresh() {
    return asUser().post("/v1/payments/" + payment + "/refresh");
  }

  private void capture(Random random) {
    var body = random.nextBoolean() ? "{}" : "{\"amount\": 4000}";
    var key = UUID.randomUUID().toString();
    var answer =
        client.send(
            () ->
                asService()
                    .header("Idempotency-Key", key)
                    .body(body)
                    .post("/v1/payments/" + payment + "/capture"));
    assertThat(answer.statusCode()).as(answer.asString()).isIn(200, 202, 409, 422);
  }

  private void cancel(String what, long id) {
    var answer = client.send(() -> asService().post("/v1/" + what + "/" + id + "/cancel"));
    assertThat(answer.statusCode()).as(answer.asString()).isIn(200, 202, 409);
  }

  private void atStripe(Random random) {
    try {
      if (random.nextBoolean()) {
        sandbox.captureAtDashboard(intent, 2_500);
      } else {
        sandbox.cancelAtDashboard(intent);
      }
    } catch (IllegalStateException refusedByStripe) {
      // It is not held, or not any more.
    }
  }

  private void loseAnAnswer(Random random) {
    var capture = "POST /v1/payment_intents/" + intent + "/capture";
    switch (random.nextInt(5)) {
      case 0 -> sandbox.faults().timeoutAfterWorkNext(capture, 1);
      case 1 -> sandbox.faults().resetAfterWorkNext(capture, 2);
      case 2 -> sandbox.faults().failAfterWorkNext(capture, 500, 2);
      case 3 -> sandbox.faults().failNext(capture, 500, 1);
      default -> sandbox.faults().failNext("GET /v1/payment_intents", 500, 2);
    }
  }

  private void deliverSomethingAgain(Random random) {
    var events = sandbox.events(event -> event.toString().contains(intent));
    sandbox.redeliver(events.get(random.nextInt(events.size())).path("id").textValue());
  }

  private void bothAgree() {
    var atStripe = sandbox.paymentIntent(intent);
    long received = atStripe.path("amount_received").longValue();
    var here = payment(payment);
    assertThat(here.getLong("amountReceived")).isEqualTo(received);
    switch (atStripe.path("status").textValue()) {
      case "succeeded" -> {
        assertThat(here.getString("status")).isEqualTo("succeeded");
        assertThat(orderStatus(order)).isIn("paid", "review");
        var why = tables().text("select review_reason from orders where id = ?", order);
        assertThat(why).isIn(null, "amount-mismatch");
        assertThat(tables().number("select amount_captured from orders where id = ?", order))
            .isEqualTo(received);
      }
      case "canceled" -> {
        assertThat(here.getString("status")).isEqualTo("canceled");
        assertThat(orderStatus(order)).isIn("pending", "canceled");
      }
      case "requires_capture" -> {
        assertThat(here.getString("status")).isEqualTo("authorized");
        assertThat(here.getLong("amountCapturable")).isEqualTo(HELD);
      }
      default -> throw new AssertionError(atStripe.toPrettyString());
    }
    assertThat(tables().number("select count(*) from refund where payment_id = ?", payment))
        .as("what was let go is no refund")
        .isZero();
  }
}
