package io.paydesk.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.paydesk.reconcile.DueRound;
import io.paydesk.testing.PaydeskTest;
import io.paydesk.testing.StripeEvents;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/**
 * The tables as a process leaves them that dies while it begins a payment. (The integration test
 * kills a real process between Stripe's answer and our commit.)
 */
@QuarkusTest
class CrashTest extends PaydeskTest {

  @Inject DueRound dueRound;

  /** Puts the row back to what was committed before Stripe was called. */
  private void forgetTheAnswer(long payment) {
    // An event that is still under way would bring it back.
    workedOff();
    tables()
        .change(
            """
            update payment set status = 'created', payment_intent_id = null, stripe_status = null, observed_at = null
            where id = ?
            """,
            payment);
  }

  @Test
  void aCrashBeforeTheCallLeavesAPaymentThatIsMadeLater() {
    long order = order();
    long payment = started(order).getLong("id");
    forgetTheAnswer(payment);
    // Nothing was made at Stripe: another key simulates that.
    tables()
        .change(
            "update payment set idempotency_key = gen_random_uuid(), uuid = gen_random_uuid() where id = ?",
            payment);

    dueRound.runNow(payment);

    assertThat(paymentStatus(payment)).isEqualTo("pending");
  }

  @Test
  void afterACrashBeforeTheCommitARoundOfChecksFindsTheIntent() {
    long order = order();
    var payment = started(order);
    forgetTheAnswer(payment.getLong("id"));

    dueRound.runNow(payment.getLong("id"));

    assertThat(payment(payment.getLong("id")).getString("paymentIntentId"))
        .isEqualTo(payment.getString("paymentIntentId"));
  }

  @Test
  void afterACrashBeforeTheCommitARefreshFindsTheIntent() {
    long order = order();
    var payment = started(order);
    forgetTheAnswer(payment.getLong("id"));

    asUser()
        .post("/v1/payments/" + payment.getLong("id") + "/refresh")
        .then()
        .statusCode(200)
        .body("paymentIntentId", equalTo(payment.getString("paymentIntentId")));
  }

  @Test
  void afterACrashBeforeTheCommitTheWebhookFindsTheIntent() {
    long order = order();
    var payment = started(order);
    forgetTheAnswer(payment.getLong("id"));

    deliver(
            StripeEvents.succeeded(sandbox.paymentIntent(payment.getString("paymentIntentId")))
                .toString())
        .then()
        .statusCode(200);

    eventuallyPaid(order);
    assertThat(payment(payment.getLong("id")).getString("paymentIntentId"))
        .isEqualTo(payment.getString("paymentIntentId"));
  }

  @Test
  void aReplayedAnswerDoesNotShowAnOldIntent() {
    long order = order();
    var payment = started(order);
    loseEvents();
    sandbox.confirm(payment.getString("paymentIntentId"), "4242424242424242");
    forgetTheAnswer(payment.getLong("id"));

    // With the same key, Stripe replays the intent as it was, waiting for a card.
    dueRound.runNow(payment.getLong("id"));

    assertThat(orderStatus(order)).isEqualTo("paid");
  }
}
