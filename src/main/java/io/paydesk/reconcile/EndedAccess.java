package io.paydesk.reconcile;

import io.paydesk.recurring.AccessLook;
import io.paydesk.stripe.StripeClock;
import io.paydesk.transaction.OwnContext;
import io.paydesk.transaction.ScheduledRound;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jboss.logging.Logger;

/**
 * Looks every minute for subscriptions whose access has ended with time: the grace period of an
 * unpaid renewal or the subscription's planned end is over, or no event reported a renewal. It does
 * not ask Stripe.
 */
@Singleton
public class EndedAccess {

  private static final Logger LOG = Logger.getLogger(EndedAccess.class);

  /** The rest is found a minute later. */
  private static final int ROUND = 500;

  private static final int AT_ONCE = 4;

  private final Pool database;
  private final OwnContext contexts;
  private final AccessLook looks;
  private final StripeClock clock;

  EndedAccess(Pool database, OwnContext contexts, AccessLook looks, StripeClock clock) {
    this.database = database;
    this.contexts = contexts;
    this.looks = looks;
    this.clock = clock;
  }

  @ScheduledRound
  @Scheduled(every = "60s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> publishEnded() {
    return round().replaceWithVoid();
  }

  /**
   * @return how many subscriptions it found
   */
  public Uni<Integer> round() {
    return database
        .preparedQuery(
            """
            select id from recurring_payment where access_until <= now() + $1 * interval '1 second'
            order by access_until limit $2
            """)
        .execute(Tuple.of((double) clock.ahead().toSeconds(), ROUND))
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false)
                    .map(row -> row.getLong("id"))
                    .toList())
        .flatMap(this::lookAt);
  }

  private Uni<Integer> lookAt(List<Long> ids) {
    return Multi.createFrom()
        .iterable(ids)
        .onItem()
        .transformToUni(this::lookAt)
        .merge(AT_ONCE)
        .collect()
        .asList()
        .map(List::size);
  }

  /** One that fails is found again a minute later. */
  private Uni<Boolean> lookAt(long id) {
    return contexts
        .run(() -> looks.look(id).replaceWith(true))
        .onFailure()
        .invoke(
            failure ->
                LOG.errorf(
                    failure,
                    "Could not check whether recurring payment %d still gives access; checked again in a minute",
                    id))
        .onFailure()
        .recoverWithItem(false);
  }
}
