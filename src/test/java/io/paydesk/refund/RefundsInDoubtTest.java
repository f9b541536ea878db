package io.paydesk.refund;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.paydesk.reconcile.DueRound;
import io.paydesk.testing.PaydeskTest;
import io.paydesk.testing.StripeEvents;
import io.paydesk.testing.http.Answer;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Collections;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class RefundsInDoubtTest extends PaydeskTest {

  private static final String CREATE = "POST /v1/refunds";
  private static final String ASK = "GET /v1/refunds";

  @Inject DueRound dueRound;

  private long order;
  private long payment;
  private String intent;

  @AfterEach
  void release() {
    sandbox.holdRefunds(false);
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
    return asAdmin()
        .header("Idempotency-Key", UUID.randomUUID().toString())
        .body("{\"paymentId\": %d, \"refundAmount\": %d}".formatted(payment, amount))
        .post("/v1/refunds");
  }

  private long unknown(long amount) {
    return refund(amount).then().statusCode(202).extract().jsonPath().getLong("id");
  }

  private String refundIdAtStripe() {
    return sandbox.events().stream()
        .filter(event -> event.path("type").textValue().equals("refund.created"))
        .map(event -> event.at("/data/object"))
        .filter(refund -> intent.equals(refund.path("payment_intent").textValue()))
        .reduce((first, last) -> last)
        .orElseThrow()
        .path("id")
        .textValue();
  }

  private long madeAtStripe() {
    return sandbox.events().stream()
        .filter(event -> event.path("type").textValue().equals("refund.created"))
        .map(event -> event.at("/data/object"))
        .filter(refund -> intent.equals(refund.path("payment_intent").textValue()))
        .mapToLong(refund -> refund.path("amount").longValue())
        .sum();
  }

  private String column(String what, long id) {
    return tables().text("select " + what + " from refund where id = ?", id);
  }

  private void applied(ObjectNode event) {
    deliverAndWait(event);
    assertThat(verdict(event)).isEqualTo("done");
  }

  @Test
  void aReplayedAnswerIsNotTakenForTheRefundsPresentStatus() {
    paid();
    sandbox.holdRefunds(true);
    loseEvents();
    sandbox.faults().timeoutAfterWorkNext(CREATE, 2);
    long id = unknown(10_000);
    sandbox.refundFails(refundIdAtStripe(), "lost_or_stolen_card");

    dueRound.refundNow(id);

    assertThat(column("status", id)).isEqualTo("failed");
    assertThat(orderStatus(order)).isEqualTo("paid");
  }

  @Test
  void aStoredErrorIsResolvedByAListingOnceStripeHasComeToRest() {
    paid();
    loseEvents();
    sandbox.faults().failNext(CREATE, 500, 1);
    sandbox.faults().failNext(ASK, 500, 4);
    long id = unknown(3000);
    sandbox.faults().answerAgain();

    // Stripe may still finish what it had begun, and would accept the same partial refund twice.
    dueRound.refundNow(id);
    assertThat(column("status", id)).isEqualTo("unknown");
    assertThat(madeAtStripe()).isZero();
    tables()
        .change(
            "update refund set key_spent_at = key_spent_at - interval '11 minutes' where id = ?",
            id);
    dueRound.refundNow(id);

    assertThat(column("status", id)).isEqualTo("succeeded");
    assertThat(madeAtStripe()).isEqualTo(3000);
  }

  @Test
  void anOldKeyComesToRestFromItsErrorOn() {
    paid();
    loseEvents();
    sandbox.faults().failNext(CREATE, 429, 4);
    long id = unknown(3000);
    sandbox.faults().answerAgain();
    tables()
        .change(
            "update refund set idempotency_key_since = now() - interval '1 hour' where id = ?", id);
    sandbox.faults().failNext(CREATE, 500, 1);

    dueRound.refundNow(id);
    dueRound.refundNow(id);

    assertThat(column("status", id)).isEqualTo("unknown");
    assertThat(madeAtStripe()).isZero();
    tables()
        .change(
            "update refund set key_spent_at = key_spent_at - interval '11 minutes' where id = ?",
            id);
    dueRound.refundNow(id);
    assertThat(madeAtStripe()).isEqualTo(3000);
    assertThat(tables().text("select key_spent_at from refund where id = ?", id)).isNull();
  }

  @Test
  void aDayLaterARefundIsFoundBehindMoreThanAPageOfOthers() {
    paid();
    loseEvents();
    sandbox.faults().resetAfterWorkNext(CREATE, 4);
    long id = unknown(3000);
    sandbox.faults().answerAgain();
    for (int others = 0; others < 101; others++) {
      sandbox.refundAtDashboard(intent, 10);
    }
    tables()
        .change(
            """
            update refund set idempotency_key_since = now() - interval '30 hours',
              key_spent_at = now() - interval '11 minutes' where id = ?
            """,
            id);

    dueRound.refundNow(id);

    assertThat(column("status", id)).isEqualTo("succeeded");
    assertThat(madeAtStripe()).isEqualTo(3000 + 101 * 10);
    asUser()
        .post("/v1/payments/" + payment + "/refresh")
        .then()
        .statusCode(200)
        .body("amountRefunded", equalTo(3000 + 101 * 10));
  }

  @Test
  void simultaneousChecksThatFindNothingMakeOneRefund() throws Exception {
    paid();
    loseEvents();
    sandbox.faults().failNext(CREATE, 429, 4);
    long id = unknown(3000);
    sandbox.faults().answerAgain();
    tables()
        .change(
            """
            update refund set idempotency_key_since = now() - interval '30 hours',
              key_spent_at = now() - interval '11 minutes' where id = ?
            """,
            id);
    // All of them list before the first has made its refund.
    sandbox.faults().holdNext(CREATE, Duration.ofMillis(900), 6);

    Callable<Answer> refresh = () -> asUser().post("/v1/refunds/" + id + "/refresh");
    var pool = Executors.newFixedThreadPool(6);
    try {
      for (var answer : pool.invokeAll(Collections.nCopies(6, refresh))) {
        assertThat(answer.get().statusCode()).isIn(200, 202);
      }
    } finally {
      pool.shutdown();
    }
    sandbox.faults().answerAgain();
    // A check that gave up may have left its key in use for a moment.
    eventually(
        x -> {
          dueRound.refundNow(id);
          assertThat(column("status", id)).isEqualTo("succeeded");
        });
    assertThat(madeAtStripe()).isEqualTo(3000);
  }

  @Test
  void aRefundThatANoticeHasNamedSinceTheListingIsNotMadeAgain() {
    paid();
    loseEvents();
    sandbox.faults().failNext(CREATE, 429, 4);
    long id = unknown(3000);
    sandbox.faults().answerAgain();
    tables()
        .change(
            """
            update refund set idempotency_key_since = now() - interval '30 hours',
              key_spent_at = now() - interval '11 minutes' where id = ?
            """,
            id);
    sandbox
        .faults()
        .happensBefore(
            ASK,
            () ->
                tables()
                    .change(
                        "update refund set status = 'pending', refund_id = ? where id = ?",
                        "re_of_the_notice_" + id,
                        id));

    dueRound.refundNow(id);

    assertThat(column("refund_id", id)).isEqualTo("re_of_the_notice_" + id);
    assertThat(column("status", id)).isEqualTo("pending");
    assertThat(madeAtStripe()).isZero();
  }

  @Test
  void aRefundOfAPaymentWithoutNewsHurriesThePaymentsCheck() {
    loseEvents();
    begun();
    sandbox.confirm(intent, "4242424242424242");
    var refund = sandbox.refundAtDashboard(intent, 2500);
    applied(StripeEvents.event("refund.created", sandbox.refund(refund)));
    assertThat(
            tables()
                .text(
                    "select next_check_at < now() + interval '1 minute' from payment where id = ?",
                    payment))
        .isEqualTo("t");
    long id = tables().number("select id from refund where refund_id = ?", refund);

    dueRound.refundNow(id);
    assertThat(column("next_check_at is not null", id)).isEqualTo("t");
    dueRound.runNow(payment);
    dueRound.refundNow(id);

    assertThat(orderStatus(order)).isEqualTo("partially_refunded");
    assertThat(column("next_check_at is null", id)).isEqualTo("t");
  }

  @Test
  void refundsThatExceedWhatCameAreCheckedUntilTheyFit() {
    paid();
    sandbox.holdRefunds(true);
    sandbox.faults().failNext(CREATE, 429, 4);
    long ours = unknown(6000);
    sandbox.faults().clear();
    var elsewhere = sandbox.refundAtDashboard(intent, 10_000);
    eventually(x -> assertThat(orderStatus(order)).isEqualTo("refunded"));
    loseEvents();
    sandbox.refundFails(elsewhere, "unknown");

    dueRound.refundNow(ours);
    dueRound.refundNow(tables().number("select id from refund where refund_id = ?", elsewhere));

    assertThat(orderStatus(order)).isEqualTo("partially_refunded");
    assertThat(payment(payment).getLong("amountRefunded")).isEqualTo(6000);
  }

  @Test
  void aRefusedReadIsNotARefusedRefund() {
    paid();
    loseEvents();
    long id = refund(10_000).then().statusCode(201).extract().jsonPath().getLong("id");
    sandbox.faults().failNext(ASK, 404, 1);

    asUser().post("/v1/refunds/" + id + "/refresh").then().statusCode(202);

    assertThat(column("status", id)).isEqualTo("succeeded");
    assertThat(column("failure_code is null", id)).isEqualTo("t");
    assertThat(orderStatus(order)).isEqualTo("refunded");
  }
}
