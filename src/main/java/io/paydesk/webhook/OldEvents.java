package io.paydesk.webhook;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Forgets events that are done with, so that the inbox does not grow without end. What failed stays
 * until a person has seen to it, and what waits for its payment until that is here. An event that
 * Stripe delivers once more after that is looked at anew, and changes nothing: states and locks
 * make that harmless, at any age.
 */
@Singleton
class OldEvents {

  /** A delete holds its rows and writes each: many short ones are in nobody's way. */
  private static final int AT_ONCE = 5_000;

  private static final String FORGET =
      """
      delete from stripe_event where id in (
        select id from stripe_event
        where status in ('done', 'ignored') and waits_for is null
          and finished_at < now() - $1 * interval '1 second'
        order by finished_at limit $2
        for update skip locked)
      """;

  private final Pool database;
  private final Duration keep;

  /**
   * @param keep How long an event is kept after it was done with. Failed events stay
   */
  OldEvents(
      Pool database,
      @ConfigProperty(name = "paydesk.webhook.keep", defaultValue = "2160H") Duration keep) {
    this.database = database;
    this.keep = keep;
  }

  @Scheduled(
      every = "10m",
      delayed = "1m",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> forget() {
    return database
        .preparedQuery(FORGET)
        .execute(Tuple.of((double) keep.toSeconds(), AT_ONCE))
        .flatMap(gone -> gone.rowCount() == AT_ONCE ? forget() : Uni.createFrom().voidItem());
  }
}
