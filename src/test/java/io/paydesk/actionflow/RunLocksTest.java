package io.paydesk.actionflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.testing.HeldLock;
import io.paydesk.testing.SubscriptionTest;
import io.paydesk.transaction.Transactions;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What records how a run ended takes its locks in the order that all writers keep. */
@QuarkusTest
class RunLocksTest extends SubscriptionTest {

  @Inject RunOutcome outcome;
  @Inject Transactions transactions;

  /** Ends this test's subscription, so that it does not renew when another test moves the clock. */
  @AfterEach
  void end() {
    sandbox.faults().clear();
    sandbox.billing().subscriptions().stream()
        .filter(one -> one.at("/items/data/0/price/id").asText().equals(price))
        .forEach(one -> sandbox.billing().cancelAtDashboard(one.path("id").asText()));
  }

  private static <T> T await(Supplier<Uni<T>> work) {
    try {
      return VertxContextSupport.subscribeAndAwait(work);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /** A run of a paid invoice whose bean has come to its end just now. */
  private ClaimedRun ended(long recurring, String invoice) {
    long id =
        tables()
            .number(
                """
                insert into actionflow_run (flow, subject, transition, occurrence, target, in_process, is_outcome,
                  order_id, user_id, attempts, claim, next_attempt_at)
                select 'recurring_payment_deduction', 'recurring_payment:' || id, 'told_here_alone', ?, 'flow:Nobody',
                  true, true, order_id, user_id, 1, gen_random_uuid(), now() + interval '1 day'
                from recurring_payment where id = ?
                returning id
                """,
                invoice,
                recurring);
    return await(
        () ->
            transactions.read(() -> ActionflowRun.<ActionflowRun>findById(id).map(ClaimedRun::of)));
  }

  @Test
  void aRunThatWaitsForThePaymentsOfItsInvoiceKeepsNobodyFromTheirSubscription() throws Exception {
    long recurring = active(monthly()).getLong("recurringPayment.id");
    loseEvents();
    var invoice = tables().text("select invoice_id from payment where user_id = ?", user);
    tables().change("update payment set callback_processed = false where user_id = ?", user);
    var run = ended(recurring, invoice);

    CompletableFuture<Boolean> recorded;
    try (var payment =
        HeldLock.take(
            tables(), "select id from payment where invoice_id = ? for no key update", invoice)) {
      recorded = CompletableFuture.supplyAsync(() -> await(() -> outcome.succeed(run)));
      payment.awaitWaiter();

      // Whoever has the payment wants the subscription next: were it taken, both would wait for
      // ever.
      HeldLock.take(
              tables(),
              "select id from recurring_payment where id = ? for no key update nowait",
              recurring)
          .close();
    }

    assertThat(recorded.get(60, TimeUnit.SECONDS)).isTrue();
    assertThat(
            tables().text("select callback_processed from payment where invoice_id = ?", invoice))
        .isEqualTo("t");
  }
}
