package io.paydesk.actionflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.testing.PaydeskTest;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How long other processes respect the claim of a run. */
@QuarkusTest
class RunLeaseTest extends PaydeskTest {

  private static final Duration LONG = Duration.ofSeconds(20);

  @Inject RunLease lease;
  @Inject RunQueue queue;
  @Inject Pool database;

  /** There is no such bean, so the worker leaves its runs alone. */
  private final String target = "flow:Nobody" + UUID.randomUUID();

  private ClaimedRun run;

  @BeforeEach
  void claim() {
    tables()
        .change(
            """
            insert into actionflow_run (flow, subject, transition, occurrence, target, in_process, is_outcome, order_id,
              user_id, status, claim, attempts, next_attempt_at)
            values ('payment', ?, 'succeeded', '', ?, true, true, ?, ?, 'waiting', gen_random_uuid(), 1,
              now() - interval '1 minute')
            """,
            "payment:" + Math.abs(UUID.randomUUID().getLeastSignificantBits()),
            target,
            order(),
            user);
    run =
        ClaimedRun.of(
            database
                .preparedQuery("select * from actionflow_run where target = $1")
                .execute(Tuple.of(target))
                .await()
                .atMost(LONG)
                .iterator()
                .next());
  }

  @AfterEach
  void forget() {
    lease.letGo(run);
    tables().change("delete from actionflow_run where target = ?", target);
  }

  private void renew() {
    lease.renew().await().atMost(LONG);
  }

  private String row(String expression) {
    return tables().text("select " + expression + " from actionflow_run where target = ?", target);
  }

  @Test
  void aWorkingProcessRenewsItsClaim() {
    lease.hold(run, LONG);

    renew();

    assertThat(row("next_attempt_at > now() and next_attempt_at <= now() + interval '15 seconds'"))
        .isEqualTo("t");
  }

  @Test
  void aClaimIsNotRenewedAfterTheWorkOrForTooLong() {
    lease.hold(run, Duration.ZERO);
    renew();
    assertThat(row("next_attempt_at < now()")).isEqualTo("t");

    lease.hold(run, LONG);
    lease.letGo(run);
    renew();
    assertThat(row("next_attempt_at < now()")).isEqualTo("t");
  }

  @Test
  void aClaimThatAnotherTookOverIsNotRenewed() {
    // Before it is held here, or a scheduled renewal might come in between.
    tables().change("update actionflow_run set claim = gen_random_uuid() where target = ?", target);
    lease.hold(run, LONG);

    renew();

    assertThat(row("next_attempt_at < now()")).isEqualTo("t");
  }

  @Test
  void aDeadProcessKeepsItsClaimForSecondsOnly() {
    var taken = queue.claim(Map.of(target, 1), Map.of(), Set.of()).await().atMost(LONG);

    assertThat(taken).extracting(ClaimedRun::id).contains(run.id());
    assertThat(row("attempts || ' ' || (next_attempt_at <= now() + interval '15 seconds')"))
        .isEqualTo("2 true");
  }
}
