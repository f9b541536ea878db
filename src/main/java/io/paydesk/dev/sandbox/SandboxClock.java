package io.paydesk.dev.sandbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

/** The sandbox's own time: the system's, moved ahead by as much as a test asks for. */
final class SandboxClock {

  private final Clock clock = Clock.systemUTC();
  private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

  Instant now() {
    return clock.instant().plus(ahead.get());
  }

  long seconds() {
    return now().getEpochSecond();
  }

  void advance(Duration by) {
    ahead.accumulateAndGet(by, Duration::plus);
  }

  Duration ahead() {
    return ahead.get();
  }
}
