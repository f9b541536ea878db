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
 * Lets time pass after the pretend Stripe's clock was moved. News comes within an hour at Stripe,
 * and here after the months that it is about: a subscription that renewed would seem to be over. So
 * the news comes first. Then what Stripe would have been asked about meanwhile is due, and access
 * that has ended is reported.
 */
@IfBuildProfile(anyOf = {"dev", "test"})
@Singleton
class PassedTime {

  private static final String NEWS_UNDER_WAY =
      """
      select count(*) from stripe_event
      where status = 'waiting' and (attempts = 0 or claim is not null)
      """;

  /** Without waiting for rows that somebody holds: these change just now, and wait anew. */
  private static final String NO_LONGER_WAITS =
      """
      update %1$s set next_check_at = next_check_at - $1 * interval '1 second'
      where id in (select id from %1$s where next_check_at is not null for no key update skip locked)
      """;

  /** Looks, one a second, in which the pretend Stripe has sent what it has to say. */
  private static final int SENT = 3;

  private final SandboxTime time;
  private final Pool database;
  private final EndedAccess ended;
  private volatile Duration seen = Duration.ZERO;
  private volatile int looks;

  PassedTime(SandboxTime time, Pool database, EndedAccess ended) {
    this.time = time;
    this.database = database;
    this.ended = ended;
  }

  @ScheduledRound
  @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> look() {
    var ahead = time.told();
    looks = isMore(ahead.minus(seen)) ? 0 : Math.min(looks + 1, SENT);
    seen = ahead;
    var passed = ahead.minus(time.ahead());
    return looks == SENT && isMore(passed)
        ? onceTheNewsIsHere(ahead, passed)
        : Uni.createFrom().voidItem();
  }

  private static boolean isMore(Duration passed) {
    return passed.toSeconds() >= 1;
  }

  private Uni<Void> onceTheNewsIsHere(Duration ahead, Duration passed) {
    return database
        .query(NEWS_UNDER_WAY)
        .execute()
        .flatMap(
            rows ->
                rows.iterator().next().getLong(0) > 0
                    ? Uni.createFrom().voidItem()
                    : letPass(ahead, passed));
  }

  private Uni<Void> letPass(Duration ahead, Duration passed) {
    return Multi.createFrom()
        .iterable(List.of("payment", "recurring_payment", "refund", "order_expiry"))
        .onItem()
        .transformToUniAndConcatenate(
            table ->
                database
                    .preparedQuery(NO_LONGER_WAITS.formatted(table))
                    .execute(Tuple.of((double) passed.toSeconds())))
        .collect()
        .asList()
        .invoke(tables -> time.pass(ahead))
        .flatMap(tables -> ended.round())
        .replaceWithVoid();
  }
}
