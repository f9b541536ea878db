package io.paydesk.transaction;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Background work in rounds: never two at once. A wake-up during a round makes another one follow,
 * so none is missed.
 */
public final class WorkLoop {

  private final OwnContext contexts;
  private final Duration longest;
  private final Supplier<Uni<Boolean>> round;
  private final Consumer<Throwable> failed;

  /** 0: at rest; 1: at work; more: woken again meanwhile. */
  private final AtomicInteger wakeUps = new AtomicInteger();

  private volatile boolean stopping;

  /**
   * @param longest a round that takes longer never ends; the loop then goes on without it
   * @param round answers whether there may be more to do at once
   * @param failed is given the failure of a round; the next round follows the next wake-up
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

  /** Returns at once; call it from any thread. */
  public void wake() {
    if (!stopping && wakeUps.getAndIncrement() == 0) {
      contexts.begin(() -> go(wakeUps.get()));
    }
  }

  /** A round that has begun may end, and nobody is told if it fails; no other begins. */
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
              if (!stopping) {
                failed.accept(failure);
              }
            });
  }

  private void goOn(int seen, boolean more) {
    if (more || !wakeUps.compareAndSet(seen, 0)) {
      go(wakeUps.get());
    }
  }
}
