package io.paydesk.actionflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.payment.PaymentView;
import io.paydesk.testing.SubscriptionTest;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Period;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Beans that follow what happens to subscriptions. */
@QuarkusTest
class SubscriptionFlowsTest extends SubscriptionTest {

  @BeforeEach
  void follow() {
    Ledger.follows = true;
  }

  @AfterEach
  void forget() {
    Ledger.forget();
  }

  /** What one bean was told, without its order across subjects. */
  private List<String> told() {
    return Ledger.of(user).stream()
        .filter(entry -> entry.bean().equals("FirstLedger"))
        .map(entry -> entry.run().flow().text() + " " + entry.run().transition())
        .toList();
  }

  private Ledger.Entry last(String transition) {
    return Ledger.of(user).stream()
        .filter(entry -> entry.run().transition().equals(transition))
        .reduce((one, later) -> later)
        .orElseThrow();
  }

  @Test
  void aSubscriptionsStartItsInvoicesAndItsEndAreFollowed() {
    long order = monthly();
    var started = active(order);
    long id = started.getLong("recurringPayment.id");
    eventually(x -> assertThat(recurring(id).getBoolean("callbackProcessed")).isTrue());
    assertThat(told())
        .containsExactlyInAnyOrder(
            "recurring_payment_management started", "recurring_payment_deduction paid");
    var first = last("paid");
    assertThat(first.run().reason()).isEqualTo("subscription_create");
    assertThat(first.order().id()).isEqualTo(order);
    assertThat((List<?>) first.row())
        .singleElement()
        .satisfies(payment -> assertThat(((PaymentView) payment).amountReceived()).isEqualTo(1500));

    sandbox.advanceClock(Period.ofMonths(1));
    eventually(x -> assertThat(told()).hasSize(3));
    var renewal = last("paid");
    assertThat(renewal.run().reason()).isEqualTo("subscription_cycle");
    assertThat(renewal.order().renewalOf()).isEqualTo(order);
    assertThat(renewal.order().amount()).isEqualTo(1500);
    eventually(
        x ->
            assertThat(
                    tables()
                        .text(
                            "select bool_and(callback_processed) from payment where user_id = ?",
                            user))
                .isEqualTo("t"));

    asUser()
        .body(Map.of("when", "now"))
        .post("/v1/recurring-payments/" + id + "/cancel")
        .then()
        .statusCode(200);
    eventually(x -> assertThat(told()).contains("recurring_payment_management canceled"));
    eventually(x -> assertThat(recurring(id).getBoolean("callbackProcessed")).isTrue());
    assertThat(told()).hasSize(4);
  }

  @Test
  void anInvoicesPaymentShowsThatItsFlowIsNotDone() {
    Ledger.SCRIPTS.put(
        "FirstLedger " + user, run -> Uni.createFrom().failure(new IllegalStateException("no")));
    var started = active(monthly());
    long id = started.getLong("recurringPayment.id");
    eventually(
        x ->
            assertThat(
                    tables()
                        .text(
                            "select status from actionflow_run where subject = ? and transition = 'paid'"
                                + " and target = 'flow:AfterLedger'",
                            "recurring_payment:" + id))
                .isEqualTo("succeeded"));
    assertThat(tables().text("select callback_processed from payment where user_id = ?", user))
        .isEqualTo("f");
    assertThat(recurring(id).getBoolean("callbackProcessed")).isFalse();

    Ledger.SCRIPTS.clear();
    eventually(
        x ->
            assertThat(
                    tables().text("select callback_processed from payment where user_id = ?", user))
                .isEqualTo("t"));
    eventually(x -> assertThat(recurring(id).getBoolean("callbackProcessed")).isTrue());
  }

  @Test
  void aRenewalThatFailsIsToldOnceForEachInvoice() {
    var started = active(monthly());
    long id = started.getLong("recurringPayment.id");
    sandbox
        .billing()
        .replaceCard(
            started.getString("recurringPayment.subscriptionId"), "pm_card_chargeCustomerFail");
    sandbox.advanceClock(Period.ofMonths(1));
    sandbox.advanceClock(Duration.ofHours(2));
    eventuallyIs(id, "past_due");
    eventually(x -> assertThat(told()).contains("recurring_payment_management payment_failed"));
    sandbox.advanceClock(Period.ofDays(3));
    eventuallyIs(id, "past_due");

    assertThat(told().stream().filter(one -> one.endsWith("payment_failed"))).hasSize(1);
    assertThat(last("payment_failed").method()).isEqualTo("stripeRecurringPaymentFailed");
    assertThat(recurring(id).getBoolean("callbackProcessed")).isTrue();
  }
}
