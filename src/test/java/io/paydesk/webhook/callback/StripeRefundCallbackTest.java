package io.paydesk.webhook.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.paydesk.reconcile.DueRound;
import io.paydesk.stripe.StripePace;
import io.paydesk.testing.PaydeskTest;
import io.paydesk.testing.SeenMoves;
import io.paydesk.testing.StripeEvents;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class StripeRefundCallbackTest extends PaydeskTest {

  private static final String LIST = "GET /v1/refunds";

  @Inject DueRound dueRound;

  private long order;
  private long payment;
  private String intent;

  @Inject StripePace pace;

  @BeforeEach
  void repeatAtOnce() {
    pace.pauseBeforeRepeats(false);
  }

  @AfterEach
  void pauseAgain() {
    pace.pauseBeforeRepeats(true);
  }

  @BeforeEach
  void pay() {
    order = order("100.00", "usd");
    var started = started(order);
    payment = started.getLong("id");
    intent = started.getString("paymentIntentId");
  }

  @AfterEach
  void release() {
    sandbox.holdRefunds(false);
  }

  private void paid() {
    sandbox.confirm(intent, "4242424242424242");
    eventuallyPaid(order);
  }

  private String lastError(ObjectNode event) {
    return tables()
        .text("select last_error from stripe_event where id = ?", event.get("id").textValue());
  }

  private JsonNode charge() {
    return sandbox.events().stream()
        .map(event -> event.at("/data/object"))
        .filter(object -> object.path("object").asText().equals("charge"))
        .filter(object -> object.path("payment_intent").asText().equals(intent))
        .reduce((first, last) -> last)
        .orElseThrow();
  }

  private static ObjectNode event(String type, JsonNode refund, String status) {
    var object = (ObjectNode) refund.deepCopy();
    object.put("status", status);
    if (status.equals("failed")) {
      object.put("failure_reason", "expired_or_canceled_card");
    }
    return StripeEvents.event(type, object);
  }

  private String refundStatus(String refundId) {
    return tables().text("select status from refund where refund_id = ?", refundId);
  }

  @Test
  void aRefundFromTheDashboardGetsARowWithItsOrigin() {
    paid();
    var refund = sandbox.refundAtDashboard(intent, 2500);

    eventually(x -> assertThat(orderStatus(order)).isEqualTo("partially_refunded"));

    asUser()
        .get("/v1/refunds?orderId=" + order)
        .then()
        .body("data", hasSize(1))
        .body("data[0].origin", equalTo("dashboard"))
        .body("data[0].refundId", equalTo(refund))
        .body("data[0].refundAmount", equalTo(2500))
        .body("data[0].status", equalTo("succeeded"))
        .body("data[0].callbackProcessed", equalTo(true));
    assertThat(payment(payment).getLong("amountRefunded")).isEqualTo(2500);
    sandbox.refundAtDashboard(intent, 7500);
    eventually(x -> assertThat(orderStatus(order)).isEqualTo("refunded"));
  }

  static Stream<List<String>> everyOrder() {
    return Stream.of(
        List.of("pending", "succeeded", "failed"),
        List.of("pending", "failed", "succeeded"),
        List.of("succeeded", "pending", "failed"),
        List.of("succeeded", "failed", "pending"),
        List.of("failed", "pending", "succeeded"),
        List.of("failed", "succeeded", "pending"));
  }

  @ParameterizedTest
  @MethodSource("everyOrder")
  void withoutAnAnswerOfStripesEventsEndInFailedInAnyOrder(List<String> statuses) {
    paid();
    loseEvents();
    var id = sandbox.refundAtDashboard(intent, 2500);
    sandbox.faults().failNext(LIST, 500, 1000);

    try (var moves = SeenMoves.of(tables(), user)) {
      for (var status : statuses) {
        deliverAndWait(event("refund.updated", sandbox.refund(id), status));
      }
      moves.areEdges();
    }

    assertThat(refundStatus(id)).isEqualTo("failed");
    assertThat(tables().text("select stripe_status from refund where refund_id = ?", id))
        .isEqualTo("failed");
    assertThat(tables().text("select failure_reason from refund where refund_id = ?", id))
        .isEqualTo("expired_or_canceled_card");
    assertThat(orderStatus(order)).isEqualTo("paid");
    assertThat(payment(payment).getLong("amountRefunded")).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "refund.created",
        "refund.updated",
        "refund.failed",
        "charge.refund.updated",
        "charge.refunded"
      })
  void eachEventAloneShowsThatARefundFailedAfterItSucceeded(String type) {
    sandbox.holdRefunds(true);
    paid();
    var id = sandbox.refundAtDashboard(intent, 2500);
    eventually(x -> assertThat(orderStatus(order)).isEqualTo("partially_refunded"));
    loseEvents();
    sandbox.refundFails(id, "lost_or_stolen_card");
    var event =
        StripeEvents.event(type, type.equals("charge.refunded") ? charge() : sandbox.refund(id));

    deliverAndWait(event);

    assertThat(verdict(event)).isEqualTo("done");
    assertThat(refundStatus(id)).isEqualTo("failed");
    assertThat(orderStatus(order)).isEqualTo("paid");
  }

  @Test
  void aCanceledRefundStaysCanceledAndReleasesItsAmount() {
    paid();
    loseEvents();
    var id = sandbox.refundAtDashboard(intent, 2500);
    sandbox.faults().failNext(LIST, 500, 1000);
    deliverAndWait(event("refund.created", sandbox.refund(id), "succeeded"));
    assertThat(payment(payment).getLong("amountRefunded")).isEqualTo(2500);

    deliverAndWait(event("refund.updated", sandbox.refund(id), "canceled"));
    deliverAndWait(event("charge.refund.updated", sandbox.refund(id), "pending"));

    assertThat(refundStatus(id)).isEqualTo("canceled");
    assertThat(payment(payment).getLong("amountRefunded")).isZero();
    assertThat(orderStatus(order)).isEqualTo("paid");
  }

  @Test
  void fiftyDeliveriesOfOneEventAreOneRefund() {
    paid();
    loseEvents();
    var id = sandbox.refundAtDashboard(intent, 2500);
    var event = event("refund.created", sandbox.refund(id), "succeeded");
    var twin = event("charge.refund.updated", sandbox.refund(id), "succeeded");

    Stream.generate(() -> event).limit(50).parallel().forEach(e -> deliver(e.toString()));
    deliverAndWait(twin);
    deliverAndWait(event);

    assertThat(tables().number("select count(*) from refund where payment_id = ?", payment))
        .isEqualTo(1);
    assertThat(payment(payment).getLong("amountRefunded")).isEqualTo(2500);
  }

  @Test
  void aRefundedChargeIsOnlyAHintToListRefunds() {
    paid();
    loseEvents();
    sandbox.refundAtDashboard(intent, 1000);
    sandbox.refundAtDashboard(intent, 2000);
    var event = StripeEvents.event("charge.refunded", charge());
    sandbox.faults().failNext(LIST, 500, 2);

    deliver(event.toString()).then().statusCode(200);

    eventually(x -> assertThat(verdict(event)).isEqualTo("done"));
    assertThat(payment(payment).getLong("amountRefunded")).isEqualTo(3000);
    assertThat(tables().number("select count(*) from refund where payment_id = ?", payment))
        .isEqualTo(2);
  }

  @Test
  void anOldEventOfAnotherRefundDoesNotHideThatThisOneFailed() {
    paid();
    sandbox.holdRefunds(true);
    var first = sandbox.refundAtDashboard(intent, 10_000);
    eventually(x -> assertThat(orderStatus(order)).isEqualTo("refunded"));
    loseEvents();
    sandbox.refundFails(first, "unknown");
    var second = sandbox.refundAtDashboard(intent, 4000);

    deliverAndWait(event("refund.created", sandbox.refund(second), "succeeded"));

    assertThat(refundStatus(first)).isEqualTo("failed");
    assertThat(payment(payment).getLong("amountRefunded")).isEqualTo(4000);
    assertThat(orderStatus(order)).isEqualTo("partially_refunded");
  }

  @Test
  void refundsThatExceedWhatCameWaitForStripe() {
    paid();
    sandbox.holdRefunds(true);
    var first = sandbox.refundAtDashboard(intent, 10_000);
    eventually(x -> assertThat(orderStatus(order)).isEqualTo("refunded"));
    loseEvents();
    sandbox.refundFails(first, "unknown");
    var second = sandbox.refundAtDashboard(intent, 4000);
    sandbox.faults().failNext(LIST, 500, 1000);

    var event = event("refund.created", sandbox.refund(second), "succeeded");
    deliver(event.toString()).then().statusCode(200);
    // The event has no failure of its own, which would delay others of its batch.
    eventually(
        x ->
            assertThat(lastError(event))
                .isEqualTo("Stripe must be asked first and did not answer"));
    assertThat(refundStatus(second)).isNull();
    assertThat(payment(payment).getLong("amountRefunded")).isEqualTo(10_000);
    sandbox.faults().answerAgain();

    eventually(x -> assertThat(verdict(event)).isEqualTo("done"));
    assertThat(refundStatus(first)).isEqualTo("failed");
    assertThat(payment(payment).getLong("amountRefunded")).isEqualTo(4000);
  }

  @Test
  void newsOfARefundMayComeBeforeNewsOfItsPayment() {
    loseEvents();
    sandbox.confirm(intent, "4242424242424242");
    var id = sandbox.refundAtDashboard(intent, 2500);
    deliverAndWait(event("refund.created", sandbox.refund(id), "succeeded"));
    assertThat(orderStatus(order)).isEqualTo("pending");

    deliverAndWait(StripeEvents.event("payment_intent.succeeded", sandbox.paymentIntent(intent)));

    assertThat(orderStatus(order)).isEqualTo("partially_refunded");
    assertThat(payment(payment).getLong("amountRefunded")).isEqualTo(2500);
  }

  @Test
  void aRoundOfChecksAppliesARefundWhosePaymentHadNoNews() {
    loseEvents();
    sandbox.confirm(intent, "4242424242424242");
    var id = sandbox.refundAtDashboard(intent, 2500);
    deliverAndWait(event("refund.created", sandbox.refund(id), "succeeded"));

    dueRound.runNow(payment);
    dueRound.refundNow(tables().number("select id from refund where refund_id = ?", id));

    assertThat(orderStatus(order)).isEqualTo("partially_refunded");
    assertThat(tables().text("select next_check_at from refund where refund_id = ?", id)).isNull();
  }

  @Test
  void anEventWaitsForItsPayment() {
    paid();
    loseEvents();
    var id = sandbox.refundAtDashboard(intent, 2500);
    tables()
        .change(
            "update payment set payment_intent_id = 'pi_elsewhere', charge_id = null where id = ?",
            payment);
    var event = event("refund.created", sandbox.refund(id), "succeeded");
    deliverAndWait(event);
    assertThat(verdict(event)).isEqualTo("ignored unknown-payment");

    tables().change("update payment set payment_intent_id = ? where id = ?", intent, payment);

    eventually(x -> assertThat(verdict(event)).isEqualTo("done"));
    assertThat(orderStatus(order)).isEqualTo("partially_refunded");
  }

  @Test
  void anEventThatAnOlderReleaseIgnoredIsApplied() {
    paid();
    loseEvents();
    var id = sandbox.refundAtDashboard(intent, 2500);
    var event = event("refund.created", sandbox.refund(id), "succeeded");
    tables()
        .change(
            """
            insert into stripe_event (id, type, livemode, object_id, created, body, status, reason, finished_at)
            values (?, 'refund.created', false, ?, now(), ?, 'ignored', 'no-callback-for-this-type', now())
            """,
            event.get("id").textValue(),
            id,
            event.toString());

    eventually(x -> assertThat(verdict(event)).isEqualTo("done"));
    assertThat(orderStatus(order)).isEqualTo("partially_refunded");
  }

  @Test
  void aRefundIsMatchedByItsChargeWhereItNamesNoIntent() {
    paid();
    loseEvents();
    var id = sandbox.refundAtDashboard(intent, 2500);
    var event = event("refund.created", sandbox.refund(id), "succeeded");
    StripeEvents.object(event).putNull("payment_intent");

    deliverAndWait(event);

    assertThat(orderStatus(order)).isEqualTo("partially_refunded");
  }

  @Test
  void copiedMetadataDoesNotMakeItOurRefund() {
    paid();
    loseEvents();
    var ours =
        asAdmin()
            .header("Idempotency-Key", UUID.randomUUID().toString())
            .body("{\"paymentId\": %d, \"refundAmount\": 1000}".formatted(payment))
            .post("/v1/refunds")
            .then()
            .statusCode(201)
            .extract()
            .jsonPath();
    var id = sandbox.refundAtDashboard(intent, 2000);
    var event = event("refund.created", sandbox.refund(id), "succeeded");
    StripeEvents.object(event)
        .set("metadata", sandbox.refund(ours.getString("refundId")).path("metadata"));

    deliverAndWait(event);

    assertThat(payment(payment).getLong("amountRefunded")).isEqualTo(3000);
    assertThat(tables().text("select origin from refund where refund_id = ?", id))
        .isEqualTo("dashboard");
    assertThat(tables().text("select refund_id from refund where id = ?", ours.getLong("id")))
        .isEqualTo(ours.getString("refundId"));
  }

  @Test
  void aRefundThatWaitsForBankDetailsIsPendingWithItsNextAction() {
    paid();
    loseEvents();
    sandbox.holdRefunds(true);
    var id = sandbox.refundAtDashboard(intent, 2500);
    sandbox.faults().failNext(LIST, 500, 1000);
    var event = event("refund.created", sandbox.refund(id), "requires_action");
    var action = StripeEvents.object(event).putObject("next_action").put("type", "display_details");
    action.putObject("display_details").put("expires_at", 1_795_443_037L);

    deliverAndWait(event);

    asUser()
        .get("/v1/refunds?paymentId=" + payment)
        .then()
        .body("data[0].status", equalTo("pending"))
        .body("data[0].nextAction.type", equalTo("display_details"))
        .body("data[0].nextAction.expiresAt", equalTo("2026-11-23T14:10:37Z"));
    assertThat(orderStatus(order)).isEqualTo("paid");
  }

  @Test
  void anUnknownStatusIsStoredAndHoldsItsAmount() {
    paid();
    loseEvents();
    var id = sandbox.refundAtDashboard(intent, 2500);
    sandbox.faults().failNext(LIST, 500, 1000);

    deliverAndWait(event("refund.created", sandbox.refund(id), "on_the_moon"));

    assertThat(
            tables()
                .text("select status || ' ' || stripe_status from refund where refund_id = ?", id))
        .isEqualTo("unknown on_the_moon");
    sandbox.faults().clear();
    asAdmin()
        .header("Idempotency-Key", UUID.randomUUID().toString())
        .body("{\"paymentId\": %d, \"refundAmount\": 8000}".formatted(payment))
        .post("/v1/refunds")
        .then()
        .statusCode(422)
        .body("pending", equalTo(2500));
  }

  @ParameterizedTest
  @ValueSource(strings = {"refund.created", "charge.refunded"})
  void eventsOfTheOtherModeAndOfOtherAppsAreIgnoredWithTheReason(String type) {
    paid();
    loseEvents();
    var id = sandbox.refundAtDashboard(intent, 2500);
    var object = type.equals("charge.refunded") ? charge() : sandbox.refund(id);
    var live = StripeEvents.event(type, object);
    live.put("livemode", true);
    var foreign = StripeEvents.event(type, object);
    StripeEvents.object(foreign).put("payment_intent", "pi_of_another_app");
    StripeEvents.object(foreign).put("charge", "ch_of_another_app");
    StripeEvents.object(foreign)
        .put("id", type.equals("charge.refunded") ? "ch_of_another_app" : "re_of_another_app");

    deliverAndWait(live);
    deliverAndWait(foreign);

    assertThat(verdict(live)).isEqualTo("ignored wrong-mode");
    assertThat(verdict(foreign)).isEqualTo("ignored unknown-payment");
    assertThat(tables().number("select count(*) from refund where payment_id = ?", payment))
        .isZero();
  }

  @Test
  void aHintAtRefundsOfAMissingIntentIsNotRetried() {
    paid();
    loseEvents();
    sandbox.refundAtDashboard(intent, 2500);
    var event = StripeEvents.event("charge.refunded", charge());
    StripeEvents.object(event).put("payment_intent", "pi_gone_" + payment);
    tables()
        .change(
            "update payment set payment_intent_id = ? where id = ?", "pi_gone_" + payment, payment);

    deliverAndWait(event);

    assertThat(verdict(event)).isEqualTo("ignored gone-at-stripe");
  }

  @Test
  void aReviewWhoseMoneyWasRefundedInTheDashboardEndsByEitherResolution() {
    loseEvents();
    tables().change("update orders set amount = 5000 where id = ?", order);
    sandbox.confirm(intent, "4242424242424242");
    sandbox.faults().dropEvents(false);
    deliverAndWait(StripeEvents.event("payment_intent.succeeded", sandbox.paymentIntent(intent)));
    assertThat(orderStatus(order)).isEqualTo("review");
    sandbox.refundAtDashboard(intent, 10_000);
    eventually(x -> assertThat(paymentStatus(payment)).isEqualTo("refunded"));
    assertThat(orderStatus(order)).isEqualTo("review");

    asAdmin()
        .body("{\"resolution\": \"refund\"}")
        .post("/v1/orders/" + order + "/resolve")
        .then()
        .statusCode(200)
        .body("status", equalTo("refunded"));
  }
}
