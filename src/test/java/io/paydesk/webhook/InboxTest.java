package io.paydesk.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.testing.PaydeskTest;
import io.paydesk.testing.StripeEvents;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
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
