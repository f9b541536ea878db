package io.paydesk.key;

import io.paydesk.stripe.StripeClock;
import io.paydesk.transaction.ScheduledRound;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * Forgets who was given the secrets of what has ended, so that their table does not grow without
 * end. That of one link alone stays as long as the link, which shows the papers. One that others
 * were given too is of use only while it could be handed out again: then it must not look as if a
 * later link alone had it. A failed payment may turn out to live, so its row stays, and so does
 * that of an intent which no payment is known of yet: its invoice may be open for long. A session
 * without a payment saved a card or expired, and Stripe lets it live for a day.
 */
@Singleton
class OldHandedSecrets {

  /** Many short transactions rather than a long one. */
  private static final int AT_ONCE = 5_000;

  /** What stays is not read anew each hour: a round goes on where the last one stopped. */
  private static final int STEPS = 10;

  /** A week, as a payment may be known of late. */
  private static final Duration LONGEST_SESSION = Duration.ofDays(7);

  /** Arrays rather than joins: each row is found by its key, however many the table has. */
  static final String FORGET =
      """
      with looked as materialized (
        select opens, handed_at from handed_secret
        where pay_link_id is null and (handed_at, opens) > ($1, $2)
        order by handed_at, opens limit $3),
      ended as materialized (
        select l.opens from looked l
        left join lateral (
          select p.status from payment p where p.payment_intent_id = l.opens limit 1) intent on true
        left join lateral (
          select p.status from payment p where p.checkout_session_id = l.opens limit 1) paid on true
        left join lateral (
          select r.status from recurring_payment r where r.checkout_session_id = l.opens limit 1) begun on true
        where coalesce(intent.status, paid.status) in ('succeeded', 'partially_refunded', 'refunded', 'canceled')
          or begun.status not in ('created', 'unknown', 'incomplete')
          or starts_with(l.opens, 'cs_') and l.handed_at < $4 and paid.status is null and begun.status is null),
      gone as (
        delete from handed_secret where opens = any (array (
          select h.opens from handed_secret h
          where h.opens = any (array (select e.opens from ended e)) and h.pay_link_id is null
          for update skip locked)))
      select handed_at, opens, (select count(*) from looked) as looked_at
      from looked order by handed_at desc, opens desc limit 1
      """;

  /** The last row that was looked at. */
  private record Place(OffsetDateTime handedAt, String opens) {

    static final Place START =
        new Place(OffsetDateTime.ofInstant(Instant.EPOCH, ZoneOffset.UTC), "");

    static Place of(Row row) {
      return new Place(row.getOffsetDateTime("handed_at"), row.getString("opens"));
    }
  }

  private final Pool database;
  private final StripeClock clock;
  private volatile Place place = Place.START;

  OldHandedSecrets(Pool database, StripeClock clock) {
    this.database = database;
    this.clock = clock;
  }

  @ScheduledRound
  @Scheduled(every = "1h", delayed = "3m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> forget() {
    return forget(STEPS);
  }

  private Uni<Void> forget(int steps) {
    return database
        .preparedQuery(FORGET)
        .execute(
            Tuple.of(
                place.handedAt(),
                place.opens(),
                AT_ONCE,
                clock.now().minus(LONGEST_SESSION).atOffset(ZoneOffset.UTC)))
        .flatMap(
            rows -> {
              var last = rows.iterator();
              var row = last.hasNext() ? last.next() : null;
              if (row == null || row.getLong("looked_at") < AT_ONCE) {
                place = Place.START;
                return Uni.createFrom().voidItem();
              }
              place = Place.of(row);
              return steps > 1 ? forget(steps - 1) : Uni.createFrom().voidItem();
            });
  }
}
