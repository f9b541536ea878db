package io.paydesk.webhook;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Singleton;

/**
 * Queues ignored events again once the payment that they are about is here. It looks at the tables
 * and not at who made the payment, so that no way of making one can forget it.
 */
@Singleton
class LatePayments {

  private final Pool database;
  private final InboxWorker worker;

  LatePayments(Pool database, InboxWorker worker) {
    this.database = database;
    this.worker = worker;
  }

  /**
   * Of other apps on the account there may be many that will never be ours: a month later nobody
   * waits for them any more.
   */
  @Scheduled(
      every = "{paydesk.webhook.late-payments:10s}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> look() {
    return database
        .query(
            """
            update stripe_event e
            set status = 'waiting', reason = null, waits_for = null, attempts = 0, claim = null,
                finished_at = null, next_attempt_at = now()
            from payment p
            where e.waits_for is not null and e.status = 'ignored'
              and e.finished_at > now() - interval '30 days'
              and p.payment_intent_id = e.waits_for
            """)
        .execute()
        .invoke(
            queued -> {
              if (queued.rowCount() > 0) {
                worker.wake();
              }
            })
        .replaceWithVoid();
  }
}
