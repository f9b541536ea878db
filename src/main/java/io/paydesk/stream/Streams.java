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
import java.util.stream.Collectors;

/** All open streams of this process. */
@Singleton
class Streams {

  /** Counts streams that show everybody's rows, next to those of one user. */
  private static final String EVERYBODY = "";

  private final StreamConfig config;
  private final MeterRegistry meters;
  private final Map<Object, Lane> lanes = new ConcurrentHashMap<>();
  private final Map<String, Integer> watching = new ConcurrentHashMap<>();
  private final Map<Object, Integer> byHolder = new ConcurrentHashMap<>();
  private final Map<String, Integer> bySession = new ConcurrentHashMap<>();
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
    var holder = interest.holder();
    if (holder != null && byHolder.getOrDefault(holder, 0) >= config.limitPerUser()) {
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
    var holder = stream.interest().holder();
    int ofHolder = holder == null ? 0 : byHolder.merge(holder, 1, Integer::sum);
    watching.merge(watched(stream), 1, Integer::sum);
    var session = stream.interest().session();
    if (session != null) {
      bySession.merge(session, 1, Integer::sum);
    }
    stream.lane().add(stream);
    if (stopping) {
      stream.end(EndReason.SHUTTING_DOWN);
    } else if (all > config.limit() || ofHolder > config.limitPerUser()) {
      stream.end(EndReason.TOO_MANY_STREAMS);
    } else {
      stream.begin();
    }
  }

  void leave(ChangeStream stream) {
    stream.leave();
    stream.lane().remove(stream);
    var holder = stream.interest().holder();
    if (holder != null) {
      countDown(byHolder, holder);
    }
    countDown(watching, watched(stream));
    var session = stream.interest().session();
    if (session != null) {
      countDown(bySession, session);
    }
    open.decrementAndGet();
    meters.counter("paydesk.streams.ended", "reason", stream.ended().text()).increment();
  }

  private static <K> void countDown(Map<K, Integer> counts, K one) {
    counts.computeIfPresent(one, (key, count) -> count == 1 ? null : count - 1);
  }

  private static String watched(ChangeStream stream) {
    var user = stream.interest().userId();
    return user == null ? EVERYBODY : user;
  }

  boolean isEmpty() {
    return open.get() == 0;
  }

  /** Those by which streams were opened. */
  Set<Long> links() {
    return byHolder.keySet().stream()
        .filter(Long.class::isInstance)
        .map(Long.class::cast)
        .collect(Collectors.toSet());
  }

  /** Ends what such links have opened. */
  void endThoseBy(Set<Long> links) {
    end(
        stream -> stream.interest().link() != null && links.contains(stream.interest().link()),
        EndReason.TOKEN_EXPIRED);
  }

  /** Those by which streams were opened. */
  Set<String> sessions() {
    return Set.copyOf(bySession.keySet());
  }

  /** Ends what such sessions have opened. */
  void endThoseOf(Set<String> sessions) {
    end(
        stream ->
            stream.interest().session() != null && sessions.contains(stream.interest().session()),
        EndReason.TOKEN_EXPIRED);
  }

  /** Whether any stream may show a change of this user's row. */
  boolean areWatching(String userId) {
    return watching.containsKey(EVERYBODY) || watching.containsKey(userId);
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
