package io.paydesk.refund;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random histories of one payment: refunds asked for here and in the dashboard, at once, twice and
 * again; captured at once or a part of it later; answers that are lost, webhooks that come twice
 * and out of order, refunds that fail after they succeeded, refreshes in between. A seed reproduces
 * a history.
 */
@QuarkusTest
class RefundHistoriesTest extends PaydeskTest {

  private static final int HISTORIES = 8;
  private static final int STEPS = 14;
  private static final int AT_ONCE = 4;

  @Inject DueRound dueRound;
  @Inject MeterRegistry meters;

  private long order;
  private long payment;
  private String intent;
  private long captured;
  private SeenMoves moves;
  private ReturningClient client;

  /** Requests that were sent, some of which are sent again. */
  private final List<String[]> sent = new CopyOnWriteArrayList<>();

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
    sandbox.holdRefunds(false);
    client.close();
  }

  private void pay(Random random) {
    captured = 1_000 + random.nextInt(20_000);
    boolean later = random.nextInt(3) == 0;
    var price = "%d.%02d".formatted(captured / 100, captured % 100);
    order = later ? reserved(price) : order(price, "usd");
    var started = started(order);
    payment = started.getLong("id");
    intent = started.getString("paymentIntentId");
    sandbox.confirm(intent, random.nextBoolean() ? "4242424242424242" : "4000000000007726");
    if (later) {
      capture(captured - random.nextLong(captured / 2), random.nextBoolean());
    }
    eventuallyPaid(order);
  }

  private long reserved(String price) {
    var body = Map.of("userId", user, "price", price, "currency", "usd", "capture", "manual");
    return json(asService().body(body).post("/v1/orders"), 201).getLong("id");
  }

  private void capture(long part, boolean inTheDashboard) {
    captured = part;
    if (inTheDashboard) {
      sandbox.captureAtDashboard(intent, part);
    } else {
      var path = "/v1/payments/" + payment + "/capture";
      asService().body(Map.of("amount", part)).post(path).then().statusCode(200);
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void refundsNeverExceedWhatCameAndBothSidesAgreeInTheEnd(long seed) throws Exception {
    var random = new Random(seed);
    pay(random);
    badWeather(random);
    var steps = new ArrayList<Runnable>();
    for (int i = 0; i < STEPS; i++) {
      steps.add(step(new Random(random.nextLong())));
    }

    var pool = Executors.newFixedThreadPool(AT_ONCE);
    var taken = new ArrayList<Future<?>>();
    for (var step : steps) {
      taken.add(pool.submit(step));
    }
    pool.shutdown();
    while (!pool.awaitTermination(20, TimeUnit.MILLISECONDS)) {
      neverTooMuch();
    }
    for (var step : taken) {
      step.get();
    }

    sandbox.faults().clear();
    sandbox.holdRefunds(false);
    reconcileEverything();
    eventually(x -> bothAgree());
    neverTooMuch();
    moves.areEdges();
  }

  private void badWeather(Random random) {
    sandbox.faults().duplicateEvents(random.nextInt(3));
    sandbox.faults().reorderEvents(random.nextBoolean());
    sandbox.faults().delayEvents(Duration.ofMillis(random.nextInt(300)));
    sandbox.holdRefunds(random.nextBoolean());
  }

  private Runnable step(Random random) {
    return switch (random.nextInt(10)) {
      case 0, 1, 2, 3 -> () -> refund(random);
      case 4 -> () -> refundAgain(random);
      case 5 -> () -> refundInTheDashboard(random);
      case 6 -> () -> fail(random);
      case 7 -> () -> loseAnAnswer(random);
      case 8 -> () -> assertThat(client.send(this::refresh).statusCode()).isIn(200, 202);
      default -> () -> deliverSomethingAgain(random);
    };
  }

  private Answer refresh() {
    return asUser().post("/v1/payments/" + payment + "/refresh");
  }

  private void refund(Random random) {
    var amount = random.nextInt(4) == 0 ? "" : ", \"refundAmount\": " + part(random);
    var request =
        new String[] {UUID.randomUUID().toString(), "{\"paymentId\": " + payment + amount + "}"};
    sent.add(request);
    send(request);
  }

  private long part(Random random) {
    return 1 + random.nextLong(captured / 2);
  }

  private void refundAgain(Random random) {
    if (!sent.isEmpty()) {
      send(sent.get(random.nextInt(sent.size())));
    }
  }

  private void send(String[] request) {
    var answer =
        client.send(
            () ->
                asAdmin()
                    .header("Idempotency-Key", request[0])
                    .body(request[1])
                    .post("/v1/refunds"));
    assertThat(answer.statusCode()).as(answer.asString()).isIn(201, 202, 409, 422);
  }

  private void refundInTheDashboard(Random random) {
    try {
      sandbox.refundAtDashboard(intent, part(random));
    } catch (IllegalStateException refusedByStripe) {
      // More than what remains.
    }
  }

  private void fail(Random random) {
    var refunds = refundsAtStripe();
    if (!refunds.isEmpty()) {
      try {
        sandbox.refundFails(
            refunds.get(random.nextInt(refunds.size())).path("id").textValue(), "unknown");
      } catch (IllegalStateException failedAlready) {
        // Nothing follows a failed refund.
      }
    }
  }

  private void loseAnAnswer(Random random) {
    switch (random.nextInt(4)) {
      case 0 -> sandbox.faults().timeoutAfterWorkNext("POST /v1/refunds", 1);
      case 1 -> sandbox.faults().resetAfterWorkNext("POST /v1/refunds", 2);
      case 2 -> sandbox.faults().failAfterWorkNext("POST /v1/refunds", 500, 2);
      default -> sandbox.faults().failNext("GET /v1/refunds", 500, 3);
    }
  }

  private void deliverSomethingAgain(Random random) {
    var events = sandbox.events(event -> event.toString().contains(intent));
    sandbox.redeliver(events.get(random.nextInt(events.size())).path("id").textValue());
  }

  /** Some minutes later, when what Stripe had begun has come to rest. */
  private void reconcileEverything() {
    tables()
        .change(
            "update refund set key_spent_at = now() - interval '11 minutes' where payment_id = ?",
            payment);
    for (int round = 0; round < 3; round++) {
      for (var id : idsOfRefunds()) {
        dueRound.refundNow(id);
      }
    }
    assertThat(client.sendUntilKnown(this::refresh).statusCode()).isEqualTo(200);
  }

  private List<Long> idsOfRefunds() {
    return asUser()
        .get("/v1/refunds?limit=100&paymentId=" + payment)
        .then()
        .extract()
        .jsonPath()
        .getList("data.id", Long.class);
  }

  /** Without what was held and not captured, which never was on the balance. */
  private List<JsonNode> refundsAtStripe() {
    return sandbox.events(event -> event.path("type").textValue().equals("refund.created")).stream()
        .map(event -> event.at("/data/object"))
        .filter(refund -> intent.equals(refund.path("payment_intent").textValue()))
        .filter(refund -> refund.path("balance_transaction").isTextual())
        .map(refund -> sandbox.refund(refund.path("id").textValue()))
        .toList();
  }

  private void neverTooMuch() {
    assertThat(sumHere("'succeeded'")).as("here").isLessThanOrEqualTo(captured);
    assertThat(
            refundsAtStripe().stream()
                .filter(refund -> !refund.path("status").textValue().equals("failed"))
                .mapToLong(refund -> refund.path("amount").longValue())
                .sum())
        .as("at Stripe")
        .isLessThanOrEqualTo(captured);
  }

  private long sumHere(String statuses) {
    return tables()
        .number(
            "select coalesce(sum(amount), 0) from refund where payment_id = ? and status in (%s)"
                .formatted(statuses),
            payment);
  }

  private void bothAgree() {
    var atStripe = refundsAtStripe();
    for (var refund : atStripe) {
      assertThat(
              tables()
                  .text(
                      "select status || ' ' || amount from refund where refund_id = ?",
                      refund.path("id").textValue()))
          .isEqualTo(refund.path("status").textValue() + " " + refund.path("amount").longValue());
    }
    assertThat(
            tables()
                .number(
                    "select count(*) from refund where payment_id = ? and refund_id is not null",
                    payment))
        .isEqualTo(atStripe.size());
    assertThat(
            tables()
                .number(
                    """
                    select count(*) from refund
                    where payment_id = ? and status in ('created', 'unknown', 'pending')
                    """,
                    payment))
        .as("open")
        .isZero();
    long back = sumHere("'succeeded'");
    assertThat(payment(payment).getLong("amountRefunded")).isEqualTo(back);
    assertThat(orderStatus(order))
        .isEqualTo(back == 0 ? "paid" : back == captured ? "refunded" : "partially_refunded");
  }
}
