package io.paydesk.recurring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.paydesk.reconcile.DueRound;
import io.paydesk.testing.SubscriptionTest;
import io.paydesk.testing.http.Json;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Period;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Orders whose subscription runs before it is paid. */
@QuarkusTest
class OrdersOfTrialsTest extends SubscriptionTest {

  @Inject DueRound dueRound;

  private long order;
  private long id;
  private String subscription;

  @BeforeEach
  void begin() {
    order = monthly(Map.of("trialDays", 7));
    Json started = subscribed(order);
    id = started.getLong("recurringPayment.id");
    subscription = started.getString("recurringPayment.subscriptionId");
  }

  private void giveCard() {
    var setup = sandbox.billing().subscription(subscription).path("pending_setup_intent").asText();
    sandbox.billing().confirmSetup(setup, GOOD_CARD);
  }

  private void cancel(long recurringPayment) {
    asUser()
        .body(Map.of("when", "now"))
        .post("/v1/recurring-payments/" + recurringPayment + "/cancel")
        .then()
        .statusCode(200);
  }

  private String atStripe() {
    return sandbox.billing().subscription(subscription).path("status").asText();
  }

  @Test
  void anOrderWhoseSubscriptionRunsIsNotCanceledAndTheSubscriptionGoesOn() {
    isRefused(asService().post("/v1/orders/" + order + "/cancel"), 409, "subscription-running")
        .body("recurringPaymentId", equalTo((int) id))
        .body("recurringPaymentStatus", equalTo("trialing"));

    assertThat(atStripe()).isEqualTo("trialing");
    assertThat(orderStatus(order)).isEqualTo("pending");
    assertThat(tables().text("select cancel_requested_at from orders where id = ?", order))
        .isNull();
  }

  @Test
  void anOrderWhoseTrialEndsUnpaidIsCanceledWithThatReason() {
    sandbox.advanceClock(Period.ofDays(8));
    eventuallyIs(id, "canceled");

    dueRound.recurringNow(id);

    asUser()
        .get("/v1/orders/" + order)
        .then()
        .body("status", equalTo("canceled"))
        .body("cancelReason", equalTo("trial-ended-unpaid"))
        .body("cancelRequestedAt", nullValue());
    isRefused(subscribe(order), 409, "order-not-payable");
  }

  @Test
  void aCheckFollowsAtOnceForAnInvoiceThatWasPaidAfterAll() {
    cancel(id);

    assertThat(
            tables().text("select next_check_at <= now() from recurring_payment where id = ?", id))
        .isEqualTo("t");
  }

  @Test
  void anOrderThatWasPaidUnnoticedAfterItsTrialIsPaidEvenIfItsSubscriptionIsOver() {
    giveCard();
    loseEvents();
    sandbox.advanceClock(Period.ofDays(8));
    cancel(id);

    dueRound.recurringNow(id);

    assertThat(orderStatus(order)).isEqualTo("paid");
  }

  @Test
  void anOrderWithoutATrialMayBeginAgainAfterItsSubscriptionEnded() {
    long other = monthly(Map.of("trialDays", 0));
    cancel(id);
    long begun = subscribed(other).getLong("recurringPayment.id");
    cancel(begun);
    dueRound.recurringNow(begun);

    assertThat(orderStatus(other)).isEqualTo("pending");
    assertThat(subscribed(other).getLong("recurringPayment.id")).isNotEqualTo(begun);
  }

  @Test
  void seatsThatAreRaisedInTheTrialArePaidByItsFirstInvoice() {
    giveCard();
    asService()
        .body(Map.of("quantity", 3))
        .post("/v1/recurring-payments/" + id + "/quantity")
        .then()
        .statusCode(200);
    assertThat(orderStatus(order)).isEqualTo("pending");

    sandbox.advanceClock(Period.ofDays(8));
    eventuallyPaid(order);

    asUser()
        .get("/v1/orders/" + order)
        .then()
        .body("amount", equalTo(1500))
        .body("total", equalTo(4500))
        .body("charged", equalTo(4500))
        .body("reviewReason", nullValue());
  }
}
