package io.paydesk.webhook;

import io.micrometer.core.instrument.MeterRegistry;
import io.paydesk.trace.Trail;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;

/**
 * The table in which verified events wait. One autocommitted insert is all that Stripe waits for,
 * and it goes past Hibernate, for which a duplicate would be an error.
 */
@Singleton
class Inbox {

  /**
   * An event that fails this often is left to a person; with the pauses between, that is after
   * about three hours.
   */
  static final int TRIES = 14;

  /**
   * How long a claim may work before another may take its events: longer than Stripe can take to
   * answer what a callback fetches.
   */
  static final Duration LEASE = Duration.ofMinutes(3);

  private final Pool database;
  private final Callbacks callbacks;
  private final MeterRegistry meters;

  Inbox(Pool database, Callbacks callbacks, MeterRegistry meters) {
    this.database = database;
    this.callbacks = callbacks;
    this.meters = meters;
  }

  /**
   * @return whether it is new; when this comes back, the event will not be lost any more
   */
  Uni<Boolean> store(Envelope event) {
    boolean wanted = callbacks.of(event.type()) != null;
    return database
        .preparedQuery(
            """
            insert into stripe_event
              (id, type, api_version, livemode, object_id, created, body, status, reason, traceparent, finished_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, case when $8 = 'ignored' then now() end)
            on conflict do nothing
            """)
        .execute(
            Tuple.from(
                new Object[] {
                  event.id(),
                  event.type(),
                  event.apiVersion(),
                  event.livemode(),
                  event.objectId(),
                  event.created().atOffset(ZoneOffset.UTC),
                  event.body(),
                  wanted ? "waiting" : "ignored",
                  wanted ? null : "no-callback-for-this-type",
                  Trail.here().traceparent()
                }))
        .map(rows -> rows.rowCount() == 1)
        .invoke(
            isNew ->
                meters
                    .counter(
                        "paydesk.webhooks",
                        "result",
                        isNew ? wanted ? "stored" : "ignored" : "duplicate")
                    .increment());
  }

  /**
   * Claims what is due, of the types that this build knows: another replica may be newer. The claim
   * commits the attempt before anything is tried, so that an event that kills the process does not
   * come back for ever.
   */
  Uni<List<Delivery>> claim(UUID claim, int most) {
    return database
        .preparedQuery(
            """
            update stripe_event e
            set attempts = e.attempts + 1, claim = $1, next_attempt_at = now() + $2 * interval '1 second'
            from (select id from stripe_event
                  where status = 'waiting' and next_attempt_at <= now() and type = any($4)
                  order by next_attempt_at, seq limit $3
                  for update skip locked) due
            where e.id = due.id
            returning e.id, e.seq, e.type, e.livemode, e.object_id, e.attempts, e.body, e.traceparent
            """)
        .execute(Tuple.of(claim, LEASE.toSeconds(), most, callbacks.types()))
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false)
                    .map(Delivery::of)
                    .sorted(Comparator.comparing(Delivery::seq))
                    .toList());
  }

  /**
   * Puts events whose try failed back, with a pause that grows, or leaves them as failed after the
   * last.
   */
  Uni<Void> putBack(UUID claim, List<Delivery> deliveries, String error) {
    return database
        .preparedQuery(
            """
            update stripe_event
            set last_error = $3, claim = null,
                status = case when attempts >= $4 then 'failed' else 'waiting' end,
                finished_at = case when attempts >= $4 then now() end,
                -- 2, 4, 8 s and so on to an hour, each up to a quarter longer so that they do not come back together
                next_attempt_at =
                  now() + least(power(2, attempts), 3600) * (1 + random() / 4) * interval '1 second'
            where claim = $1 and id = any($2) and status = 'waiting'
            """)
        .execute(
            Tuple.of(
                claim, deliveries.stream().map(Delivery::id).toArray(String[]::new), error, TRIES))
        .replaceWithVoid();
  }
}
