package io.paydesk.stream;

import io.micrometer.core.instrument.MeterRegistry;
import io.paydesk.problem.Refusal;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** All open streams of this process. */
@Singleton
class Streams {

  /** Counts streams that show everybody's rows, next to those of one user. */
  private static final String EVERYBODY = "";

  private final StreamConfig config;
  private final MeterRegistry meters;
  private final Map<Object, Lane> lanes = new ConcurrentHashMap<>();
  private final Map<String, Integer> byUser = new ConcurrentHashMap<>();
  private final Map<Long, Integer> byLink = new ConcurrentHashMap<>();
  private final AtomicInteger open = new AtomicInteger();

  private volatile boolean stopping;

  Streams(StreamConfig config, MeterRegistry meters) {
    this.config = config;
    this.meters = meters;
    meters.gauge("paydesk.streams.open", open);
  }

  /**
   * @throws Refusal where this process has as many streams as it may have
   */
  void admit(Interest interest) {
    if (open.get() >= config.limit()) {
      throw StreamProblems.tooMany(config.limit());
    }
    if (!interest.seesAll() && byUser.getOrDefault(interest.userId(), 0) >= config.limitPerUser()) {
      throw StreamProblems.tooManyOfUser(config.limitPerUser());
    }
  }

  /**
   * @param eventLoop names the lane
   * @param runner runs work there, one after the other
   */
  Lane laneOf(Object eventLoop, Executor runner) {
    return lanes.computeIfAbsent(eventLoop, ignored -> new Lane(runner));
  }

  /**
   * Call it on the lane's event loop, like everything that follows. A stream that was admitted
   * together with too many others, or while this process stops, is ended here: its browser then
   * comes back by itself, as it would not after a refusal.
   */
  void enter(ChangeStream stream) {
    int all = open.incrementAndGet();
    int ofUser = byUser.merge(counted(stream), 1, Integer::sum);
    var link = stream.interest().link();
    if (link != null) {
      byLink.merge(link, 1, Integer::sum);
    }
    stream.lane().add(stream);
    if (stopping) {
      stream.end(EndReason.SHUTTING_DOWN);
    } else if (all > config.limit()
        || !stream.interest().seesAll() && ofUser > config.limitPerUser()) {
      stream.end(EndReason.TOO_MANY_STREAMS);
    } else {
      stream.begin();
    }
  }

  void leave(ChangeStream stream) {
    stream.leave();
    stream.lane().remove(stream);
    byUser.computeIfPresent(counted(stream), (user, count) -> count == 1 ? null : count - 1);
    var link = stream.interest().link();
    if (link != null) {
      byLink.computeIfPresent(link, (id, count) -> count == 1 ? null : count - 1);
    }
    open.decrementAndGet();
    meters.counter("paydesk.streams.ended", "reason", stream.ended().text()).increment();
  }

  private static @Nullable String counted(ChangeStream stream) {
    return stream.interest().seesAll() ? EVERYBODY : stream.interest().userId();
  }

  boolean isEmpty() {
    return open.get() == 0;
  }

  /** Those by which streams were opened. */
  Set<Long> links() {
    return Set.copyOf(byLink.keySet());
  }

  /** Ends what such links have opened. */
  void endThoseBy(Set<Long> links) {
    end(
        stream -> stream.interest().link() != null && links.contains(stream.interest().link()),
        EndReason.TOKEN_EXPIRED);
  }

  /** Whether any stream may show a change of this user's row. */
  boolean areWatching(String userId) {
    return byUser.containsKey(EVERYBODY) || byUser.containsKey(userId);
  }

  void advance(Batch batch) {
    lanes.values().forEach(lane -> lane.run(() -> lane.advance(batch)));
  }

  @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void tick() {
    var now = Instant.now();
    lanes.values().forEach(lane -> lane.run(() -> lane.tick(now, config)));
  }

  void stopEarly(@Observes ShutdownDelayInitiatedEvent event) {
    endAll();
  }

  void stop(@Observes ShutdownEvent event) {
    endAll();
  }

  private void endAll() {
    stopping = true;
    end(stream -> true, EndReason.SHUTTING_DOWN);
  }

  private void end(Predicate<ChangeStream> which, EndReason reason) {
    lanes
        .values()
        .forEach(
            lane ->
                lane.run(
                    () ->
                        lane.streams().stream()
                            .filter(which)
                            .forEach(stream -> stream.end(reason))));
  }
}
