package io.paydesk.webhook;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Events that were lost with their process more than once. One of them may be what kills the
 * process, so only one is tried at a time, and after too many attempts none.
 */
@Singleton
class Suspects {

  /** From this many losses on, an event is suspicious. */
  static final int LOST = 2;

  private final Inbox inbox;

  /** The id of the one that is being tried; null when none is. */
  private final AtomicReference<@Nullable String> tried = new AtomicReference<>();

  Suspects(Inbox inbox) {
    this.inbox = inbox;
  }

  /** Whether one may be claimed: while one is tried, however long, no other is. */
  boolean hasRoom() {
    return tried.get() == null;
  }

  /**
   * @return those to try now
   */
  Uni<List<ClaimedEvent>> sift(UUID claim, List<ClaimedEvent> claimed) {
    var sound = new ArrayList<ClaimedEvent>();
    var others = new ArrayList<ClaimedEvent>();
    var hopeless = new ArrayList<ClaimedEvent>();
    ClaimedEvent one = null;
    for (var event : claimed) {
      if (event.lost() >= Inbox.MOST_LOST) {
        hopeless.add(event);
      } else if (event.lost() < LOST) {
        sound.add(event);
      } else if (one == null && hasRoom()) {
        one = event;
        sound.add(event);
      } else {
        others.add(event);
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
   * @param events whose attempt has ended, in any way
   * @return whether there is room again for one
   */
  boolean end(List<ClaimedEvent> events) {
    var id = tried.get();
    return id != null
        && events.stream().anyMatch(event -> event.id().equals(id))
        && tried.compareAndSet(id, null);
  }
}
