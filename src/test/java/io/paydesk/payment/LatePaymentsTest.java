package io.paydesk.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.paydesk.reconcile.DueRound;
import io.paydesk.testing.PaydeskTest;
import io.paydesk.testing.http.Json;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Stripe said once that it does not know an intent, so the payer began another payment. The first
 * one can be paid all the same, in a window that was left open.
 */
@QuarkusTest
class LatePaymentsTest extends PaydeskTest {

  private static final String GOOD = "4242424242424242";
  private static final String ASKS = "4000002760003184";

  @Inject DueRound dueRound;

  private long order;
  private Json first;
  private Json second;

  @BeforeEach
  void anotherPaymentHasBegun() {
    order = order();
    first = started(order);
    isNotKnownNow();
    dueRound.reconcileNow(first.getLong("id"));
    isNotKnownNow();
    second = started(order);
    sandbox.faults().clear();
    assertThat(statusOf(first)).isEqualTo("failed");
    assertThat(second.getLong("id")).isNotEqualTo(first.getLong("id"));
  }

  private void isNotKnownNow() {
    sandbox
        .faults()
        .refuseNext(
            "GET /v1/payment_intents/" + intent(first),
            "resource_missing",
            "intent",
            "No such payment_intent");
  }

  private static String intent(Json payment) {
    return payment.getString("paymentIntentId");
  }

  private String statusOf(Json payment) {
    return paymentStatus(payment.getLong("id"));
  }

  private String atStripe(Json payment) {
    return sandbox.paymentIntent(intent(payment)).path("status").asText();
  }

  private void look(Json payment) {
    dueRound.reconcileNow(payment.getLong("id"));
  }

  @Test
  void theNewerOneIsEndedAtStripeOnceTheOlderOneIsPaid() {
    sandbox.confirm(intent(first), GOOD);
    eventuallyPaid(order);
    assertThat(statusOf(first)).isEqualTo("succeeded");
    look(second);

    assertThat(atStripe(second)).isEqualTo("canceled");
    eventually(x -> assertThat(statusOf(second)).isEqualTo("canceled"));
    assertThat(orderStatus(order)).isEqualTo("paid");
  }

  @Test
  void theNewerOneThatAwaitsTheBankIsEndedToo() {
    sandbox.confirm(intent(second), ASKS);
    sandbox.confirm(intent(first), GOOD);
    eventuallyPaid(order);
    look(second);

    assertThat(atStripe(second)).isEqualTo("canceled");
    assertThat(orderStatus(order)).isEqualTo("paid");
  }

  @Test
  void theNewerOneThatIsPaidBeforeItIsEndedPutsTheOrderInReview() {
    sandbox.confirm(intent(first), GOOD);
    sandbox.confirm(intent(second), GOOD);

    isInReview();
  }

  @Test
  void theOlderOneThatIsPaidAfterTheNewerOnePutsTheOrderInReview() {
    sandbox.confirm(intent(second), GOOD);
    eventuallyPaid(order);
    sandbox.confirm(intent(first), GOOD);

    isInReview();
  }

  private void isInReview() {
    eventually(
        x ->
            asUser()
                .get("/v1/orders/" + order)
                .then()
                .body("status", equalTo("review"))
                .body("reviewReason", equalTo("second-success")));
    assertThat(statusOf(first)).isEqualTo("succeeded");
    assertThat(statusOf(second)).isEqualTo("succeeded");
  }

  @Test
  void theNewerOneThatABankRefusesLaterIsEndedThen() {
    sandbox.faults().banksWait(true);
    sandbox.confirm(intent(second), "pm_usBankAccount_insufficientFunds");
    eventually(x -> assertThat(statusOf(second)).isEqualTo("processing"));
    sandbox.confirm(intent(first), GOOD);
    eventuallyPaid(order);
    sandbox.faults().banksWait(false);

    eventually(x -> assertThat(atStripe(second)).isEqualTo("requires_payment_method"));
    eventually(
        x ->
            assertThat(
                    tables()
                        .number(
                            "select count(*) from payment where id = ? and cancel_requested_at is not null",
                            second.getLong("id")))
                .isEqualTo(1));
    look(second);
    assertThat(atStripe(second)).isEqualTo("canceled");
    assertThat(orderStatus(order)).isEqualTo("paid");
  }
}
