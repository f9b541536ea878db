package io.paydesk.actionflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.order.Order;
import io.paydesk.payment.PaymentStatus;
import io.paydesk.payment.PaymentView;
import io.paydesk.refund.RefundStatus;
import io.paydesk.refund.RefundView;
import io.paydesk.testing.PaydeskTest;
import io.paydesk.testing.StripeEvents;
import io.paydesk.transaction.OwnContext;
import io.paydesk.transaction.Transactions;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Beans that follow what happens to payments and refunds. */
@QuarkusTest
class ActionflowsTest extends PaydeskTest {

  private static final String CARD = "4242424242424242";
  private static final String DECLINES = "4000000000000002";

  @Inject RunWorker worker;
  @Inject OwnContext ownContext;
  @Inject Transactions transactions;

  @BeforeEach
  void follow() {
    Ledger.follows = true;
  }

  @AfterEach
  void forget() {
    Ledger.forget();
    sandbox.holdRefunds(false);
  }

  private long paid() {
    long order = order();
    sandbox.confirm(started(order).getString("paymentIntentId"), CARD);
    eventuallyPaid(order);
    return order;
  }

  private long paymentOf(long order) {
    return tables().number("select id from payment where order_id = ?", order);
  }

  private boolean processed(long order) {
    return payment(paymentOf(order)).getBoolean("callbackProcessed");
  }

  private String runs(long order, String column) {
    return tables()
        .text(
            "select string_agg("
                + column
                + "::text, ' ' order by id) from actionflow_run where order_id = ?",
            order);
  }

  private void script(String bean, Ledger.Script script) {
    Ledger.SCRIPTS.put(bean + " " + user, script);
  }

  private List<String> told() {
    return Ledger.of(user).stream().map(entry -> entry.bean() + " " + entry.method()).toList();
  }

  @Test
  void aPaymentIsFollowedByEachBeanOnceInTheirOrder() {
    long order = paid();

    eventually(x -> assertThat(processed(order)).isTrue());
    assertThat(told())
        .containsExactly("FirstLedger stripePaymentCallback", "AfterLedger stripePaymentCallback");
    var entry = Ledger.of(user).get(0);
    assertThat(entry.order().id()).isEqualTo(order);
    assertThat(entry.order().status()).hasToString("PAID");
    assertThat(((PaymentView) entry.row()).status()).isEqualTo(PaymentStatus.SUCCEEDED);
    assertThat(entry.run().attempt()).isEqualTo(1);
    assertThat(entry.run().processedBefore()).isFalse();
    assertThat(entry.run().transition()).isEqualTo("succeeded");
    assertThat(entry.thread()).startsWith("actionflow-");
    assertThat(runs(order, "status")).isEqualTo("succeeded succeeded");
  }

  @Test
  void withoutABeanTheCallbackIsProcessedWithThePaymentItself() {
    Ledger.follows = false;
    long order = paid();

    assertThat(processed(order)).isTrue();
    assertThat(runs(order, "id")).isNull();
  }

  @Test
  void theCallbackIsProcessedOnlyWhenTheLastBeanHasSucceeded() throws Exception {
    var goOn = new CountDownLatch(1);
    script("AfterLedger", run -> await(goOn));
    long order = paid();
    eventually(x -> assertThat(runs(order, "status")).isEqualTo("succeeded waiting"));
    assertThat(processed(order)).isFalse();

    goOn.countDown();
    eventually(x -> assertThat(processed(order)).isTrue());
    assertThat(runs(order, "status")).isEqualTo("succeeded succeeded");
  }

  @Test
  void aFlowThatFailsFiveTimesIsRetriedUntilItWorks() {
    var calls = new AtomicInteger();
    script(
        "FirstLedger",
        run -> {
          if (calls.incrementAndGet() <= 5) {
            throw new IllegalStateException("the CRM is down, try " + run.attempt());
          }
          return null;
        });
    long order = paid();

    eventually(x -> assertThat(runs(order, "status")).isEqualTo("succeeded succeeded"));
    eventually(x -> assertThat(processed(order)).isTrue());
    var run = Ledger.of(user).stream().filter(entry -> entry.bean().equals("FirstLedger")).toList();
    assertThat(run).hasSize(1);
    assertThat(run.get(0).run().attempt()).isEqualTo(6);
    assertThat(run.get(0).run().processedBefore()).isTrue();
    assertThat(
            tables()
                .text(
                    """
                    select string_agg(coalesce(a.error, 'none'), ', ' order by attempt)
                    from actionflow_attempt a join actionflow_run r on r.id = a.run_id
                    where r.order_id = ? and target = 'flow:FirstLedger'
                    """,
                    order))
        .startsWith("IllegalStateException: the CRM is down, try 1, ")
        .endsWith("try 5, none");
  }

  @Test
  void aFailingBeanDoesNotBlockTheOthers() {
    script("FirstLedger", run -> Uni.createFrom().failure(new IllegalStateException("no")));
    long order = paid();

    eventually(x -> assertThat(told()).containsExactly("AfterLedger stripePaymentCallback"));
    assertThat(processed(order)).isFalse();
    Ledger.SCRIPTS.clear();
    eventually(x -> assertThat(processed(order)).isTrue());
  }

  @Test
  void aBeanThatHangsIsInterruptedAndRetried() {
    var calls = new AtomicInteger();
    var interrupted = new AtomicInteger();
    script(
        "FirstLedger",
        run -> {
          if (calls.incrementAndGet() == 1) {
            try {
              new CountDownLatch(1).await();
            } catch (InterruptedException e) {
              interrupted.incrementAndGet();
              throw e;
            }
          }
          return null;
        });
    long order = paid();

    eventually(x -> assertThat(processed(order)).isTrue());
    assertThat(interrupted).hasValue(1);
    assertThat(runs(order, "attempts")).isEqualTo("2 1");
  }

  @Test
  void aSlowRunOfOneOrderDelaysNoOtherOrder() throws Exception {
    var goOn = new CountDownLatch(1);
    try {
      var slowRun = new AtomicReference<String>();
      script(
          "FirstLedger",
          run -> {
            boolean isFirst = run.attempt() == 1 && slowRun.compareAndSet(null, run.id());
            return isFirst ? await(goOn) : null;
          });
      // On a busy machine the slow attempt may take too long before the other run has ended. Then
      // it is seen with two new orders.
      eventually(
          x -> {
            slowRun.set(null);
            long slow = paid();
            eventually(y -> assertThat(slowRun.get()).isNotNull());
            long other = paid();

            eventually(y -> assertThat(processed(other)).isTrue());
            assertThat(runs(slow, "concat_ws('-', status, attempts, claim is not null)"))
                .as("it is in its first attempt, and the other bean's run waits for it")
                .isEqualTo("waiting-1-t waiting-0-f");
            assertThat(orderStatus(slow)).isEqualTo("paid");
          });
    } finally {
      goOn.countDown();
    }
  }

  @Test
  void aFlowMayWorkReactivelyOnAnEventLoop() {
    script(
        "FirstLedger",
        run ->
            ownContext.run(
                () -> transactions.read(() -> Order.count("userId", user)).replaceWithVoid()));
    long order = paid();
    eventually(x -> assertThat(processed(order)).isTrue());
    assertThat(runs(order, "attempts")).isEqualTo("1 1");
  }

  @Test
  void aRefundIsFollowedWhenItSucceedsAndWhenItFailsLater() {
    long order = paid();
    long payment = paymentOf(order);
    // What is told of a refund does not wait for what is told of its payment.
    eventually(x -> assertThat(processed(order)).isTrue());
    asAdmin()
        .header("Idempotency-Key", UUID.randomUUID())
        .body(Map.of("paymentId", payment, "refundAmount", 1000))
        .post("/v1/refunds")
        .then()
        .statusCode(201);
    eventually(x -> assertThat(told()).hasSize(4));
    var refundId = tables().text("select refund_id from refund where order_id = ?", order);
    sandbox.refundFails(refundId, "lost_or_stolen_card");

    eventually(
        x ->
            assertThat(told().subList(2, told().size()))
                .containsExactly(
                    "FirstLedger stripeRefundCallback",
                    "AfterLedger stripeRefundCallback",
                    "FirstLedger stripeRefundFailed",
                    "AfterLedger stripeRefundFailed"));
    var failed = Ledger.of(user).get(4);
    assertThat(failed.run().reason()).isEqualTo("lost_or_stolen_card");
    assertThat(((RefundView) failed.row()).status()).isEqualTo(RefundStatus.FAILED);
    assertThat(tables().text("select callback_processed from refund where order_id = ?", order))
        .isEqualTo("t");
  }

  @Test
  void changesOfOneSubjectAreFollowedInOrderEvenIfTheFirstFails() {
    var fail = new AtomicInteger();
    script(
        "FirstLedger",
        run -> {
          if (run.transition().equals("succeeded") && fail.incrementAndGet() <= 3) {
            throw new IllegalStateException("not yet");
          }
          return null;
        });
    long order = order();
    Ledger.follows = false;
    sandbox.confirm(started(order).getString("paymentIntentId"), CARD);
    eventuallyPaid(order);
    Ledger.follows = true;
    asAdmin()
        .header("Idempotency-Key", UUID.randomUUID())
        .body(Map.of("paymentId", paymentOf(order)))
        .post("/v1/refunds")
        .then()
        .statusCode(201);
    var refundId = tables().text("select refund_id from refund where order_id = ?", order);
    sandbox.refundFails(refundId, "lost_or_stolen_card");

    eventually(x -> assertThat(told()).hasSize(4));
    assertThat(told().stream().filter(one -> one.startsWith("FirstLedger")))
        .containsExactly("FirstLedger stripeRefundCallback", "FirstLedger stripeRefundFailed");
  }

  @Test
  void eachDeclinedAttemptIsFollowedAndThenTheSuccess() {
    long order = order();
    var intent = started(order).getString("paymentIntentId");
    sandbox.confirm(intent, DECLINES);
    eventually(x -> assertThat(told()).contains("AfterLedger stripePaymentFailed"));
    assertThat(Ledger.of(user).get(0).run().transition()).isEqualTo("declined");
    assertThat(processed(order)).isFalse();
    sandbox.confirm(intent, CARD);

    eventually(x -> assertThat(processed(order)).isTrue());
    assertThat(told())
        .containsExactly(
            "FirstLedger stripePaymentFailed",
            "AfterLedger stripePaymentFailed",
            "FirstLedger stripePaymentCallback",
            "AfterLedger stripePaymentCallback");
  }

  @Test
  void aReplayOfAnEventFollowsNothingTwice() {
    long order = paid();
    eventually(x -> assertThat(processed(order)).isTrue());
    var event =
        tables()
            .text(
                "select id from stripe_event where type = 'payment_intent.succeeded' and object_id ="
                    + " (select payment_intent_id from payment where order_id = ?)",
                order);
    asAdmin().post("/v1/events/" + event + "/replay").then().statusCode(200);
    deliver(
            StripeEvents.succeeded(
                    sandbox.paymentIntent(
                        tables()
                            .text(
                                "select payment_intent_id from payment where order_id = ?", order)))
                .toString())
        .then()
        .statusCode(200);

    eventually(
        x ->
            assertThat(tables().text("select status from stripe_event where id = ?", event))
                .isEqualTo("done"));
    workedOff();
    assertThat(told()).hasSize(2);
    assertThat(processed(order)).isTrue();
  }

  @Test
  void aRunWhoseProcessDiedIsRetriedWhenItsLeaseEnds() {
    script("FirstLedger", run -> Uni.createFrom().failure(new IllegalStateException("no")));
    long order = paid();
    eventually(x -> assertThat(runs(order, "status")).isEqualTo("waiting succeeded"));
    eventually(
        x -> {
          tables()
              .change(
                  """
                  update actionflow_run set claim = gen_random_uuid(), attempts = 7, next_attempt_at = now() + interval '1 hour'
                  where order_id = ? and target = 'flow:FirstLedger' and claim is null
                  """,
                  order);
          assertThat(runs(order, "attempts")).startsWith("7 ");
        });
    Ledger.SCRIPTS.clear();
    assertThat(processed(order)).isFalse();
    tables().change("update actionflow_run set next_attempt_at = now() where order_id = ?", order);
    worker.wake();

    eventually(x -> assertThat(processed(order)).isTrue());
    assertThat(
            tables()
                .text(
                    "select error from actionflow_attempt where attempt = 7 and run_id ="
                        + " (select id from actionflow_run where order_id = ? and target = 'flow:FirstLedger')",
                    order))
        .startsWith("It did not end");
  }

  @Test
  void afterTheLastAttemptARunHasFailedAndTheCallbackIsNotProcessed() {
    script("FirstLedger", run -> Uni.createFrom().failure(new IllegalStateException("never")));
    long order = paid();
    eventually(x -> assertThat(runs(order, "status")).isEqualTo("waiting succeeded"));
    eventually(
        x -> {
          tables()
              .change(
                  "update actionflow_run set attempts = ?, next_attempt_at = now()"
                      + " where order_id = ? and status = 'waiting' and claim is null",
                  RunQueue.TRIES - 1,
                  order);
          assertThat(runs(order, "status")).isEqualTo("failed succeeded");
        });
    assertThat(runs(order, "attempts")).startsWith(RunQueue.TRIES + " ");
    assertThat(processed(order)).isFalse();
  }

  private static Uni<Void> await(CountDownLatch goOn) throws InterruptedException {
    goOn.await();
    return null;
  }
}
