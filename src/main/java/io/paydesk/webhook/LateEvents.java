package io.paydesk.webhook;

import io.paydesk.transaction.ScheduledRound;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;

/** Queues ignored events again when the reason to ignore them is gone. */
@Singleton
class LateEvents {

  private static final String AGAIN =
      """
      update stripe_event e
      set status = 'waiting', reason = null, waits_for = null, attempts = 0, lost = 0, claim = null,
          finished_at = null, next_attempt_at = now(), waiting_since = now()
      """;

  /**
   * The payment came while its event was being ignored, and neither transaction saw the other. If
   * the payment comes later, its own commit queues the event.
   */
  private static final String OF_PAYMENTS_THAT_CAME =
      AGAIN
          + """
          from payment p
          where e.waits_for is not null and e.status = 'ignored'
            and e.finished_at > now() - interval '10 minutes'
            and p.payment_intent_id = e.waits_for
          """;

  /**
   * Another replica, or an earlier release, had no callback for them. Each reason has an index of
   * its own, which one query for both would not use.
   */
  static final String OF_NEW_CALLBACKS =
      AGAIN
          + """
          where e.status = 'ignored' and e.id = any(array(
            select id from stripe_event
            where status = 'ignored' and reason = 'no-callback-for-this-type'
              and type = any($1) and received_at > now() - interval '30 days'
            union all
            select id from stripe_event
            where status = 'ignored' and reason = 'unhandled-type'
              and type = any($1) and received_at > now() - interval '30 days'))
          """;

  private final Pool database;
  private final Callbacks callbacks;
  private final InboxWorker worker;

  LateEvents(Pool database, Callbacks callbacks, InboxWorker worker) {
    this.database = database;
    this.callbacks = callbacks;
    this.worker = worker;
  }

  @ScheduledRound
  @Scheduled(
      every = "{paydesk.webhook.late-events:10s}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> look() {
    return database
        .query(OF_PAYMENTS_THAT_CAME)
        .execute()
        .invoke(this::wake)
        .flatMap(
            queued ->
                database
                    .preparedQuery(OF_NEW_CALLBACKS)
                    .execute(Tuple.of((Object) callbacks.types())))
        .invoke(this::wake)
        .replaceWithVoid();
  }

  private void wake(RowSet<Row> queued) {
    if (queued.rowCount() > 0) {
      worker.wake();
    }
  }
}
