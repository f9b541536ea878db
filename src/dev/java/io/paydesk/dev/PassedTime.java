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
 * When the pretend Stripe's clock is moved, that time has passed for rows too: what Stripe would
 * have been asked about meanwhile is due, and access that has ended is reported. The news of a
 * renewal comes first: a month at once is less than the hour that it may take otherwise.
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

  /** Looks, one a second, in which the news has come. */
  private static final int NEWS_IS_HERE = 5;

  private final SandboxTime time;
  private final Pool database;
  private final EndedAccess ended;
  private volatile Duration known;
  private volatile int looksSince = NEWS_IS_HERE + 1;

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
      return reportOnce();
    }
    return letPass(passed)
        .invoke(
            () -> {
              known = ahead;
              looksSince = 0;
            });
  }

  private Uni<Void> reportOnce() {
    int looks = looksSince + 1;
    if (looks > NEWS_IS_HERE) {
      return Uni.createFrom().voidItem();
    }
    looksSince = looks;
    return looks == NEWS_IS_HERE ? ended.round().replaceWithVoid() : Uni.createFrom().voidItem();
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
        .replaceWithVoid();
  }
}
