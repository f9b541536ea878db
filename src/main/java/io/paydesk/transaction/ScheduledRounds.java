package io.paydesk.transaction;

import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * Lets the rounds that have begun end before the database's connections close, and begins none any
 * more. Otherwise each stop would log errors that are none.
 */
@Singleton
class ScheduledRounds {

  /** A round that asks Stripe may take longer. What it leaves is done by another process. */
  private static final Duration LAST_WAIT = Duration.ofSeconds(5);

  /** After those who still need rounds while they end. */
  private static final int LAST = 10_000;

  private int running;
  private boolean stopping;

  /** As this round, once it is subscribed to; null in its place when the service stops. */
  <T> Uni<T> of(Uni<T> round) {
    return Uni.createFrom()
        .deferred(
            () -> begins() ? round.onTermination().invoke(this::end) : Uni.createFrom().nullItem());
  }

  private synchronized boolean begins() {
    if (stopping) {
      return false;
    }
    running++;
    return true;
  }

  private synchronized void end() {
    running--;
    notifyAll();
  }

  synchronized void stop(@Observes @Priority(LAST) ShutdownEvent event)
      throws InterruptedException {
    stopping = true;
    long latest = System.nanoTime() + LAST_WAIT.toNanos();
    for (long left = LAST_WAIT.toMillis();
        running > 0 && left > 0;
        left = (latest - System.nanoTime()) / 1_000_000) {
      wait(left);
    }
  }
}
