package io.paydesk.dev.sandbox;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Does what banks do after a while. */
final class Later {

  private final Store store;
  private final ScheduledExecutorService scheduler;
  private final Duration delay;
  private final Faults faults;
  private final Runnable changed;

  Later(
      Store store,
      ScheduledExecutorService scheduler,
      Duration delay,
      Faults faults,
      Runnable changed) {
    this.store = store;
    this.scheduler = scheduler;
    this.delay = delay;
    this.faults = faults;
    this.changed = changed;
  }

  boolean banksAreWaiting() {
    return faults.banksAreWaiting();
  }

  /** Runs the work with the store's monitor held. */
  void run(Runnable work) {
    Runnable locked =
        () -> {
          if (faults.banksAreWaiting()) {
            run(work);
            return;
          }
          synchronized (store) {
            work.run();
          }
          changed.run();
        };
    try {
      scheduler.schedule(locked, delay.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException closing) {
      // with a state file, it is done after a restart
    }
  }
}
