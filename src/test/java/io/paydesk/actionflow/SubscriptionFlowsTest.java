package io.paydesk.actionflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.payment.PaymentView;
import io.paydesk.reconcile.DueRound;
import io.paydesk.testing.StripeEvents;
import io.paydesk.testing.SubscriptionTest;
import io.paydesk.testing.http.Json;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
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

  @Inject DueRound dueRound;

  @BeforeEach
  void follow() {
    Ledger.follows = true;
  }

  /**
   * Ends this test's subscriptions, so that they do not renew when another test moves the clock.
   */
  @AfterEach
  void forget() {
    Ledger.forget();
    sandbox.faults().clear();
    sandbox.billing().subscriptions().stream()
        .filter(one -> one.at("/items/data/0/price/id").asText().equals(price))
        .filter(one -> !one.path("status").asText().matches("canceled|incomplete_expired"))
        .forEach(one -> sandbox.billing().cancelAtDashboard(one.path("id").asText()));
  }

  /** What one bean was told, whatever the order across subjects. */
  private List<String> told() {
    return Ledger.of(user).stream()
        .filter(entry -> entry.bean().equals("FirstLedger"))
        .map(entry -> entry.run().flow().text() + " " + entry.run().transition())
        .toList();
  }

  /** Of the same bean: the others may be told of an earlier change later. */
  private Ledger.Entry last(String transition) {
    var entries =
        Ledger.of(user).stream()
            .filter(entry -> entry.bean().equals("FirstLedger"))
            .filter(entry -> entry.run().transition().equals(transition))
            .toList();
    assertThat(entries).isNotEmpty();
    return entries.get(entries.size() - 1);
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
    eventually(x -> assertThat(last("paid").run().reason()).isEqualTo("subscription_cycle"));
    var renewal = last("paid");
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
    assertThat(told()).filteredOn(one -> !one.endsWith("renewal_ahead")).hasSize(4);
  }

  @Test
  void aRenewalThatCreditCoversIsFollowedThoughNoMoneyMoved() {
    long order = monthly();
    active(order);
    eventually(x -> assertThat(told()).contains("recurring_payment_deduction paid"));
    var customer =
        tables().text("select customer_id from recurring_payment where order_id = ?", order);
    sandbox.billing().dashboard().adjustBalance(customer, -1500, "usd");

    sandbox.advanceClock(Period.ofMonths(1));

    eventually(
        x ->
            assertThat(told().stream().filter("recurring_payment_deduction paid"::equals))
                .hasSize(2));
    var renewal = last("paid");
    assertThat(renewal.order().renewalOf()).isEqualTo(order);
    assertThat(renewal.order().charged()).isZero();
    assertThat((List<?>) renewal.row()).isEmpty();
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
                            "select status from actionflow_run where subject = ? and transition ="
                                + " 'paid' and target = 'flow:AfterLedger'",
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

  private long failuresTold(long id) {
    return tables()
        .number(
            "select count(*) from actionflow_run where subject = ? and transition ="
                + " 'payment_failed' and target = 'flow:FirstLedger'",
            "recurring_payment:" + id);
  }

  private void eventuallyHeard(String invoice, String... types) {
    eventually(
        x ->
            assertThat(
                    tables()
                        .number(
                            "select count(*) from stripe_event where object_id = ? and status ="
                                + " 'done' and type = any(string_to_array(?, ','))",
                            invoice,
                            String.join(",", types)))
                .isGreaterThanOrEqualTo(types.length));
  }

  private String subscription(Json started) {
    return started.getString("recurringPayment.subscriptionId");
  }

  private String latestInvoice(Json started) {
    return sandbox.billing().subscription(subscription(started)).path("latest_invoice").asText();
  }

  /** A renewal that is due and was attempted. */
  private void renew() {
    sandbox.advanceClock(Period.ofMonths(1));
    sandbox.advanceClock(Duration.ofHours(2));
  }

  @Test
  void eachFailedAttemptOfARenewalIsFollowedOnce() {
    var started = active(monthly());
    long id = started.getLong("recurringPayment.id");
    sandbox.billing().replaceCard(subscription(started), "pm_card_chargeCustomerFail");
    renew();
    eventuallyIs(id, "past_due");
    eventually(x -> assertThat(failuresTold(id)).isEqualTo(1));
    sandbox.advanceClock(Period.ofDays(3));
    eventually(x -> assertThat(failuresTold(id)).isEqualTo(2));
    eventually(x -> assertThat(last("payment_failed").run().reason()).isEqualTo("card_declined"));
    assertThat(last("payment_failed").method()).isEqualTo("stripeRecurringPaymentFailed");

    var again =
        StripeEvents.event(
            "invoice.payment_failed", sandbox.billing().invoice(latestInvoice(started)));
    deliver(again.toString()).then().statusCode(200);
    eventually(
        x ->
            assertThat(
                    tables()
                        .text(
                            "select status from stripe_event where id = ?",
                            again.path("id").textValue()))
                .isEqualTo("done"));

    assertThat(failuresTold(id)).isEqualTo(2);
    eventually(x -> assertThat(recurring(id).getBoolean("callbackProcessed")).isTrue());
  }

  @Test
  void aRenewalThatNeedsThePayerIsFollowedOnceWithThatReason() {
    var started = active(monthly());
    long id = started.getLong("recurringPayment.id");
    sandbox.billing().replaceCard(subscription(started), "pm_card_authenticationRequired");
    renew();

    eventuallyIs(id, "past_due");
    eventuallyHeard(
        latestInvoice(started), "invoice.payment_action_required", "invoice.payment_failed");
    assertThat(recurring(id).getString("failure.code")).isEqualTo("authentication_required");
    assertThat(failuresTold(id)).isEqualTo(1);
    eventually(
        x ->
            assertThat(last("payment_failed").run().reason()).isEqualTo("authentication_required"));
  }

  @Test
  void aRenewalWithoutACardIsFollowedOnceWithThatReason() {
    var started = active(monthly());
    long id = started.getLong("recurringPayment.id");
    sandbox.billing().dashboard().removeCard(subscription(started));
    renew();

    eventuallyIs(id, "past_due");
    eventuallyHeard(latestInvoice(started), "invoice.payment_failed");
    assertThat(recurring(id).getString("failure.code")).isEqualTo("no_payment_method");
    assertThat(failuresTold(id)).isEqualTo(1);
    eventually(
        x -> assertThat(last("payment_failed").run().reason()).isEqualTo("no_payment_method"));
  }

  @Test
  void anEventOfAFailedRenewalWaitsUntilStripeSaysWhy() {
    var started = active(monthly());
    long id = started.getLong("recurringPayment.id");
    sandbox.billing().replaceCard(subscription(started), "pm_card_chargeCustomerFail");
    // All attempts of one call.
    sandbox.faults().failNext("GET /v1/invoices/", 500, 4);
    renew();

    eventually(x -> assertThat(failuresTold(id)).isEqualTo(1));
    assertThat(recurring(id).getString("failure.code")).isEqualTo("card_declined");
  }

  @Test
  void aFailedRenewalWhoseEventsAreLostIsFollowedAfterARoundOfChecks() {
    var started = active(monthly());
    long id = started.getLong("recurringPayment.id");
    sandbox.billing().replaceCard(subscription(started), "pm_card_authenticationRequired");
    loseEvents();
    renew();

    dueRound.recurringNow(id);
    asUser().post("/v1/recurring-payments/" + id + "/refresh").then().statusCode(200);

    assertThat(status(id)).isEqualTo("past_due");
    assertThat(recurring(id).getString("failure.code")).isEqualTo("authentication_required");
    assertThat(failuresTold(id)).isEqualTo(1);
  }

  @Test
  void aFirstInvoiceWhosePayerIsAtTheirBankHasNotFailed() {
    var started = subscribed(monthly());
    long id = started.getLong("recurringPayment.id");
    pay(started, "4000002500003155");
    eventuallyHeard(latestInvoice(started), "invoice.payment_action_required");

    assertThat(recurring(id).getString("failure")).isNull();
    assertThat(failuresTold(id)).isZero();
  }
}
