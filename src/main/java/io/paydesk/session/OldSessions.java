package io.paydesk.session;

import io.paydesk.transaction.ScheduledRound;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** Deletes sessions that have ended, as their table would grow without end. */
@Singleton
class OldSessions {

  private final SessionRows rows;

  OldSessions(SessionRows rows) {
    this.rows = rows;
  }

  @ScheduledRound
  @Scheduled(every = "1h", delayed = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> forget() {
    return rows.forgetEnded();
  }
}
