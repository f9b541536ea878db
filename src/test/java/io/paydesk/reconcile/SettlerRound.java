package io.paydesk.reconcile;

import io.paydesk.testing.Tables;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The settler's minute, whenever a test wants it. */
@ApplicationScoped
public class SettlerRound {

  @Inject PaymentSettler settler;
  @Inject RefundSettler refunds;
  @Inject RecurringSettler recurring;

  @ConfigProperty(name = "quarkus.datasource.jdbc.url")
  String jdbcUrl;

  /** Makes this payment due, and runs one round. */
  public void runNow(long paymentId) {
    run("payment", paymentId, settler::settleRound);
  }

  /** Makes all payments of this user due, and runs one round. */
  public void runNowForUser(String userId) {
    new Tables(jdbcUrl)
        .change(
            "update payment set next_check_at = now() - interval '1 day' where user_id = ?",
            userId);
    await(settler::settleRound);
  }

  /** Makes this refund due, and runs one round. */
  public void refundNow(long refundId) {
    run("refund", refundId, refunds::settleRound);
  }

  /** Makes this subscription due, and runs one round. */
  public void recurringNow(long id) {
    run("recurring_payment", id, recurring::settleRound);
  }

  private void run(String table, long id, Supplier<Uni<Integer>> round) {
    new Tables(jdbcUrl)
        .change(
            "update %s set next_check_at = now() - interval '1 day' where id = ? and next_check_at is not null"
                .formatted(table),
            id);
    await(round);
  }

  private static void await(Supplier<Uni<Integer>> round) {
    try {
      VertxContextSupport.subscribeAndAwait(round);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
