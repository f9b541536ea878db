package io.paydesk.stream;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The streams whose connections one event loop serves. Everything runs on that loop, one thing
 * after the other, so nothing is locked. What the feed sends arrives in the order in which it was
 * read.
 */
final class Lane {

  private static final Logger LOG = Logger.getLogger(Lane.class);

  private final Executor eventLoop;
  private final Set<ChangeStream> ofEverybody = new LinkedHashSet<>();
  private final Map<String, Set<ChangeStream>> byUser = new HashMap<>();

  private @Nullable Horizon horizon;

  /**
   * @param eventLoop runs its work one after the other
   */
  Lane(Executor eventLoop) {
    this.eventLoop = eventLoop;
  }

  /** From any thread. */
  void run(Runnable work) {
    eventLoop.execute(work);
  }

  /** Up to where all live streams of this lane have everything, or are being sent it. */
  @Nullable Horizon horizon() {
    return horizon;
  }

  void add(ChangeStream stream) {
    var user = stream.interest().userId();
    if (user == null) {
      ofEverybody.add(stream);
    } else {
      byUser.computeIfAbsent(user, ignored -> new LinkedHashSet<>()).add(stream);
    }
  }

  void remove(ChangeStream stream) {
    var user = stream.interest().userId();
    if (user == null) {
      ofEverybody.remove(stream);
    } else {
      byUser.computeIfPresent(
          user,
          (ignored, streams) -> {
            streams.remove(stream);
            return streams.isEmpty() ? null : streams;
          });
    }
  }

  void advance(Batch batch) {
    var touched = new LinkedHashSet<ChangeStream>();
    for (var change : batch.changes()) {
      Stream.concat(ofEverybody.stream(), byUser.getOrDefault(change.userId(), Set.of()).stream())
          .filter(stream -> stream.put(change))
          .forEach(touched::add);
    }
    if (batch.kind() == Batch.Kind.TOO_MUCH) {
      streams().forEach(ChangeStream::loseTrack);
      touched.addAll(streams());
    }
    horizon = batch.horizon();
    if (batch.kind() == Batch.Kind.ANOTHER_DATABASE) {
      streams().forEach(ChangeStream::startAfresh);
    }
    touched.forEach(Lane::flush);
  }

  /** If one reader fails, the others still get their events. */
  private static void flush(ChangeStream stream) {
    try {
      stream.flush();
    } catch (RuntimeException e) {
      LOG.error("A stream could not be written", e);
      stream.end(EndReason.UNAVAILABLE);
    }
  }

  void tick(Instant now, StreamConfig config) {
    streams().forEach(stream -> stream.tick(now, config));
  }

  /** A copy, as the caller may end some of them. */
  List<ChangeStream> streams() {
    var all = new ArrayList<>(ofEverybody);
    byUser.values().forEach(all::addAll);
    return all;
  }
}
