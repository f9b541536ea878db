package io.paydesk.webhook;

import io.paydesk.transaction.OwnContext;
import io.paydesk.transaction.WorkLoop;
import io.paydesk.webhook.Inbox.Room;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Takes waiting events from the inbox, one batch at a time in each process. Several processes may
 * do so at once. Inserts of this process wake it; it also polls for events that another process
 * left behind and for those that are due again.
 */
@Singleton
class InboxWorker {

  private static final int BATCH = 100;

  /** Work that takes longer never ends, and must not hold up other work. */
  static final Duration LONGEST = Duration.ofMinutes(3);

  private final Inbox inbox;
  private final InboxBatch batch;
  private final Lease lease;
  private final AskingEvents asking;
  private final Suspects suspects;
  private final Callbacks callbacks;

  private final WorkLoop loop;
  private final Outage outage = new Outage("The inbox could not be read");

  InboxWorker(
      OwnContext contexts,
      Inbox inbox,
      InboxBatch batch,
      Lease lease,
      AskingEvents asking,
      Suspects suspects,
      Callbacks callbacks) {
    this.inbox = inbox;
    this.batch = batch;
    this.lease = lease;
    this.asking = asking;
    this.suspects = suspects;
    this.callbacks = callbacks;
    loop = new WorkLoop(contexts, LONGEST, this::round, outage::record);
  }

  @Scheduled(every = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void poll() {
    wake();
  }

  void stopEarly(@Observes ShutdownDelayInitiatedEvent event) {
    loop.stop();
  }

  void stop(@Observes ShutdownEvent event) {
    loop.stop();
  }

  /** Returns at once. */
  void wake() {
    loop.wake();
  }

  /** After a full batch there may be more to claim. */
  private Uni<Boolean> round() {
    var claim = UUID.randomUUID();
    var room = new Room(!asking.isFull(), suspects.hasRoom());
    return inbox
        .claim(claim, BATCH, callbacks.types(), room)
        .call(claimed -> work(claim, claimed))
        .invoke(outage::end)
        .map(claimed -> claimed.size() == BATCH);
  }

  /** Ends when the events that stand alone are done; the others go on. */
  private Uni<Void> work(UUID claim, List<ClaimedEvent> claimed) {
    if (claimed.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    return lease
        .during(claim, claimed, () -> suspects.sift(claim, claimed))
        .invoke(
            sound ->
                byCallback(sound, false)
                    .forEach((callback, its) -> asking.begin(claim, callback, its, this::wake)))
        .flatMap(
            sound ->
                lease
                    .during(claim, sound, () -> apply(claim, sound))
                    .onTermination()
                    .invoke(() -> end(alone(sound))));
  }

  private void end(List<ClaimedEvent> events) {
    if (suspects.end(events)) {
      wake();
    }
  }

  private static List<ClaimedEvent> alone(List<ClaimedEvent> events) {
    return events.stream().filter(ClaimedEvent::standsAlone).toList();
  }

  private Uni<Void> apply(UUID claim, List<ClaimedEvent> sound) {
    return Multi.createFrom()
        .iterable(byCallback(sound, true).entrySet())
        .onItem()
        .transformToUniAndConcatenate(entry -> batch.work(claim, entry.getKey(), entry.getValue()))
        .collect()
        .asList()
        .replaceWithVoid();
  }

  private Map<StripeCallback<?>, List<ClaimedEvent>> byCallback(
      List<ClaimedEvent> events, boolean alone) {
    return events.stream()
        .filter(event -> event.standsAlone() == alone)
        .collect(
            Collectors.groupingBy(
                event -> callbacks.of(event.type()), LinkedHashMap::new, Collectors.toList()));
  }
}
