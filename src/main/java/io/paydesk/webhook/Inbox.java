package io.paydesk.webhook;

import io.micrometer.core.instrument.MeterRegistry;
import io.paydesk.trace.Trail;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The table in which verified events wait. Stripe waits only for one autocommitted insert. It
 * bypasses Hibernate, for which a duplicate would be an error.
 */
@Singleton
class Inbox {

  /**
   * An event that is still not applied then is left to a person. Stripe delivers for three days; an
   * event that waits for Stripe's answers, or for a release that can read it, must not be given up
   * earlier.
   */
  static final Duration TRIED_FOR = Duration.ofHours(80);

  /** No event is given up after fewer attempts: perhaps no process was running. */
  static final int LEAST_TRIES = 14;

  /** An event with which this many processes died in a row is left to a person. */
  static final int MOST_LOST = 14;

  private final Pool database;
  private final Arrivals arrivals;
  private final Callbacks callbacks;
  private final Admission admission;
  private final MeterRegistry meters;

  Inbox(Pool database, Callbacks callbacks, Admission admission, MeterRegistry meters) {
    this.database = database;
    this.arrivals = new Arrivals(database);
    this.callbacks = callbacks;
    this.admission = admission;
    this.meters = meters;
  }

  /**
   * @return whether it is new; from then on the event cannot be lost
   */
  Uni<Boolean> store(Envelope event) {
    var ignored = whyIgnored(event);
    var kept = ignored == null ? "stored" : "ignored";
    return arrivals
        .store(
            new Arrivals.Arrival(
                event,
                ignored == null ? null : ignored.text(),
                Trail.here().traceparent(),
                callbacks.standsAlone(event)))
        .invoke(
            isNew ->
                meters
                    .counter("paydesk.webhooks", "result", isNew ? kept : "duplicate")
                    .increment());
  }

  /** Null where there is a callback for it. */
  private @Nullable IgnoredBecause whyIgnored(Envelope event) {
    var refused = admission.refuse(event.id(), event.livemode(), event.account());
    if (refused != null) {
      return refused;
    }
    return callbacks.of(event.type()) == null ? EventTypes.whyNobodyTakes(event.type()) : null;
  }

  /**
   * Which events may be claimed.
   *
   * @param asking events for which Stripe must be asked
   * @param suspects events that were lost with their process more than once
   */
  record Room(boolean asking, boolean suspects) {
    static final Room FOR_ALL = new Room(true, true);
  }

  /**
   * Claims what is due, of the types that this build knows: another replica may be newer. The claim
   * commits the attempt before any work, so that an event that kills the process does not come back
   * for ever. A due event that still has a claim was lost with its process. The ids are an array;
   * otherwise PostgreSQL would join a long queue by reading the whole table.
   *
   * <p>The claim moves {@code next_attempt_at}. It is the only writer that leaves {@code due_at} as
   * it is, see migration V59: so it changes no column of an index, and no index gets a new entry.
   */
  Uni<List<ClaimedEvent>> claim(UUID claim, int most, String[] types, Room room) {
    return database
        .preparedQuery(
            """
            update stripe_event e
            set attempts = e.attempts + 1, lost = case when e.claim is null then e.lost else e.lost + 1 end, claim = $1,
                next_attempt_at = now() + $2 * interval '1 second'
            where e.status = 'waiting' and e.id = any(array(
              select id from stripe_event
              where status = 'waiting' and due_at <= now() and next_attempt_at <= now() and type = any($4)
                and ($5 or stands_alone) and ($6 or lost + (claim is not null)::int < $7)
              order by due_at, seq limit $3
              for update skip locked))
            returning e.id, e.seq, e.type, e.livemode, e.object_id, e.attempts, e.lost, e.stands_alone, e.body, e.traceparent
            """)
        .execute(
            Tuple.from(
                new Object[] {
                  claim,
                  (double) Lease.LENGTH.toSeconds(),
                  most,
                  types,
                  room.asking,
                  room.suspects,
                  Suspects.LOST
                }))
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false)
                    .map(ClaimedEvent::of)
                    .sorted(Comparator.comparing(ClaimedEvent::seq))
                    .toList());
  }

  /**
   * Puts events whose attempt failed back, with a pause that grows; after the last attempt they are
   * failed.
   */
  Uni<Void> putBack(UUID claim, List<ClaimedEvent> events, String error) {
    return database
        .preparedQuery(
            """
            update stripe_event
            set last_error = $3, claim = null, lost = 0,
                status = case when attempts >= $4 and waiting_since < now() - $5 * interval '1 second'
                  then 'failed' else 'waiting' end,
                finished_at = case when attempts >= $4 and waiting_since < now() - $5 * interval '1 second'
                  then now() end,
                -- 2, 4, 8 s and so on to an hour, each up to a quarter longer so that they do not come back together
                next_attempt_at =
                  now() + least(power(2, attempts), 3600) * (1 + random() / 4) * interval '1 second'
            where claim = $1 and id = any($2) and status = 'waiting'
            """)
        .execute(Tuple.of(claim, ids(events), error, LEAST_TRIES, (double) TRIED_FOR.toSeconds()))
        .replaceWithVoid();
  }

  /** Puts events back without an attempt, so that each is claimed on its own. */
  Uni<Void> release(UUID claim, List<ClaimedEvent> events) {
    if (events.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    return database
        .preparedQuery(
            """
            update stripe_event set attempts = attempts - 1, claim = null, next_attempt_at = now()
            where claim = $1 and id = any($2) and status = 'waiting'
            """)
        .execute(Tuple.of(claim, ids(events)))
        .replaceWithVoid();
  }

  /** Leaves events to a person. */
  Uni<Void> giveUp(UUID claim, List<ClaimedEvent> events, String error) {
    if (events.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    return database
        .preparedQuery(
            """
            update stripe_event set status = 'failed', last_error = $3, claim = null, finished_at = now()
            where claim = $1 and id = any($2) and status = 'waiting'
            """)
        .execute(Tuple.of(claim, ids(events), error))
        .replaceWithVoid();
  }

  /** Skips events that are applied already: their transaction is about to end. */
  Uni<Void> renew(UUID claim, List<ClaimedEvent> events) {
    return database
        .preparedQuery(
            """
            update stripe_event set next_attempt_at = now() + $3 * interval '1 second'
            where id = any(array(
              select id from stripe_event where id = any($2) and claim = $1 and status = 'waiting'
              for update skip locked))
            """)
        .execute(Tuple.of(claim, ids(events), (double) Lease.LENGTH.toSeconds()))
        .replaceWithVoid();
  }

  private static String[] ids(List<ClaimedEvent> events) {
    return events.stream().map(ClaimedEvent::id).toArray(String[]::new);
  }
}
