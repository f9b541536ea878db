package io.paydesk.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.paydesk.testing.SubscriptionTest;
import io.paydesk.transaction.Transactions;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What Stripe knows of a payment that succeeded, without any event. */
@QuarkusTest
class PaymentLooksTest extends SubscriptionTest {

  private static final String DAYS_AHEAD =
      "select round(extract(epoch from next_check_at - %s) / 86400) from payment where id = ?";

  @Inject DueRound dueRound;
  @Inject PaymentLooks looks;
  @Inject LookBacklog backlog;
  @Inject MeterRegistry meters;
  @Inject DueRows due;
  @Inject Transactions transactions;
  @Inject ReturnedMoneyReconciler settled;
  @Inject Pool pool;

  private long order;
  private long payment;
  private String intent;

  /** Payments of other tests would be looked at here. */
  @BeforeEach
  void nothingElseIsDue() {
    tables()
        .change(
            "update payment set next_check_at = now() + interval '1 day' where next_check_at < now() and "
                + PaymentLooks.HAS_MONEY);
  }

  @AfterEach
  void settleTheBalance() {
    sandbox.faults().clear();
    sandbox.payOut("usd");
  }

  private void paid() {
    sandbox.faults().dropEvents(false);
    order = order("100.00", "usd");
    var started = started(order);
    payment = started.getLong("id");
    intent = started.getString("paymentIntentId");
    sandbox.confirm(intent, GOOD_CARD);
    eventuallyPaid(order);
    workedOff();
    sandbox.faults().dropEvents(true);
  }

  private void isDue() {
    tables()
        .change(
            "update payment set next_check_at = now() - interval '400 days' where id = ?", payment);
  }

  private void paidDaysAgo(int days) {
    tables()
        .change(
            "update payment set succeeded_at = now() - ? * interval '1 day' where id = ?",
            days,
            payment);
  }

  private PaymentLooks with(Duration lookFor, int looksInARound) {
    var config =
        new SmallRyeConfigBuilder()
            .withMapping(PaymentLookConfig.class)
            .withDefaultValue("paydesk.payment.look-for", lookFor.toString())
            .withDefaultValue("paydesk.payment.looks", "" + looksInARound)
            .build()
            .getConfigMapping(PaymentLookConfig.class);
    return new PaymentLooks(due, transactions, settled, backlog, config, pool, meters);
  }

  private static <T> T await(Uni<T> work) {
    try {
      return VertxContextSupport.subscribeAndAwait(() -> work);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private long listings(String path) {
    return sandbox.requests().stream()
        .filter(asked -> asked.path().equals(path))
        .filter(asked -> intent.equals(asked.params().get("payment_intent")))
        .count();
  }

  private double looked(String result) {
    return meters.counter("paydesk.payment.looks", "result", result).count();
  }

  private String daysUntilTheNext(String from) {
    return tables().text(DAYS_AHEAD.formatted(from), payment);
  }

  @Test
  void aRefundInTheDashboardWhoseEventWasLostIsFound() {
    paid();
    sandbox.refundAtDashboard(intent, 2_500);
    double before = looked("news");

    dueRound.runNow(payment);

    assertThat(paymentStatus(payment)).isEqualTo("partially_refunded");
    assertThat(orderStatus(order)).isEqualTo("partially_refunded");
    assertThat(looked("news") - before).isEqualTo(1);
  }

  @Test
  void aDisputeWhoseEventWasLostIsFound() {
    paid();
    var dispute = sandbox.dispute(intent, "fraudulent", false);

    dueRound.runNow(payment);

    assertThat(payment(payment).getList("disputes.disputeId")).isEqualTo(List.of(dispute));
  }

  @Test
  void theEndOfADisputeWhoseEventWasLostIsFoundAfterTheLastDayToo() {
    paid();
    var dispute = sandbox.dispute(intent, "fraudulent", false);
    paidDaysAgo(179);
    dueRound.runNow(payment);
    assertThat(daysUntilTheNext("now()")).isEqualTo("1");
    paidDaysAgo(181);
    dueRound.runNow(payment);
    assertThat(daysUntilTheNext("now()")).isEqualTo("7");
    sandbox.disputeIs(dispute, "lost");

    dueRound.runNow(payment);

    assertThat(payment(payment).getList("disputes.status")).isEqualTo(List.of("lost"));
    assertThat(daysUntilTheNext("now()")).isNull();
  }

  @Test
  void aRefundOfARenewalIsFound() {
    var started = active(monthly());
    var subscription = started.getString("recurringPayment.subscriptionId");
    sandbox.advanceClock(Duration.ofDays(32));
    eventually(
        x ->
            assertThat(
                    tables()
                        .number(
                            "select count(*) from payment where user_id = ? and origin = 'invoice'",
                            user))
                .isEqualTo(2));
    payment = tables().number("select max(id) from payment where user_id = ?", user);
    order = tables().number("select order_id from payment where id = ?", payment);
    intent = tables().text("select payment_intent_id from payment where id = ?", payment);
    loseEvents();
    sandbox.refundAtDashboard(intent, 500);

    dueRound.runNow(payment);

    assertThat(paymentStatus(payment)).isEqualTo("partially_refunded");
    assertThat(orderStatus(order)).isEqualTo("partially_refunded");
    sandbox.billing().cancelAtDashboard(subscription);
  }

  @Test
  void aPaymentIsLookedAtAfterADayAndThenLessAndLessOften() {
    paid();
    assertThat(daysUntilTheNext("succeeded_at")).isEqualTo("1");
    double before = looked("nothing");
    paidDaysAgo(8);

    dueRound.runNow(payment);

    assertThat(daysUntilTheNext("succeeded_at")).isEqualTo("14");
    assertThat(tables().number("select checks from payment where id = ?", payment)).isZero();
    assertThat(looked("nothing") - before).isEqualTo(1);
  }

  @Test
  void aLookThatFindsNothingChangesNothingVisible() {
    paid();
    var before = payment(payment);

    dueRound.runNow(payment);

    assertThat(payment(payment).getMap("")).isEqualTo(before.getMap(""));
  }

  @Test
  void aPaymentThatIsTooOldIsNeverLookedAtAgain() {
    paid();
    paidDaysAgo(181);
    sandbox.refundAtDashboard(intent, 2_500);

    dueRound.runNow(payment);

    assertThat(paymentStatus(payment)).isEqualTo("partially_refunded");
    assertThat(daysUntilTheNext("now()")).isNull();
  }

  @Test
  void aPaymentStaysDueAfterAPauseWhileStripeDoesNotAnswer() {
    paid();
    sandbox.refundAtDashboard(intent, 2_500);
    sandbox.faults().failNext("GET /v1/refunds", 500, 100);
    double before = looked("unanswered");

    dueRound.runNow(payment);

    assertThat(looked("unanswered") - before).isEqualTo(1);
    assertThat(
            tables()
                .text(
                    """
                    select next_check_at between now() + interval '50 minutes' and now() + interval '61 minutes'
                    from payment where id = ?
                    """,
                    payment))
        .isEqualTo("t");
    sandbox.faults().clear();
    dueRound.runNow(payment);
    assertThat(paymentStatus(payment)).isEqualTo("partially_refunded");
  }

  @Test
  void simultaneousRoundsOfReplicasLookOnce() {
    paid();
    isDue();
    sandbox.clearRequests();

    var one = CompletableFuture.supplyAsync(() -> await(looks.lookRound()));
    var other = CompletableFuture.supplyAsync(() -> await(looks.lookRound()));

    assertThat(one.join() + other.join()).isEqualTo(1);
    assertThat(listings("/v1/refunds")).isEqualTo(1);
    assertThat(listings("/v1/disputes")).isEqualTo(1);
  }

  @Test
  void looksAndUrgentPaymentsDoNotWaitForEachOther() {
    paid();
    isDue();
    sandbox.refundAtDashboard(intent, 2_500);
    long open = order("50.00", "usd");
    var started = started(open);
    sandbox.confirm(started.getString("paymentIntentId"), GOOD_CARD);

    dueRound.reconcileNow(started.getLong("id"));
    assertThat(orderStatus(open)).isEqualTo("paid");
    assertThat(paymentStatus(payment)).isEqualTo("succeeded");

    await(looks.lookRound());
    assertThat(paymentStatus(payment)).isEqualTo("partially_refunded");
  }

  @Test
  void aRefundFromBeforeTheSuccessWasFoundIsFoundWithIt() {
    order = order("100.00", "usd");
    var started = started(order);
    payment = started.getLong("id");
    intent = started.getString("paymentIntentId");
    sandbox.faults().dropEvents(true);
    sandbox.confirm(intent, GOOD_CARD);
    sandbox.refundAtDashboard(intent, 2_500);

    dueRound.reconcileNow(payment);

    assertThat(paymentStatus(payment)).isEqualTo("partially_refunded");
  }

  @Test
  void paymentsFromBeforeLooksGetTheirFirstWithinTwoWeeks() {
    paid();
    long young = payment;
    paid();
    long old = payment;
    tables()
        .change(
            "update payment set next_check_at = null, succeeded_at = null where id in (?, ?)",
            young,
            old);
    tables()
        .change("update payment set created_at = now() - interval '181 days' where id = ?", old);
    var version = payment(young).getInt("version");
    tables()
        .change(
            "update payment_look_backlog set below = ?, starts_at = now() + interval '1 minute'",
            old + 1);
    await(backlog.work(Duration.ofDays(180)));
    assertThat(tables().text("select next_check_at from payment where id = ?", young)).isNull();
    tables().change("update payment_look_backlog set starts_at = now()");

    await(backlog.work(Duration.ofDays(180)));

    // A scheduled round may have worked on it.
    eventually(
        x -> assertThat(tables().number("select below from payment_look_backlog")).isEqualTo(1));
    assertThat(tables().text("select next_check_at from payment where id = ?", old)).isNull();
    assertThat(
            tables()
                .text(
                    "select next_check_at between now() and now() + interval '14 days' from payment where id = ?",
                    young))
        .isEqualTo("t");
    assertThat(payment(young).getInt("version")).isEqualTo(version);
  }

  @Test
  void aRoundHasALimitAndTakesTheLongestDueFirst() {
    paid();
    isDue();
    long first = payment;
    paid();
    tables()
        .change(
            "update payment set next_check_at = now() - interval '399 days' where id = ?", payment);
    var one = with(Duration.ofDays(180), 1);

    assertThat(await(one.lookRound())).isEqualTo(1);
    assertThat(daysUntilTheNext("now()")).isEqualTo("-399");
    assertThat(await(one.lookRound())).isEqualTo(1);

    assertThat(daysUntilTheNext("succeeded_at")).isEqualTo("1");
    payment = first;
    assertThat(daysUntilTheNext("succeeded_at")).isEqualTo("1");
  }

  @Test
  void turnedOffOnlyLatePaymentsAreLookedAt() {
    paid();
    paidDaysAgo(30);
    tables()
        .change(
            "update payment set next_check_at = succeeded_at + interval '1 day' where id = ?",
            payment);
    sandbox.refundAtDashboard(intent, 2_500);
    var off = with(Duration.ZERO, 100);

    assertThat(await(off.lookRound())).isZero();
    assertThat(paymentStatus(payment)).isEqualTo("succeeded");
    tables()
        .change(
            "update payment set next_check_at = succeeded_at + interval '1 hour' where id = ?",
            payment);
    assertThat(await(off.lookRound())).isEqualTo(1);
    assertThat(paymentStatus(payment)).isEqualTo("partially_refunded");
    assertThat(daysUntilTheNext("now()")).isNull();
  }
}
