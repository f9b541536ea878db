package io.paydesk.idempotency;

import io.paydesk.transaction.ScheduledRound;
import io.paydesk.transaction.Transactions;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Deletes keys that are too old to be sent again, so that their table does not grow without end.
 */
@Singleton
class OldKeys {

  private final Transactions transactions;
  private final Duration keep;

  /**
   * @param keep How long an {@code Idempotency-Key} is remembered
   */
  OldKeys(
      Transactions transactions,
      @ConfigProperty(name = "paydesk.idempotency.keep", defaultValue = "168H") Duration keep) {
    this.transactions = transactions;
    this.keep = keep;
  }

  @ScheduledRound
  @Scheduled(every = "1h", delayed = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> forget() {
    return transactions
        .write(() -> IdempotencyKey.delete("createdAt < ?1", Instant.now().minus(keep)))
        .replaceWithVoid();
  }
}
