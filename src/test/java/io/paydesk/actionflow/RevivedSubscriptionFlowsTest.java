package io.paydesk.actionflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.reconcile.DueRound;
import io.paydesk.testing.SubscriptionTest;
import io.paydesk.transaction.CallbackFlow;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Period;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Revived subscriptions, and beans that follow only some callbacks. */
@QuarkusTest
class RevivedSubscriptionFlowsTest extends SubscriptionTest {

  @Inject DueRound dueRound;

  @AfterEach
  void forget() {
    Ledger.forget();
    Moody.rest();
    sandbox.billing().subscriptions().stream()
        .filter(one -> one.at("/items/data/0/price/id").asText().equals(price))
        .filter(one -> !one.path("status").asText().matches("canceled|incomplete_expired"))
        .forEach(one -> sandbox.billing().cancelAtDashboard(one.path("id").asText()));
  }

  private List<String> told() {
    return Ledger.of(user).stream()
        .filter(entry -> entry.bean().equals("FirstLedger"))
        .filter(entry -> entry.run().flow() == CallbackFlow.RECURRING_PAYMENT_MANAGEMENT)
        .map(entry -> entry.run().transition())
        .toList();
  }

  private void isNamed(long id, String subscription) {
    tables()
        .change("update recurring_payment set subscription_id = ? where id = ?", subscription, id);
  }

  @Test
  void aSubscriptionThatWasTakenForOverStartsAgain() {
    Ledger.follows = true;
    var started = active(monthly());
    long id = started.getLong("recurringPayment.id");
    eventually(x -> assertThat(told()).containsExactly("started"));
    workedOff(); // a late event of the subscription would find its row again
    isNamed(id, "sub_that_is_gone_" + id);
    asUser().post("/v1/recurring-payments/" + id + "/refresh").then().statusCode(200);
    eventually(x -> assertThat(told()).containsExactly("started", "canceled"));
    isNamed(id, started.getString("recurringPayment.subscriptionId"));
    dueRound.recurringNow(id);
    eventuallyIs(id, "active");

    eventually(x -> assertThat(told()).containsExactly("started", "canceled", "started"));
  }

  @Test
  void anInvoiceThatNobodyFollowsDoesNotMakeTheStartProcessed() {
    Moody.follows = Set.of(CallbackFlow.RECURRING_PAYMENT_MANAGEMENT);
    Moody.fails = true;
    var started = active(monthly());
    long id = started.getLong("recurringPayment.id");
    sandbox.advanceClock(Period.ofMonths(1));
    eventually(
        x ->
            assertThat(tables().number("select count(*) from payment where user_id = ?", user))
                .isEqualTo(2));
    assertThat(
            tables()
                .text(
                    "select status from actionflow_run where subject = ? and target = 'flow:Moody'",
                    "recurring_payment:" + id))
        .isEqualTo("waiting");

    assertThat(recurring(id).getBoolean("callbackProcessed")).isFalse();
  }
}
