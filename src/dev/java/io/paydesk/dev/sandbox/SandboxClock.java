package io.paydesk.dev.sandbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.time.temporal.TemporalAmount;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** The sandbox's own time: the system's, moved ahead as far as a test asks for. */
final class SandboxClock {

  private final Clock clock = Clock.systemUTC();
  private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
  private volatile Instant stopped;
  private volatile Consumer<Duration> follower = far -> {};

  Instant now() {
    Instant still = stopped;
    return still == null ? clock.instant().plus(ahead.get()) : still;
  }

  long seconds() {
    return now().getEpochSecond();
  }

  /**
   * Later by that much. From the last day of a month, whole months lead to the last day of a month:
   * otherwise the 31st would become the 28th for good, and twelve months would not be a year.
   */
  static Instant after(Instant instant, TemporalAmount by) {
    OffsetDateTime from = instant.atOffset(ZoneOffset.UTC);
    OffsetDateTime then = from.plus(by);
    boolean months = by instanceof Period period && period.toTotalMonths() != 0;
    if (months && ((Period) by).getDays() == 0 && from.getDayOfMonth() == lastDay(from)) {
      then = then.with(TemporalAdjusters.lastDayOfMonth());
    }
    return then.toInstant();
  }

  private static int lastDay(OffsetDateTime time) {
    return time.toLocalDate().lengthOfMonth();
  }

  void moveTo(Instant instant) {
    beAhead(Duration.between(clock.instant(), instant));
  }

  /** Is told how far this clock is ahead of the system's: now, and each time that it is moved. */
  void followedBy(Consumer<Duration> other) {
    follower = other;
    other.accept(ahead.get());
  }

  /** Tells the follower before this clock is moved to that time. */
  void announce(Instant instant) {
    follower.accept(Duration.between(clock.instant(), instant));
  }

  /** Does the work with the clock stopped at that time. Call it with the store's monitor held. */
  void at(Instant instant, Runnable work) {
    stopped = instant;
    try {
      work.run();
    } finally {
      stopped = null;
    }
  }

  void beAhead(Duration by) {
    ahead.set(by);
    follower.accept(by);
  }

  Duration ahead() {
    return ahead.get();
  }
}
