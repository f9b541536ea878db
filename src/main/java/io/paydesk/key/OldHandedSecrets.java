package io.paydesk.key;

import io.paydesk.transaction.ScheduledRound;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;

/**
 * Forgets who was given the secrets of what has ended, so that their table does not grow without
 * end. That of one link alone stays as long as the link, which shows the papers. One that others
 * were given too is of use only while it could be handed out again: then it must not look as if a
 * later link alone had it. A failed payment may turn out to live, so its row stays.
 */
@Singleton
class OldHandedSecrets {

  /** Many short transactions rather than a long one. */
  private static final int AT_ONCE = 5_000;

  private static final String FORGET =
      """
      delete from handed_secret where opens in (
        select h.opens from handed_secret h
        where h.pay_link_id is null and (
          exists (
            select from payment p
            where (p.payment_intent_id = h.opens or p.checkout_session_id = h.opens)
              and p.status in ('succeeded', 'partially_refunded', 'refunded', 'canceled'))
          or exists (
            select from recurring_payment r
            where r.checkout_session_id = h.opens and r.status not in ('created', 'unknown', 'incomplete')))
        limit $1
        for update skip locked)
      """;

  private final Pool database;

  OldHandedSecrets(Pool database) {
    this.database = database;
  }

  @ScheduledRound
  @Scheduled(every = "1h", delayed = "3m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> forget() {
    return database
        .preparedQuery(FORGET)
        .execute(Tuple.of(AT_ONCE))
        .flatMap(gone -> gone.rowCount() == AT_ONCE ? forget() : Uni.createFrom().voidItem());
  }
}
