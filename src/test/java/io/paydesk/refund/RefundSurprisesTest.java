package io.paydesk.refund;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.paydesk.reconcile.DueRound;
import io.paydesk.stripe.AskLimit;
import io.paydesk.testing.PaydeskTest;
import io.paydesk.testing.StripeEvents;
import io.paydesk.testing.http.Answer;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How refunds deal with news that is lost, late or comes from elsewhere. */
@QuarkusTest
class RefundSurprisesTest extends PaydeskTest {

  @Inject DueRound dueRound;
  @Inject AskLimit limit;

  private long order;
  private long payment;
  private String intent;

  @AfterEach
  void release() {
    sandbox.holdRefunds(false);
    sandbox.payOut("usd");
  }

  private void begun() {
    order = order("100.00", "usd");
    var started = started(order);
    payment = started.getLong("id");
    intent = started.getString("paymentIntentId");
  }

  private void paid() {
    begun();
    sandbox.confirm(intent, "4242424242424242");
    eventuallyPaid(order);
  }

  private Answer refund(long amount) {
    return refund(amount, UUID.randomUUID().toString());
  }

  private Answer refund(long amount, String key) {
    return asAdmin()
        .header("Idempotency-Key", key)
        .body("{\"paymentId\": %d, \"refundAmount\": %d}".formatted(payment, amount))
        .post("/v1/refunds");
  }

  private String column(String what, long id) {
    return tables().text("select " + what + " from refund where id = ?", id);
  }

  private void applied(ObjectNode event) {
    deliverAndWait(event);
    assertThat(verdict(event)).isEqualTo("done");
  }

  @Test
  void aStatusThatIsNotKnownDoesNotTakeTheReasonFromARefundThatFailed() {
    sandbox.holdRefunds(true);
    paid();
    var made = refund(1000).jsonPath();
    long id = made.getLong("id");
    sandbox.refundFails(made.getString("refundId"), "lost_or_stolen_card");
    eventually(x -> assertThat(column("status", id)).isEqualTo("failed"));
    sandbox.faults().failNext("GET /v1/refunds", 500, 1000);
    var object = (ObjectNode) sandbox.refund(made.getString("refundId")).deepCopy();
    object.put("status", "on_the_moon").remove("failure_reason");

    applied(StripeEvents.event("refund.updated", object));

    assertThat(column("failure_reason", id)).isEqualTo("lost_or_stolen_card");
  }

  @Test
  void aRefusedRefundThatTurnsUpAtStripeIsAskedAboutUntilItEnds() {
    paid();
    sandbox.payOut("usd");
    long id = refund(1000).then().statusCode(422).extract().jsonPath().getLong("refundId");
    sandbox.faults().failNext("GET /v1/refunds", 500, 1000);

    applied(StripeEvents.event("refund.created", turnedUp(id, "pending", 1000)));

    assertThat(column("status", id)).isEqualTo("pending");
    assertThat(column("next_check_at is not null", id)).isEqualTo("t");
  }

  /** A refund whose row Stripe had refused. */
  private ObjectNode turnedUp(long id, String status, long amount) {
    var object = new ObjectMapper().createObjectNode();
    object
        .put("id", "re_lost" + id)
        .put("object", "refund")
        .put("status", status)
        .put("amount", amount)
        .put("currency", "usd")
        .put("payment_intent", intent)
        .putObject("metadata")
        .put("paydesk_installation", tables().text("select id from installation"))
        .put("paydesk_uuid", column("uuid", id));
    return object;
  }

  @Test
  void aRefusedRefundThatTurnsUpWithAStatusThatIsNotKnownHoldsItsMoneyUntilItEnds() {
    paid();
    sandbox.payOut("usd");
    long id = refund(6000).then().statusCode(422).extract().jsonPath().getLong("refundId");
    assertThat(column("status", id)).isEqualTo("failed");
    sandbox.faults().failNext("GET /v1/refunds", 500, 1000);

    applied(StripeEvents.event("refund.created", turnedUp(id, "on_the_moon", 6000)));

    assertThat(column("status || ' ' || stripe_status", id)).isEqualTo("unknown on_the_moon");
    assertThat(column("next_check_at < now() + interval '2 minutes'", id)).isEqualTo("t");
    refund(5000)
        .then()
        .statusCode(422)
        .body("type", equalTo("urn:paydesk:problem:refund-exceeds-remaining"))
        .body("pending", equalTo(6000))
        .body("remaining", equalTo(4000));

    applied(StripeEvents.event("refund.updated", turnedUp(id, "succeeded", 6000)));

    assertThat(column("status", id)).isEqualTo("succeeded");
    assertThat(column("next_check_at is null", id)).isEqualTo("t");
    assertThat(orderStatus(order)).isEqualTo("partially_refunded");
    assertThat(payment(payment).getLong("amountRefunded")).isEqualTo(6000);
  }

  @Test
  void aDisputeOfAPaymentWhoseNewsNeverCameHurriesIt() {
    loseEvents();
    begun();
    sandbox.confirm(intent, "4242424242424242");
    var dispute = sandbox.dispute(intent, "fraudulent", false);

    applied(StripeEvents.event("charge.dispute.created", sandbox.dispute(dispute)));

    assertThat(
            tables()
                .text(
                    "select next_check_at < now() + interval '1 minute' from payment where id = ?",
                    payment))
        .isEqualTo("t");
  }

  @Test
  void aResolutionThatRefundsAnInquiryWarnsToo() {
    begun();
    tables().change("update orders set amount = 5000 where id = ?", order);
    sandbox.confirm(intent, "4242424242424242");
    eventually(x -> assertThat(orderStatus(order)).isEqualTo("review"));
    var dispute = sandbox.dispute(intent, "product_not_received", true);
    eventually(
        x ->
            assertThat(payment(payment).getList("disputes.status", String.class))
                .containsExactly("warning_needs_response"));

    asAdmin()
        .body(Map.of("resolution", "refund"))
        .post("/v1/orders/" + order + "/resolve")
        .then()
        .statusCode(200);

    assertThat(tables().text("select warning from refund where payment_id = ?", payment))
        .contains(dispute);
  }

  @Test
  void aResolutionOfWhichOneRefundIsRefusedIsNotAnsweredAsDone() {
    begun();
    var first = intent;
    tables().change("update payment set status = 'canceled' where id = ?", payment);
    var second = started(order);
    tables().change("update payment set status = 'canceled' where id = ?", second.getLong("id"));
    var third = started(order);
    sandbox.confirm(third.getString("paymentIntentId"), "4242424242424242");
    eventuallyPaid(order);
    sandbox.confirm(first, "4242424242424242");
    eventually(x -> assertThat(paymentStatus(payment)).isEqualTo("succeeded"));
    sandbox.confirm(second.getString("paymentIntentId"), "4242424242424242");
    eventually(x -> assertThat(paymentStatus(second.getLong("id"))).isEqualTo("succeeded"));
    assertThat(orderStatus(order)).isEqualTo("review");
    // The listing shows the latest refund first, so the older of the two must be refused.
    tables()
        .change("update payment set payment_intent_id = 'pi_gone_' || id where id = ?", payment);

    var answer =
        asAdmin().body(Map.of("resolution", "refund")).post("/v1/orders/" + order + "/resolve");

    assertThat(orderStatus(order)).isEqualTo("review");
    answer.then().statusCode(422).body("type", equalTo("urn:paydesk:problem:refused-by-stripe"));
  }

  @Test
  void aDisputeWhoseEventsWereLostIsLearntFromARefusal() {
    paid();
    loseEvents();
    sandbox.dispute(intent, "fraudulent", false);
    refund(1000).then().statusCode(422).body("stripeCode", equalTo("charge_disputed"));

    assertThat(asAdmin().get("/v1/disputes?paymentId=" + payment).jsonPath().getList("data"))
        .hasSize(1);
  }

  @Test
  void ourOwnAnswerNeverMakesRefundsExceedWhatCame() {
    paid();
    sandbox.holdRefunds(true);
    sandbox.faults().failNext("POST /v1/refunds", 429, 4);
    long ours = refund(6000).then().statusCode(202).extract().jsonPath().getLong("id");
    sandbox.faults().clear();
    var elsewhere = sandbox.refundAtDashboard(intent, 10_000);
    eventually(x -> assertThat(orderStatus(order)).isEqualTo("refunded"));
    loseEvents();
    sandbox.refundFails(elsewhere, "unknown");

    dueRound.refundNow(ours);

    assertThat(
            tables()
                .number(
                    "select sum(amount) from refund where payment_id = ? and status = 'succeeded'",
                    payment))
        .isLessThanOrEqualTo(10_000);
    assertThat(orderStatus(order)).isEqualTo("partially_refunded");
  }

  @Test
  void aRefundThatStripeMadeIsNeverAnsweredAsTooManyRequests() {
    paid();
    sandbox.holdRefunds(true);
    sandbox.faults().failNext("POST /v1/refunds", 429, 4);
    var key = UUID.randomUUID().toString();
    long ours = refund(6000, key).then().statusCode(202).extract().jsonPath().getLong("id");
    sandbox.faults().clear();
    var elsewhere = sandbox.refundAtDashboard(intent, 10_000);
    eventually(x -> assertThat(orderStatus(order)).isEqualTo("refunded"));
    loseEvents();
    sandbox.refundFails(elsewhere, "unknown");

    whileAllAsk(
        "payment",
        payment,
        () -> refund(6000, key).then().statusCode(202).body("status", equalTo("unknown")));
    dueRound.refundNow(ours);

    assertThat(column("status", ours)).isEqualTo("succeeded");
    assertThat(column("amount", ours)).isEqualTo("6000");
    refund(6000, key).then().statusCode(201).body("id", equalTo((int) ours));
    assertThat(tables().number("select count(*) from refund where payment_id = ?", payment))
        .isEqualTo(2);
  }

  @Test
  void aRefundThatIsBegunIsNeverAnsweredAsTooManyRequests() {
    paid();
    sandbox.faults().failNext("POST /v1/refunds", 429, 4);
    var key = UUID.randomUUID().toString();
    long ours = refund(6000, key).then().statusCode(202).extract().jsonPath().getLong("id");
    sandbox.faults().clear();

    whileAllAsk(
        "refund",
        ours,
        () -> refund(6000, key).then().statusCode(202).body("id", equalTo((int) ours)));

    refund(6000, key).then().statusCode(201).body("id", equalTo((int) ours));
  }

  @Test
  void aReviewWhoseRefundIsBegunIsNeverAnsweredAsTooManyRequests() {
    begun();
    tables().change("update orders set amount = 5000 where id = ?", order);
    sandbox.confirm(intent, "4242424242424242");
    eventually(x -> assertThat(orderStatus(order)).isEqualTo("review"));
    sandbox.faults().failNext("POST /v1/refunds", 429, 4);
    var key = UUID.randomUUID().toString();
    resolve(key).then().statusCode(202);
    sandbox.faults().clear();
    long ours = tables().number("select id from refund where payment_id = ?", payment);

    whileAllAsk("refund", ours, () -> resolve(key).then().statusCode(202));

    resolve(key).then().statusCode(200).body("status", equalTo("refunded"));
  }

  private Answer resolve(String key) {
    return asAdmin()
        .header("Idempotency-Key", key)
        .body(Map.of("resolution", "refund"))
        .post("/v1/orders/" + order + "/resolve");
  }

  /** As many as may ask Stripe about the row do so, and none has its answer yet. */
  private void whileAllAsk(String table, long id, Runnable then) {
    List<Cancellable> asking =
        IntStream.range(0, 16)
            .mapToObj(
                n ->
                    limit
                        .within(table, id, () -> Uni.createFrom().nothing())
                        .subscribe()
                        .with(answer -> {}))
            .toList();
    try {
      then.run();
    } finally {
      asking.forEach(Cancellable::cancel);
    }
  }

  @Test
  void thePayerDoesNotLearnOfTheShopsBalance() {
    paid();
    sandbox.payOut("usd");
    refund(1000).then().statusCode(422);

    assertThat(asUser().get("/v1/refunds?paymentId=" + payment).asString())
        .contains("\"failed\"")
        .doesNotContain("your Stripe account", "balance");
    assertThat(asService().get("/v1/refunds?paymentId=" + payment).asString())
        .contains("balance_insufficient");
  }
}
