package io.paydesk.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.paydesk.testing.PaydeskTest;
import io.paydesk.testing.StripeEvents;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the worker does with events whose callback throws, or whose process dies. */
@QuarkusTest
class InboxTest extends PaydeskTest {

  @Inject InboxWorker worker;

  /** While it waits untried, no other test begins. */
  @AfterEach
  void forgetTheFuture() {
    tables().change("delete from stripe_event where id = 'evt_of_the_future'");
  }

  private String row(String column, String id) {
    return tables().text("select " + column + " from stripe_event where id = ?", id);
  }

  /** An event that needs Stripe's answer, while Stripe does not answer. */
  private String undecidable() {
    var payment = started(order());
    var event =
        StripeEvents.intentEvent(
            "payment_intent.processing",
            sandbox.paymentIntent(payment.getString("paymentIntentId")),
            "processing");
    sandbox
        .faults()
        .failNext("GET /v1/payment_intents/" + payment.getString("paymentIntentId"), 500, 1_000);
    deliver(event.toString()).then().statusCode(200);
    return event.get("id").textValue();
  }

  private void makeDue(String id) {
    tables().change("update stripe_event set next_attempt_at = now() where id = ?", id);
    worker.wake();
  }

  @Test
  void anEventThatThrowsIsRetriedAndThenDone() {
    var id = undecidable();
    eventually(
        x ->
            assertThat(row("concat_ws(' ', status, next_attempt_at > now(), last_error)", id))
                .startsWith("waiting t ")
                .contains("Stripe must be asked first"));

    sandbox.faults().clear();
    makeDue(id);

    eventually(x -> assertThat(row("status", id)).isEqualTo("done"));
    assertThat(row("last_error", id)).isNull();
  }

  @Test
  void afterItsLastAttemptAnEventStaysFailedAndCanBeReplayed() {
    var id = undecidable();

    isTriedAfter(Inbox.LEAST_TRIES - 1, Inbox.TRIED_FOR.plusHours(1), id);

    eventually(x -> assertThat(row("status", id)).isEqualTo("failed"));
    asAdmin()
        .queryParam("status", "failed")
        .get("/v1/events")
        .then()
        .body("data[id=" + id + "].lastError", org.hamcrest.Matchers.containsString("Stripe"));

    sandbox.faults().clear();
    asAdmin().post("/v1/events/" + id + "/replay").then().statusCode(200);
    asAdmin()
        .get("/v1/audit?subject=events/" + id)
        .then()
        .body("data[0].operation", equalTo("replayEvent"));

    eventually(x -> assertThat(row("status", id)).isEqualTo("done"));
  }

  @Test
  void noEventIsGivenUpWhileStripeWouldStillDeliverItOrBeforeItWasTriedOften() {
    for (var tries :
        new Object[][] {
          {90, Inbox.TRIED_FOR.minusHours(1)}, {Inbox.LEAST_TRIES - 2, Inbox.TRIED_FOR.plusDays(9)}
        }) {
      var id = undecidable();

      isTriedAfter((int) tries[0], (Duration) tries[1], id);

      // The next attempt is an hour away.
      var after = "" + ((int) tries[0] + 1);
      eventually(
          x -> assertThat(row("case when claim is null then attempts end", id)).isEqualTo(after));
      assertThat(row("status", id)).isEqualTo("waiting");
      assertThat(row("next_attempt_at < now() + interval '75 minutes'", id)).isEqualTo("t");
    }
  }

  /**
   * Makes it due with so many attempts behind it. Not during an attempt: its outcome would replace
   * that.
   */
  private void isTriedAfter(int attempts, Duration since, String id) {
    eventually(
        x ->
            assertThat(
                    tables()
                        .change(
                            """
                            update stripe_event set attempts = ?, next_attempt_at = now(),
                              waiting_since = now() - ? * interval '1 second'
                            where id = ? and attempts > 0 and claim is null
                            """,
                            attempts,
                            since.toSeconds(),
                            id))
                .isEqualTo(1));
    worker.wake();
  }

  @Test
  void anEventWhoseProcessDiedIsClaimedAgainWhenItsLeaseEnds() {
    long order = order();
    var event =
        StripeEvents.succeeded(sandbox.paymentIntent(started(order).getString("paymentIntentId")));
    var id = event.get("id").textValue();
    insertAsIfClaimedByADeadProcess(id, event.toString(), 1);

    makeDue(id);

    eventuallyPaid(order);
    assertThat(row("attempts", id)).isEqualTo("2");
  }

  @Test
  void anEventThatKillsEveryProcessIsGivenUp() {
    long order = order();
    var event =
        StripeEvents.succeeded(sandbox.paymentIntent(started(order).getString("paymentIntentId")));
    var id = event.get("id").textValue();
    insertAsIfClaimedByADeadProcess(id, event.toString(), 1);
    tables().change("update stripe_event set lost = ? where id = ?", Inbox.MOST_LOST - 1, id);

    makeDue(id);

    eventually(x -> assertThat(row("status", id)).isEqualTo("failed"));
    assertThat(orderStatus(order)).isEqualTo("pending");
  }

  @Test
  void eventsThatWereLostMoreThanOnceAreTriedOneByOneAndAllOfThem() {
    var ids = new ArrayList<String>();
    var orders = new ArrayList<Long>();
    for (int i = 0; i < 3; i++) {
      long order = order();
      var event =
          StripeEvents.succeeded(
              sandbox.paymentIntent(started(order).getString("paymentIntentId")));
      var id = event.get("id").textValue();
      insertAsIfClaimedByADeadProcess(id, event.toString(), 2);
      tables().change("update stripe_event set lost = 1 where id = ?", id);
      ids.add(id);
      orders.add(order);
    }
    tables()
        .change(
            "update stripe_event set next_attempt_at = now() where id = any(string_to_array(?, ','))",
            String.join(",", ids));

    worker.wake();

    orders.forEach(this::eventuallyPaid);
    // None shared its transaction with another.
    assertThat(
            tables()
                .number(
                    "select count(distinct finished_at) from stripe_event where id = any(string_to_array(?, ','))",
                    String.join(",", ids)))
        .isEqualTo(3);
  }

  @Test
  void aFailingEventDoesNotBlockTheOthersOfItsBatch() {
    var stuck = undecidable();
    eventually(x -> assertThat(row("claim", stuck)).isNull());
    long order = order();
    var good =
        StripeEvents.succeeded(sandbox.paymentIntent(started(order).getString("paymentIntentId")));
    insertAsIfClaimedByADeadProcess(good.get("id").textValue(), good.toString(), 0);
    tables()
        .change(
            "update stripe_event set next_attempt_at = now() where id in (?, ?)",
            stuck,
            good.get("id").textValue());

    worker.wake();

    eventuallyPaid(order);
    assertThat(row("status", stuck)).isEqualTo("waiting");
  }

  @Test
  void aTypeThatOnlyANewerBuildKnowsWaitsForIt() {
    tables()
        .change(
            """
            insert into stripe_event (id, type, livemode, created, body, status)
            values ('evt_of_the_future', 'customer.updated', false, now() - interval '1 hour', '{}', 'waiting')
            """);
    long order = order();
    var event =
        StripeEvents.succeeded(sandbox.paymentIntent(started(order).getString("paymentIntentId")));

    deliver(event.toString()).then().statusCode(200);

    eventuallyPaid(order);
    assertThat(row("status || ' ' || attempts", "evt_of_the_future")).isEqualTo("waiting 0");
  }

  @Test
  void aRowThatSomebodyHoldsStopsNeitherOtherEventsNorOtherRequests() throws Exception {
    long held = order();
    long free = order();
    var heldEvent =
        StripeEvents.succeeded(sandbox.paymentIntent(started(held).getString("paymentIntentId")));
    var freeEvent =
        StripeEvents.succeeded(sandbox.paymentIntent(started(free).getString("paymentIntentId")));
    try (var connection = DriverManager.getConnection(database.jdbcUrl(), "postgres", "postgres")) {
      connection.setAutoCommit(false);
      connection
          .createStatement()
          .execute("select * from orders where id = " + held + " for update");
      deliver(heldEvent.toString()).then().statusCode(200);
      deliver(freeEvent.toString()).then().statusCode(200);

      eventuallyPaid(free);
      var busy = start(held);
      busy.then().statusCode(503).body("type", equalTo("urn:paydesk:problem:busy"));
      assertThat(busy.header("Retry-After")).isEqualTo("2");
    }

    makeDue(heldEvent.get("id").textValue());
    eventuallyPaid(held);
  }

  @Test
  void anEventThatStandsAloneDoesNotWaitForTheAnswersThatOthersNeed() {
    sandbox.faults().holdNext("GET /v1/payment_intents", Duration.ofSeconds(60), 10_000);

    var slow = triedWhileAnotherIsDone(this::doubtful, this::good);

    eventually(x -> assertThat(row("last_error", slow)).contains("Stripe must be asked"));
  }

  @Test
  void aSlowAnswerDelaysNoOtherSubject() {
    var slow =
        triedWhileAnotherIsDone(
            () -> {
              var event = doubtful();
              sandbox
                  .faults()
                  .holdNext("GET /v1/payment_intents/" + intent(event), Duration.ofSeconds(60), 99);
              return event;
            },
            this::doubtful);

    eventually(x -> assertThat(row("last_error", slow)).contains("Stripe must be asked"));
  }

  /**
   * On a busy machine the time for Stripe's answer may be over before the other one is done. Then
   * it is seen with two new ones.
   *
   * @return the id of the one that was being tried for the first time when the other was done
   */
  private String triedWhileAnotherIsDone(Supplier<ObjectNode> slow, Supplier<ObjectNode> other) {
    var tried = new AtomicReference<String>();
    eventually(
        x -> {
          var held = slow.get();
          var quick = other.get();
          insertWaiting(held);
          insertWaiting(quick);

          worker.wake();

          eventually(y -> assertThat(row("status", id(quick))).isEqualTo("done"));
          assertThat(row("claim is not null and attempts = 1", id(held))).isEqualTo("t");
          tried.set(id(held));
        });
    return tried.get();
  }

  @Test
  void eventsThatStandAloneAreAppliedWhileStripeDoesNotAnswer() {
    var slow = IntStream.range(0, 20).mapToObj(i -> doubtful()).toList();
    var ids = slow.stream().map(InboxTest::id).collect(Collectors.joining(","));
    sandbox.faults().holdNext("GET /v1/payment_intents", Duration.ofSeconds(60), 10_000);
    slow.forEach(this::insertWaiting);

    // On a busy machine the time for Stripe's answers may be over before; then they begin anew.
    eventually(
        x -> {
          var good = good();
          tables()
              .change(
                  """
                  update stripe_event set attempts = 0, next_attempt_at = now()
                  where claim is null and id = any(string_to_array(?, ','))
                  """,
                  ids);
          worker.wake();
          eventually(y -> assertThat(number("attempts = 0", ids)).isZero());

          insertWaiting(good);
          worker.wake();

          eventually(y -> assertThat(row("status", id(good))).isEqualTo("done"));
          assertThat(number("claim is not null and attempts = 1", ids)).isPositive();
        });
    sandbox.faults().clear();
    eventually(x -> assertThat(number("claim is not null", ids)).isZero());
  }

  private long number(String condition, String ids) {
    return tables()
        .number(
            "select count(*) from stripe_event where id = any(string_to_array(?, ',')) and "
                + condition,
            ids);
  }

  /** An event that says enough by itself. */
  private ObjectNode good() {
    return StripeEvents.succeeded(
        sandbox.paymentIntent(started(order()).getString("paymentIntentId")));
  }

  /** An event that needs Stripe's answer. */
  private ObjectNode doubtful() {
    return StripeEvents.intentEvent(
        "payment_intent.processing",
        sandbox.paymentIntent(started(order()).getString("paymentIntentId")),
        "processing");
  }

  private static String intent(ObjectNode event) {
    return StripeEvents.object(event).get("id").textValue();
  }

  private static String id(ObjectNode event) {
    return event.get("id").textValue();
  }

  private void insertWaiting(ObjectNode event) {
    tables()
        .change(
            """
            insert into stripe_event (id, type, livemode, object_id, created, body, status, stands_alone)
            values (?, ?, false, ?, now(), ?, 'waiting', ?)
            """,
            event.get("id").textValue(),
            event.get("type").textValue(),
            StripeEvents.object(event).get("id").textValue(),
            event.toString(),
            event.get("type").textValue().equals("payment_intent.succeeded"));
  }

  private void insertAsIfClaimedByADeadProcess(String id, String body, int attempts) {
    tables()
        .change(
            """
            insert into stripe_event (id, type, livemode, object_id, created, body, status, attempts, claim, next_attempt_at)
            values (?, 'payment_intent.succeeded', false, ?, now(), ?, 'waiting', ?, ?, now() + interval '1 hour')
            """,
            id,
            "pi_of_" + id,
            body,
            attempts,
            UUID.randomUUID());
  }
}
