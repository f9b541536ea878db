package io.paydesk.webhook;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/** A failure that goes on, logged once a minute and not each time. */
final class Outage {

  private static final Logger LOG = Logger.getLogger(Outage.class);

  private static final long NEXT_LINE = Duration.ofMinutes(1).toNanos();

  private final String what;
  private final AtomicLong failures = new AtomicLong();
  private final AtomicLong loggedAt = new AtomicLong();

  Outage(String what) {
    this.what = what;
  }

  void record(Throwable failure) {
    long now = System.nanoTime();
    long lastLogged = loggedAt.get();
    if (failures.getAndIncrement() == 0) {
      loggedAt.set(now);
      LOG.errorf(failure, "%s. Logged once a minute while it lasts", what);
    } else if (now - lastLogged > NEXT_LINE && loggedAt.compareAndSet(lastLogged, now)) {
      LOG.errorf("%s, %d times so far: %s", what, failures.get(), failure);
    }
  }

  void end() {
    if (failures.get() > 0) {
      long count = failures.getAndSet(0);
      if (count > 0) {
        LOG.infof("Over: %s, %d times", what, count);
      }
    }
  }
}
