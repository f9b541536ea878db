package io.paydesk.webhook;

import io.paydesk.transaction.OwnContext;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import jakarta.inject.Singleton;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Applies events that need Stripe to be asked first, beside the others and a few subjects at a
 * time: a slow answer delays only the subjects of its own group. While all places are taken, no
 * more such events are claimed: beside what is at work, at most one claim waits here, the others in
 * the inbox.
 */
@Singleton
class AskingEvents {

  private static final Logger LOG = Logger.getLogger(AskingEvents.class);

  /**
   * Groups at work at once. Each ends in a transaction, so they share the connection pool with
   * requests.
   */
  private static final int AT_ONCE = 8;

  /** The most subjects that share a transaction. */
  private static final int MOST_SUBJECTS = 16;

  private final OwnContext contexts;
  private final Lease lease;
  private final InboxBatch batch;
  private final Suspects suspects;

  private final Queue<UniEmitter<? super Void>> waiting = new ArrayDeque<>();
  private int atWork;

  AskingEvents(OwnContext contexts, Lease lease, InboxBatch batch, Suspects suspects) {
    this.contexts = contexts;
    this.lease = lease;
    this.batch = batch;
    this.suspects = suspects;
  }

  /** Whether no more such events may be claimed for now. */
  synchronized boolean isFull() {
    return atWork >= AT_ONCE;
  }

  /**
   * Returns at once.
   *
   * @param roomAgain runs when there is room again after there was none
   */
  void begin(
      UUID claim, StripeCallback<?> callback, List<ClaimedEvent> events, Runnable roomAgain) {
    for (var some : parts(events)) {
      lease
          .during(claim, some, () -> atItsTurn(() -> batch.work(claim, callback, some), roomAgain))
          .onTermination()
          .invoke(() -> end(some, roomAgain))
          .subscribe()
          .with(
              done -> {},
              failure ->
                  LOG.warn(
                      "The outcome of some events could not be stored: they are retried", failure));
    }
  }

  private void end(List<ClaimedEvent> some, Runnable roomAgain) {
    if (suspects.end(some)) {
      roomAgain.run();
    }
  }

  /** Events of one subject stay together. */
  private static List<List<ClaimedEvent>> parts(List<ClaimedEvent> events) {
    var groups =
        events.stream()
            .collect(
                Collectors.groupingBy(
                    ClaimedEvent::group, LinkedHashMap::new, Collectors.toList()));
    int subjects = Math.min(MOST_SUBJECTS, (groups.size() + AT_ONCE - 1) / AT_ONCE);
    var parts = new ArrayList<List<ClaimedEvent>>();
    int n = 0;
    for (var group : groups.values()) {
      if (n++ % subjects == 0) {
        parts.add(new ArrayList<>());
      }
      parts.get(parts.size() - 1).addAll(group);
    }
    return parts;
  }

  private Uni<Void> atItsTurn(Supplier<Uni<Void>> work, Runnable roomAgain) {
    return Uni.createFrom()
        .<Void>emitter(this::await)
        .flatMap(
            turn ->
                contexts
                    .<Void>run(() -> work.get())
                    .ifNoItem()
                    .after(InboxWorker.LONGEST)
                    .fail()
                    .onTermination()
                    .invoke(() -> leave(roomAgain)));
  }

  private void await(UniEmitter<? super Void> turn) {
    synchronized (this) {
      if (atWork >= AT_ONCE) {
        waiting.add(turn);
        return;
      }
      atWork++;
    }
    turn.complete(null);
  }

  private void leave(Runnable roomAgain) {
    UniEmitter<? super Void> next;
    synchronized (this) {
      next = waiting.poll();
      if (next == null) {
        atWork--;
      }
    }
    if (next == null) {
      roomAgain.run();
    } else {
      next.complete(null);
    }
  }
}
