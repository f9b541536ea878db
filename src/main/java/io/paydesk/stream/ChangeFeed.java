package io.paydesk.stream;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * Reads for all streams of this process, one turn after the other: first what has changed since the
 * turn before, then the pages that streams have asked for. So a page is never older than what the
 * streams were told before it, and what they are told after it is never older than the page. While
 * nobody watches it reads nothing.
 */
@Singleton
class ChangeFeed {

  private static final Logger LOG = Logger.getLogger(ChangeFeed.class);

  /** Those who watch live wait while these are read. */
  private static final int PAGES_A_TURN = 8;

  private final Vertx vertx;
  private final ChangeReader reader;
  private final ViewReader views;
  private final Streams streams;
  private final MeterRegistry meters;

  private final Queue<Page.Request> asking = new ConcurrentLinkedQueue<>();

  /** 0: at rest; 1: at work; more: at work, and woken again since. */
  private final AtomicInteger wakeUps = new AtomicInteger();

  private volatile boolean stopping;

  /** Of the last look; null while nobody watches. */
  private Snapshot seen;

  /** Versions that the last look has handed out: a view may have been newer than its look. */
  private Map<RowKey, Integer> told = Map.of();

  ChangeFeed(
      Vertx vertx, ChangeReader reader, ViewReader views, Streams streams, MeterRegistry meters) {
    this.vertx = vertx;
    this.reader = reader;
    this.views = views;
    this.streams = streams;
    this.meters = meters;
  }

  /** Has a page read, after whatever has changed until then. */
  void ask(Page.Request request) {
    asking.add(request);
    wake();
  }

  /** For a wake-up that was lost, and for what was changed by hand. */
  @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void poll() {
    wake();
  }

  void stop(@Observes ShutdownEvent event) {
    stopping = true;
  }

  /** Returns at once; from any thread. */
  void wake() {
    if (!stopping && wakeUps.getAndIncrement() == 0) {
      var context = VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext());
      VertxContextSafetyToggle.setContextSafe(context, true);
      context.runOnContext(ignored -> turn(wakeUps.get()));
    }
  }

  private void turn(int woken) {
    Uni.createFrom()
        .deferred(() -> streams.isEmpty() ? rest() : look().chain(this::pages))
        .subscribe()
        .with(
            ignored -> goOn(woken),
            failure -> {
              LOG.warn(
                  "The streamed tables could not be read; the next look is in a second", failure);
              wakeUps.set(0);
            });
  }

  private void goOn(int woken) {
    if (stopping) {
      wakeUps.set(0);
    } else if (!asking.isEmpty() || !wakeUps.compareAndSet(woken, 0)) {
      turn(wakeUps.get());
    }
  }

  private Uni<Void> rest() {
    seen = null;
    told = Map.of();
    asking.clear();
    return Uni.createFrom().voidItem();
  }

  private Uni<Void> look() {
    var timer = Timer.start(meters);
    return (seen == null ? reader.now().invoke(this::begin).replaceWithVoid() : lookSince(seen))
        .invoke(() -> timer.stop(meters.timer("paydesk.stream.looks")));
  }

  private void begin(Snapshot now) {
    hand(now, List.of(), Batch.Kind.COMPLETE);
  }

  private Uni<Void> lookSince(Snapshot before) {
    return reader
        .since(before)
        .flatMap(
            reading -> {
              if (!reading.snapshot().follows(before)) {
                LOG.warn("The database is another one than before: streams begin afresh");
                return handed(reading, List.of(), Batch.Kind.ANOTHER_DATABASE);
              }
              if (reading.rows().size() > ChangeReader.MOST) {
                return handed(reading, List.of(), Batch.Kind.TOO_MUCH);
              }
              return views
                  .read(watched(reading))
                  .flatMap(changes -> handed(reading, changes, Batch.Kind.COMPLETE));
            });
  }

  private List<RowKey> watched(Reading reading) {
    return reading.rows().stream()
        .filter(row -> streams.areWatching(row.userId()))
        .map(Reading.Row::key)
        .toList();
  }

  private Uni<Void> handed(Reading reading, List<Change> changes, Batch.Kind kind) {
    hand(reading.snapshot(), changes, kind);
    return Uni.createFrom().voidItem();
  }

  private void hand(Snapshot now, List<Change> changes, Batch.Kind kind) {
    var news =
        changes.stream()
            .filter(change -> told.getOrDefault(change.key(), -1) < change.version())
            .toList();
    var versions = new HashMap<RowKey, Integer>();
    changes.forEach(change -> versions.put(change.key(), change.version()));
    told = versions;
    seen = now;
    news.forEach(
        change ->
            meters
                .counter("paydesk.stream.changes", "table", change.key().table().text())
                .increment());
    streams.advance(new Batch(now.horizon(), news, kind));
  }

  private Uni<Void> pages() {
    var some = new ArrayList<Uni<Void>>();
    while (some.size() < PAGES_A_TURN && !asking.isEmpty()) {
      some.add(page(asking.remove()));
    }
    return some.isEmpty()
        ? Uni.createFrom().voidItem()
        : Uni.join().all(some).andCollectFailures().replaceWithVoid();
  }

  private Uni<Void> page(Page.Request request) {
    var stream = request.stream();
    return read(request)
        .invoke(page -> stream.lane().run(() -> stream.take(request, page)))
        .replaceWithVoid()
        .onFailure()
        .recoverWithItem(
            failure -> {
              LOG.warn("A stream could not catch up; its reader comes back", failure);
              stream.lane().run(() -> stream.end(EndReason.UNAVAILABLE));
              return null;
            });
  }

  private Uni<Page> read(Page.Request request) {
    var interest = request.stream().interest();
    boolean reset = request.since() != null && !seen.follows(request.since());
    if (reset && !interest.isNamed()) {
      return Uni.createFrom().item(new Page(true, List.of(), null));
    }
    meters.counter("paydesk.stream.pages").increment();
    return reader
        .page(interest, request.from())
        .flatMap(
            reading ->
                views
                    .read(reading.rows().stream().map(Reading.Row::key).toList())
                    .map(changes -> new Page(reset, changes, behind(reading))));
  }

  private static Place behind(Reading reading) {
    var rows = reading.rows();
    return rows.size() < ChangeReader.PAGE ? null : rows.get(rows.size() - 1).place();
  }
}
