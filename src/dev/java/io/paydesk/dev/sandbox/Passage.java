package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.format.DateTimeParseException;
import java.time.temporal.TemporalAmount;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The passage of time: what is due happens in order, each with the clock at its time. */
final class Passage {

  private static final System.Logger LOG = System.getLogger(Passage.class.getName());

  private final Store store;
  private final SandboxClock clock;
  private final Due due;
  private final Runnable changed;

  Passage(Store store, SandboxClock clock, Due due, Runnable changed) {
    this.store = store;
    this.clock = clock;
    this.due = due;
    this.changed = changed;
  }

  /**
   * @param iso a period such as {@code P1M} or a duration such as {@code PT23H}
   */
  static TemporalAmount amount(String iso) {
    try {
      return iso.indexOf('T') < 0 ? Period.parse(iso) : Duration.parse(iso);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("'" + iso + "' is no time such as P1M or PT23H", e);
    }
  }

  /**
   * @param iso such as {@code PT1H}
   */
  static Duration duration(String iso) {
    if (amount(iso) instanceof Duration duration) {
      return duration;
    }
    throw new IllegalArgumentException("'" + iso + "' is no duration such as PT1H");
  }

  void advance(TemporalAmount by) {
    synchronized (store) {
      Instant now = clock.now();
      Instant target = SandboxClock.after(now, by);
      if (target.isBefore(now)) {
        throw new IllegalArgumentException("Time does not go back");
      }
      // Whoever hears of what happens must not take it for something of the future.
      clock.announce(target);
      catchUp(target);
      clock.moveTo(target);
    }
    changed.run();
  }

  /** Does what the system's own clock makes due, as long as the scheduler runs. */
  void goOn(ScheduledExecutorService scheduler) {
    scheduler.scheduleWithFixedDelay(this::catchUpQuietly, 1, 1, TimeUnit.SECONDS);
  }

  private void catchUpQuietly() {
    try {
      catchUp();
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "The sandbox failed at what was due", e);
    }
  }

  private void catchUp() {
    boolean happened;
    synchronized (store) {
      happened = catchUp(clock.now());
    }
    if (happened) {
      changed.run();
    }
  }

  private boolean catchUp(Instant until) {
    boolean happened = false;
    Optional<Due.Task> next = due.next();
    while (next.isPresent() && next.get().at() <= until.getEpochSecond()) {
      clock.at(timeOf(next.get(), until), next.get().work());
      happened = true;
      next = due.next();
    }
    return happened;
  }

  /** What a change makes due in the past happens late: no event is older than the one before. */
  private Instant timeOf(Due.Task task, Instant until) {
    List<ObjectNode> events = store.events.oldestFirst();
    long last = events.isEmpty() ? 0 : events.get(events.size() - 1).get("created").asLong();
    // The clock may have been reset to the system's meanwhile, which moves it back.
    return Instant.ofEpochSecond(Math.min(Math.max(task.at(), last), until.getEpochSecond()));
  }
}
