package io.paydesk.actionflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.testing.PaydeskTest;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.inject.Inject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Runs that are done are deleted, and nothing else. */
@QuarkusTest
class OldRunsTest extends PaydeskTest {

  @Inject OldRuns oldRuns;

  @AfterEach
  void forget() {
    Ledger.forget();
  }

  private void run(String occurrence, String target, String status, String age) {
    tables()
        .change(
            """
            insert into actionflow_run (flow, subject, transition, occurrence, target, in_process, is_outcome, order_id,
              user_id, status, finished_at)
            values ('payment', 'payment:900000000', 'declined', ?, ?, true, false, ?, ?, ?, now() - cast(? as interval))
            """,
            user + occurrence,
            target,
            order(),
            user,
            status,
            age);
  }

  @Test
  void succeededRunsAreDeletedAfterNinetyDaysUnlessAnotherBeanStillFails() throws Throwable {
    run("1", "flow:A", "succeeded", "89 days");
    run("2", "flow:A", "succeeded", "91 days");
    run("2", "flow:B", "canceled", "91 days");
    run("3", "flow:A", "succeeded", "91 days");
    run("3", "flow:B", "failed", "91 days");

    VertxContextSupport.subscribeAndAwait(() -> oldRuns.forget());

    // A scheduled round that has begun may be about to delete some of them.
    eventually(
        x ->
            assertThat(
                    tables()
                        .text(
                            "select string_agg(right(occurrence, 1) || target, ' ' order by id) from actionflow_run where user_id = ?",
                            user))
                .isEqualTo("1flow:A 3flow:A 3flow:B"));
  }

  private long runs() {
    return tables().number("select count(*) from actionflow_run where user_id = ?", user);
  }

  @Test
  void aChangeWhoseRunsWereDeletedIsNotFollowedAgain() throws Throwable {
    Ledger.follows = true;
    long order = order();
    var payment = started(order);
    sandbox.confirm(payment.getString("paymentIntentId"), "4242424242424242");
    eventually(x -> assertThat(Ledger.of(user)).hasSize(2));
    long id = payment.getLong("id");
    eventually(x -> assertThat(payment(id).getBoolean("callbackProcessed")).isTrue());
    tables()
        .change(
            "update actionflow_run set finished_at = now() - interval '91 days' where user_id = ?",
            user);
    VertxContextSupport.subscribeAndAwait(() -> oldRuns.forget());
    eventually(x -> assertThat(runs()).isZero());

    var event =
        tables()
            .text(
                "select id from stripe_event where type = 'payment_intent.succeeded' and object_id = ?",
                payment.getString("paymentIntentId"));
    asAdmin().post("/v1/events/" + event + "/replay").then().statusCode(200);
    eventually(
        x ->
            assertThat(tables().text("select status from stripe_event where id = ?", event))
                .isEqualTo("done"));

    assertThat(runs()).isZero();
    assertThat(payment(id).getBoolean("callbackProcessed")).isTrue();
  }
}
