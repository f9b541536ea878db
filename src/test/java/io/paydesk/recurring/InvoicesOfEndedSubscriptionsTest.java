package io.paydesk.recurring;

import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.reconcile.DueRound;
import io.paydesk.testing.SubscriptionTest;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Period;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A renewal was not paid before its subscription ended. Stripe lets the payer pay it later. */
@QuarkusTest
class InvoicesOfEndedSubscriptionsTest extends SubscriptionTest {

  @Inject DueRound dueRound;

  private long order;
  private long id;
  private String open;

  @BeforeEach
  void ended() {
    order = monthly();
    var started = active(order);
    id = started.getLong("recurringPayment.id");
    var subscription = started.getString("recurringPayment.subscriptionId");
    sandbox.billing().replaceCard(subscription, "pm_card_chargeCustomerFail");
    sandbox.advanceClock(Period.ofMonths(1));
    sandbox.advanceClock(Duration.ofHours(2));
    eventuallyIs(id, "past_due");
    open = sandbox.billing().subscription(subscription).path("latest_invoice").asText();
    sandbox.billing().cancelAtDashboard(subscription);
    eventuallyIs(id, "canceled");
    loseEvents();
  }

  @AfterEach
  void clear() {
    sandbox.faults().clear();
  }

  private boolean isLookedAtAgain() {
    return tables()
        .text("select next_check_at is not null from recurring_payment where id = ?", id)
        .equals("t");
  }

  private long renewals() {
    return tables()
        .number(
            "select count(*) from orders where renewal_of = ? and status = 'paid' and charged ="
                + " 1500",
            order);
  }

  @Test
  void aLaterPaymentIsFoundWithoutAnEvent() {
    dueRound.recurringNow(id);
    assertThat(isLookedAtAgain()).isTrue();
    dueRound.recurringNow(id);
    assertThat(renewals()).isZero();

    sandbox.billing().pay(open, GOOD_CARD);
    dueRound.recurringNow(id);

    assertThat(renewals()).isEqualTo(1);
    assertThat(isLookedAtAgain()).isFalse();
    assertThat(status(id)).isEqualTo("canceled");
  }

  @Test
  void aCheckWithoutAnAnswerIsRepeated() {
    sandbox.faults().failNext("GET /v1/invoices", 429, 100);
    dueRound.recurringNow(id);
    sandbox.faults().answerAgain();

    assertThat(isLookedAtAgain()).isTrue();
  }

  @Test
  void checksEndAfterAYear() {
    tables()
        .change(
            "update recurring_payment set ended_at = now() - interval '366 days' where id = ?", id);

    dueRound.recurringNow(id);

    assertThat(isLookedAtAgain()).isFalse();
  }
}
