package io.paydesk.webhook;

import io.paydesk.transaction.ScheduledRound;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Deletes events that are done, so that the inbox does not grow without end. Failed events stay
 * until a person has dealt with them. An event that waits for its payment stays as long as the
 * payment may still come; most such events belong to another app's payments on the same account. If
 * a payment comes even later, its refunds and disputes are listed for it then. If Stripe delivers
 * an event again after it was deleted, it is applied again and changes nothing: states and locks
 * make that harmless at any age.
 */
@Singleton
class OldEvents {

  /** Many short transactions rather than a long one, which would hold its rows locked. */
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

  private static final String WAIT_NO_LONGER =
      """
      update stripe_event set waits_for = null, reason = 'payment-never-came'
      where status = 'ignored' and id = any(array(
        select id from stripe_event
        where waits_for is not null and status = 'ignored'
          and finished_at < now() - $1 * interval '1 second'
        order by finished_at limit $2
        for update skip locked))
      """;

  private final Pool database;
  private final Duration keep;
  private final Duration wait;

  /**
   * @param keep How long an event is kept after it was done with. Failed events stay
   * @param wait How long the event of a refund, a dispute or a fraud warning waits for its payment
   */
  OldEvents(
      Pool database,
      @ConfigProperty(name = "paydesk.webhook.keep", defaultValue = "2160H") Duration keep,
      @ConfigProperty(name = "paydesk.webhook.wait-for-payment", defaultValue = "720H")
          Duration wait) {
    this.database = database;
    this.keep = keep;
    this.wait = wait;
  }

  @ScheduledRound
  @Scheduled(
      every = "10m",
      delayed = "1m",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> forget() {
    return inParts(WAIT_NO_LONGER, wait).flatMap(ended -> inParts(FORGET, keep));
  }

  private Uni<Void> inParts(String statement, Duration age) {
    return database
        .preparedQuery(statement)
        .execute(Tuple.of((double) age.toSeconds(), AT_ONCE))
        .flatMap(
            done ->
                done.rowCount() == AT_ONCE ? inParts(statement, age) : Uni.createFrom().voidItem());
  }
}
