package io.paydesk.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.paydesk.testing.PaydeskTest;
import io.paydesk.testing.StripeEvents;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What the worker does with events whose callback throws, or whose process dies. */
@QuarkusTest
class InboxTest extends PaydeskTest {

  @Inject InboxWorker worker;

  private String row(String column, String id) {
    return tables().text("select " + column + " from stripe_event where id = ?", id);
  }

  /** An event that cannot be told without Stripe, while Stripe does not answer. */
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
  void whatThrowsIsTriedAgainLaterAndThenDone() {
    var id = undecidable();
    eventually(x -> assertThat(row("last_error", id)).contains("Stripe must be asked first"));
    assertThat(row("status", id)).isEqualTo("waiting");
    assertThat(row("next_attempt_at > now()", id)).isEqualTo("t");

    sandbox.faults().clear();
    makeDue(id);

    eventually(x -> assertThat(row("status", id)).isEqualTo("done"));
    assertThat(row("last_error", id)).isNull();
  }

  @Test
  void afterItsLastTryAnEventStaysAsFailedAndCanBeReplayed() {
    var id = undecidable();
    eventually(x -> assertThat(row("attempts", id)).isEqualTo("1"));
    eventually(x -> assertThat(row("claim", id)).isNull());
    tables().change("update stripe_event set attempts = ? where id = ?", Inbox.TRIES - 1, id);

    makeDue(id);

    eventually(x -> assertThat(row("status", id)).isEqualTo("failed"));
    asAdmin()
        .queryParam("status", "failed")
        .get("/v1/events")
        .then()
        .body(
            "data.find { it.id == '" + id + "' }.lastError",
            org.hamcrest.Matchers.containsString("Stripe"));

    sandbox.faults().clear();
    asAdmin().post("/v1/events/" + id + "/replay").then().statusCode(200);

    eventually(x -> assertThat(row("status", id)).isEqualTo("done"));
  }

  @Test
  void anEventWhoseClaimDiedIsTakenAgainWhenItsLeaseIsOver() {
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
    insertAsIfClaimedByADeadProcess(id, event.toString(), Inbox.TRIES);

    makeDue(id);

    eventually(x -> assertThat(row("status", id)).isEqualTo("failed"));
    assertThat(orderStatus(order)).isEqualTo("pending");
  }

  @Test
  void oneFailingEventDoesNotHoldUpTheOthersOfItsBatch() {
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
  void aTypeThatOnlyANewerBuildKnowsWaitsForItAndHoldsUpNobody() {
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
    tables().change("delete from stripe_event where id = 'evt_of_the_future'");
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
      start(held).then().statusCode(503).body("type", equalTo("urn:paydesk:problem:busy"));
    }

    makeDue(heldEvent.get("id").textValue());
    eventuallyPaid(held);
  }

  @Test
  void anEventThatStandsAloneDoesNotWaitForTheAnswersThatOthersNeed() {
    var doubtful = started(order());
    var event =
        StripeEvents.intentEvent(
            "payment_intent.processing",
            sandbox.paymentIntent(doubtful.getString("paymentIntentId")),
            "processing");
    sandbox.faults().holdNext("GET /v1/payment_intents", Duration.ofSeconds(60), 100);
    long order = order();
    var good =
        StripeEvents.succeeded(sandbox.paymentIntent(started(order).getString("paymentIntentId")));
    insertWaiting(event);
    insertWaiting(good);

    worker.wake();

    await()
        .atMost(Duration.ofSeconds(8))
        .untilAsserted(() -> assertThat(orderStatus(order)).isEqualTo("paid"));
    eventually(
        x ->
            assertThat(row("last_error", event.get("id").textValue()))
                .contains("Stripe must be asked"));
  }

  private void insertWaiting(ObjectNode event) {
    tables()
        .change(
            """
            insert into stripe_event (id, type, livemode, object_id, created, body, status)
            values (?, ?, false, ?, now(), ?, 'waiting')
            """,
            event.get("id").textValue(),
            event.get("type").textValue(),
            StripeEvents.object(event).get("id").textValue(),
            event.toString());
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
