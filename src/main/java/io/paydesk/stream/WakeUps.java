package io.paydesk.stream;

import io.paydesk.transaction.RowsCommitted;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Announces to every process, after a commit, that there is something to read: once for all commits
 * within some milliseconds, and outside their transactions, which it would slow down.
 */
@Singleton
class WakeUps {

  private static final long APART_MILLIS = 10;

  private final Vertx vertx;
  private final ChangeFeed feed;
  private final WakeUpChannel channel;

  private final AtomicBoolean due = new AtomicBoolean();
  private volatile long last = System.nanoTime();

  WakeUps(Vertx vertx, ChangeFeed feed, WakeUpChannel channel) {
    this.vertx = vertx;
    this.feed = feed;
    this.channel = channel;
  }

  void committed(@Observes RowsCommitted event) {
    if (due.compareAndSet(false, true)) {
      long since = (System.nanoTime() - last) / 1_000_000;
      if (since >= APART_MILLIS) {
        publish();
      } else {
        vertx.setTimer(APART_MILLIS - since, ignored -> publish());
      }
    }
  }

  private void publish() {
    last = System.nanoTime();
    // What is committed from here on is announced with the next one.
    due.set(false);
    feed.wake();
    channel.publish();
  }
}
