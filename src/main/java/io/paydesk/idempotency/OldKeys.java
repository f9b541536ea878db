package io.paydesk.idempotency;

import io.paydesk.transaction.ScheduledRound;
import io.paydesk.transaction.Transactions;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;

/**
 * Deletes keys that are too old to be sent again, so that their table does not grow without end.
 */
@Singleton
class OldKeys {

  private final Transactions transactions;
  private final Duration keep;

  OldKeys(Transactions transactions, IdempotencyConfig config) {
    this.transactions = transactions;
    this.keep = config.keep();
  }

  @ScheduledRound
  @Scheduled(every = "1h", delayed = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> forget() {
    return transactions
        .write(() -> IdempotencyKey.delete("createdAt < ?1", Instant.now().minus(keep)))
        .replaceWithVoid();
  }
}
