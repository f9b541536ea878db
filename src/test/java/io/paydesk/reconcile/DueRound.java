package io.paydesk.reconcile;

import io.paydesk.testing.Tables;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduler;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Runs the rounds of checks, only when a test asks for them. */
@ApplicationScoped
public class DueRound {

  @Inject DuePayments dueRound;
  @Inject PaymentLooks looks;
  @Inject DueRefunds refunds;
  @Inject DueRecurringPayments recurring;
  @Inject DueSetups setups;
  @Inject EndedAccess endedAccess;
  @Inject DueOrders orders;

  @ConfigProperty(name = "quarkus.datasource.jdbc.url")
  String jdbcUrl;

  /** A scheduled round would take a row before the test's own round. */
  void onlyWhenATestWantsIt(@Observes StartupEvent event, Scheduler scheduler) {
    List.of(
            "reconcile-payments",
            "reconcile-refunds",
            "reconcile-subscriptions",
            "reconcile-setup-intents",
            "look-at-payments",
            "expire-orders")
        .forEach(scheduler::pause);
  }

  /** Makes this payment due and runs one round: checks of open payments, and looks at paid ones. */
  public void runNow(long paymentId) {
    run(
        "payment",
        paymentId,
        () ->
            dueRound
                .reconcileRound()
                .flatMap(settled -> looks.lookRound().map(looked -> settled.intValue() + looked)));
  }

  /** Makes this payment due and runs rounds until one has taken it; looks at paid ones stay due. */
  public void reconcileNow(long paymentId) {
    var tables = new Tables(jdbcUrl);
    var open = "id = ? and status in ('created', 'unknown', 'pending', 'processing', 'authorized')";
    tables.change(
        "update payment set next_check_at = now() - interval '1 day' where " + open, paymentId);
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .pollDelay(Duration.ZERO)
        .pollInterval(50, TimeUnit.MILLISECONDS)
        .until(
            () -> {
              await(dueRound::reconcileRound);
              return tables.number(
                      "select count(*) from payment where next_check_at < now() and " + open,
                      paymentId)
                  == 0;
            });
  }

  /** Makes all payments of this user due, and runs one round. */
  public void runNowForUser(String userId) {
    var tables = new Tables(jdbcUrl);
    // A round has a limit, and other tests leave hundreds of payments open.
    tables.change(
        "update payment set next_check_at = now() + interval '1 day' where user_id <> ? and next_check_at < now()",
        userId);
    tables.change(
        "update payment set next_check_at = now() - interval '1 day' where user_id = ?", userId);
    await(dueRound::reconcileRound);
  }

  /** Makes this refund due, and runs one round. */
  public void refundNow(long refundId) {
    run("refund", refundId, refunds::reconcileRound);
  }

  /** Makes this subscription due, and runs one round. */
  public void recurringNow(long id) {
    run("recurring_payment", id, recurring::reconcileRound);
  }

  /** Makes this SetupIntent due, and runs one round. */
  public void setupNow(long id) {
    run("setup_intent", id, setups::reconcileRound);
  }

  /** Lets an order's end come, and runs one round. */
  public void orderNow(long orderId) {
    end(orderId);
    run("order_expiry", orderId, orders::round);
  }

  /** Lets an order's end come, without a round. */
  public void end(long orderId) {
    new Tables(jdbcUrl)
        .change("update orders set expires_at = now() - interval '1 second' where id = ?", orderId);
  }

  /** Runs one round, for whatever is due. */
  public int ordersNow() {
    return await(orders::round);
  }

  /** Looks for subscriptions whose access has ended with time. */
  public void accessNow() {
    await(endedAccess::round);
  }

  /** A round skips locked rows, so rounds are repeated until one takes it. */
  private void run(String table, long id, Supplier<Uni<Integer>> round) {
    var tables = new Tables(jdbcUrl);
    tables.change(
        "update %s set next_check_at = now() + interval '1 day' where id <> ? and next_check_at < now()"
            .formatted(table),
        id);
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .pollDelay(Duration.ZERO)
        .pollInterval(50, TimeUnit.MILLISECONDS)
        .until(
            () -> {
              int due =
                  tables.change(
                      "update %s set next_check_at = now() - interval '1 day' where id = ? and next_check_at is not null"
                          .formatted(table),
                      id);
              return await(round) >= due;
            });
  }

  private static int await(Supplier<Uni<Integer>> round) {
    try {
      return VertxContextSupport.subscribeAndAwait(round);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
