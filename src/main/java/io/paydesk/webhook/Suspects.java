package io.paydesk.webhook;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Events that were lost with their process more than once. One of them may be what ends the
 * process, so no more than one is tried at a time, and in the end none.
 */
@Singleton
class Suspects {

  /** Lost so often, an event is suspicious. */
  static final int LOST = 2;

  private final Inbox inbox;

  /** The id of the one that is tried; null when none is. */
  private final AtomicReference<String> tried = new AtomicReference<>();

  Suspects(Inbox inbox) {
    this.inbox = inbox;
  }

  /** Whether one may be claimed: while one is tried, for however long, no other is. */
  boolean hasRoom() {
    return tried.get() == null;
  }

  /**
   * @return those that are to be tried now
   */
  Uni<List<ClaimedEvent>> sift(UUID claim, List<ClaimedEvent> claimed) {
    var sound = new ArrayList<ClaimedEvent>();
    var others = new ArrayList<ClaimedEvent>();
    var hopeless = new ArrayList<ClaimedEvent>();
    ClaimedEvent one = null;
    for (var delivery : claimed) {
      if (delivery.lost() >= Inbox.MOST_LOST) {
        hopeless.add(delivery);
      } else if (delivery.lost() < LOST) {
        sound.add(delivery);
      } else if (one == null && hasRoom()) {
        one = delivery;
        sound.add(delivery);
      } else {
        others.add(delivery);
      }
    }
    var chosen = one;
    return inbox
        .giveUp(claim, hopeless, "each try ended with the process")
        .flatMap(done -> inbox.release(claim, others))
        .invoke(() -> tried.set(chosen == null ? tried.get() : chosen.id()))
        .replaceWith(sound);
  }

  /**
   * @param deliveries whose try has ended, however it did
   * @return whether another may be claimed now that could not before
   */
  boolean end(List<ClaimedEvent> deliveries) {
    var id = tried.get();
    return id != null
        && deliveries.stream().anyMatch(delivery -> delivery.id().equals(id))
        && tried.compareAndSet(id, null);
  }
}
