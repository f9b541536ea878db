package io.paydesk.dev;

import io.paydesk.reconcile.EndedAccess;
import io.paydesk.transaction.ScheduledRound;
import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;

/**
 * When the pretend Stripe's clock is moved, that time has passed for rows too: access that has
 * ended is reported, and what Stripe would have been asked about meanwhile is due.
 */
@IfBuildProfile(anyOf = {"dev", "test"})
@Singleton
class PassedTime {

  /** Without waiting for rows that somebody holds: these change just now, and wait anew. */
  private static final String NO_LONGER_WAITS =
      """
      update %1$s set next_check_at = next_check_at - $1 * interval '1 second'
      where id in (select id from %1$s where next_check_at is not null for no key update skip locked)
      """;

  private final SandboxTime time;
  private final Pool database;
  private final EndedAccess ended;
  private volatile Duration known;

  PassedTime(SandboxTime time, Pool database, EndedAccess ended) {
    this.time = time;
    this.database = database;
    this.ended = ended;
    this.known = time.ahead();
  }

  @ScheduledRound
  @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> look() {
    var ahead = time.ahead();
    var passed = ahead.minus(known);
    if (passed.toSeconds() < 1) {
      known = ahead;
      return Uni.createFrom().voidItem();
    }
    return letPass(passed).invoke(() -> known = ahead);
  }

  private Uni<Void> letPass(Duration passed) {
    return Multi.createFrom()
        .iterable(List.of("payment", "recurring_payment", "refund"))
        .onItem()
        .transformToUniAndConcatenate(
            table ->
                database
                    .preparedQuery(NO_LONGER_WAITS.formatted(table))
                    .execute(Tuple.of((double) passed.toSeconds())))
        .collect()
        .asList()
        .flatMap(rows -> ended.round())
        .replaceWithVoid();
  }
}
