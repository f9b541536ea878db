package io.paydesk.testing;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Looks whether a transaction does nothing for seconds while others wait for its locks. It waits
 * for something that is not in the database, such as an answer of Stripe's, or a connection that
 * one of the others has. A machine without time is none: nobody would look meanwhile either.
 */
final class Standstill implements AutoCloseable {

  private static final int PAUSE_MILLIS = 200;

  /** Three seconds, less than anybody waits for a lock. */
  private static final int MANY = 15;

  private static final String WAITED_FOR =
      """
      select coalesce(string_agg(distinct holder.pid || ' since ' || holder.state_change, ','), '')
      from pg_stat_activity waits
      cross join unnest(pg_blocking_pids(waits.pid)) blocking
      join pg_stat_activity holder on holder.pid = blocking
      where waits.wait_event_type = 'Lock' and holder.state = 'idle in transaction'
      """;

  private final Tables tables;
  private final ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor();

  private Map<String, Integer> seen = Map.of();
  private int most;

  Standstill(Tables tables) {
    this.tables = tables;
    looks.scheduleWithFixedDelay(this::look, 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
  }

  private synchronized void look() {
    var now = new HashMap<String, Integer>();
    for (var holder : List.of(tables.text(WAITED_FOR).split(","))) {
      if (!holder.isEmpty()) {
        now.put(holder, seen.getOrDefault(holder, 0) + 1);
        most = Math.max(most, now.get(holder));
      }
    }
    seen = now;
  }

  synchronized boolean wasSeen() {
    return most >= MANY;
  }

  @Override
  public void close() {
    looks.shutdownNow();
  }
}
