package io.paydesk.transaction;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Work in the background, in rounds that follow each other: never two at once, and none is missed,
 * as a wake-up during a round has another one follow.
 */
public final class WorkLoop {

  private final OwnContext contexts;
  private final Duration longest;
  private final Supplier<Uni<Boolean>> round;
  private final Consumer<Throwable> failed;

  /** 0: at rest; 1: at work; more: at work, and woken again since. */
  private final AtomicInteger wakeUps = new AtomicInteger();

  private volatile boolean stopping;

  /**
   * @param longest a round that has not ended by then never will, and must not be the last one
   * @param round tells whether there may be more to do at once
   * @param failed is told why a round failed; there is no other one before the next wake-up
   */
  public WorkLoop(
      OwnContext contexts,
      Duration longest,
      Supplier<Uni<Boolean>> round,
      Consumer<Throwable> failed) {
    this.contexts = contexts;
    this.longest = longest;
    this.round = round;
    this.failed = failed;
  }

  /** Returns at once; from any thread. */
  public void wake() {
    if (!stopping && wakeUps.getAndIncrement() == 0) {
      contexts.begin(() -> go(wakeUps.get()));
    }
  }

  /** What has begun may end; no other round begins. */
  public void stop() {
    stopping = true;
  }

  private void go(int seen) {
    if (stopping) {
      return;
    }
    Uni.createFrom()
        .<Boolean>deferred(() -> round.get())
        .ifNoItem()
        .after(longest)
        .fail()
        .subscribe()
        .with(
            more -> goOn(seen, more),
            failure -> {
              wakeUps.set(0);
              failed.accept(failure);
            });
  }

  private void goOn(int seen, boolean more) {
    if (more || !wakeUps.compareAndSet(seen, 0)) {
      go(wakeUps.get());
    }
  }
}
