package io.paydesk.stream;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.paydesk.transaction.OwnContext;
import io.paydesk.transaction.WorkLoop;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads for all streams of this process, in turns: first what has changed since the turn before,
 * then the pages that streams have asked for. So a page is never older than the changes that its
 * stream got before it, and changes after it are never older than the page. Without streams it
 * reads nothing.
 */
@Singleton
class ChangeFeed {

  private static final Logger LOG = Logger.getLogger(ChangeFeed.class);

  /** Live streams wait while these are read. */
  private static final int PAGES_A_TURN = 8;

  /** Longer than the database lets a statement run: an answer later than this never comes. */
  private static final Duration LONGEST_TURN = Duration.ofSeconds(40);

  private final ChangeReader reader;
  private final ViewReader views;
  private final PageReader pages;
  private final Streams streams;
  private final MeterRegistry meters;

  private final Queue<StreamPage.Request> asking = new ConcurrentLinkedQueue<>();

  private final WorkLoop loop;

  private volatile long lastLook = System.nanoTime();

  /** Of the last look; null while there are no streams. */
  private @Nullable DatabaseSnapshot seen;

  /**
   * Versions that the last look has sent: a row may have been read later than the look that found
   * it.
   */
  private Map<RowKey, Integer> sentVersions = Map.of();

  ChangeFeed(
      OwnContext contexts,
      ChangeReader reader,
      ViewReader views,
      PageReader pages,
      Streams streams,
      MeterRegistry meters) {
    this.reader = reader;
    this.views = views;
    this.pages = pages;
    this.streams = streams;
    this.meters = meters;
    loop =
        new WorkLoop(
            contexts,
            LONGEST_TURN,
            () -> turn().replaceWith(() -> !asking.isEmpty()),
            failure ->
                LOG.warn(
                    "The streamed tables could not be read; they are tried again in a second",
                    failure));
    meters.gauge("paydesk.stream.behind.seconds", this, ChangeFeed::secondsBehind);
  }

  /** Since the last look that succeeded, while there are streams. */
  private double secondsBehind() {
    return streams.isEmpty() ? 0 : (System.nanoTime() - lastLook) / 1e9;
  }

  /** Queues a page. It is read after all changes up to then. */
  void ask(StreamPage.Request request) {
    asking.add(request);
    wake();
  }

  /** Finds what a lost wake-up, or a change by hand, has left. */
  @Scheduled(
      identity = "stream-poll",
      every = "${paydesk.stream.poll:1s}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void poll() {
    wake();
  }

  void stop(@Observes ShutdownEvent event) {
    loop.stop();
  }

  /** Returns at once; call it from any thread. */
  void wake() {
    loop.wake();
  }

  /**
   * Takes the requests for pages first and looks for changes then. So a page is never older than
   * the look, and the look knows every stream that has asked.
   */
  Uni<Void> turn() {
    return Uni.createFrom()
        .deferred(
            () -> {
              var requests = requests();
              if (requests.isEmpty() && streams.isEmpty()) {
                return rest();
              }
              return look()
                  .onFailure()
                  .invoke(failure -> asking.addAll(requests))
                  .chain(() -> pages(requests));
            });
  }

  private List<StreamPage.Request> requests() {
    var some = new ArrayList<StreamPage.Request>();
    while (some.size() < PAGES_A_TURN && !asking.isEmpty()) {
      var request = asking.remove();
      if (!request.stream().hasEnded()) {
        some.add(request);
      }
    }
    return some;
  }

  private Uni<Void> rest() {
    seen = null;
    sentVersions = Map.of();
    return Uni.createFrom().voidItem();
  }

  private Uni<Void> look() {
    var timer = Timer.start(meters);
    return (seen == null ? reader.now().invoke(this::begin).replaceWithVoid() : lookSince(seen))
        .invoke(() -> timer.stop(meters.timer("paydesk.stream.looks")));
  }

  private void begin(DatabaseSnapshot now) {
    hand(now, List.of(), Batch.Kind.COMPLETE);
  }

  private Uni<Void> lookSince(DatabaseSnapshot before) {
    return reader
        .since(before)
        .flatMap(
            reading -> {
              if (!reading.snapshot().follows(before)) {
                LOG.warn("The database is not the same as before: streams begin again");
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

  private void hand(DatabaseSnapshot now, List<Change> changes, Batch.Kind kind) {
    var news =
        changes.stream()
            .filter(change -> sentVersions.getOrDefault(change.key(), -1) < change.version())
            .toList();
    var versions = new HashMap<RowKey, Integer>();
    changes.forEach(change -> versions.put(change.key(), change.version()));
    sentVersions = versions;
    seen = now;
    lastLook = System.nanoTime();
    news.forEach(
        change ->
            meters
                .counter("paydesk.stream.changes", "table", change.key().table().text())
                .increment());
    streams.advance(new Batch(now.horizon(), news, kind));
  }

  private Uni<Void> pages(List<StreamPage.Request> requests) {
    if (requests.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    return Uni.join()
        .all(
            requests.stream()
                .map(request -> pages.answer(request, requireNonNull(seen), asking::add))
                .toList())
        .andCollectFailures()
        .replaceWithVoid();
  }
}
