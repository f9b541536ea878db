package io.paydesk.webhook;

import io.paydesk.problem.Refusal;
import io.paydesk.transaction.HomeContext;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * Stores what Stripe delivers, or makes Stripe deliver it again. After an insert that failed or did
 * not end, nothing is certain. But Stripe repeats whatever was not answered with 200, and a repeat
 * is stored once.
 */
@Singleton
class InboxDoor {

  /** Stripe stops waiting at some point too. */
  private static final Duration LONGEST = Duration.ofSeconds(10);

  private final Inbox inbox;
  private final Outage outage =
      new Outage("Events cannot be stored, so Stripe must deliver them again");

  InboxDoor(Inbox inbox) {
    this.inbox = inbox;
  }

  /**
   * @return whether it is new
   * @throws Refusal {@code inbox-away}, when PostgreSQL does not answer
   */
  Uni<Boolean> store(Envelope event) {
    return inbox
        .store(event)
        .ifNoItem()
        .after(LONGEST)
        .fail()
        .invoke(outage::end)
        .onFailure()
        .transform(this::refusal)
        .plug(HomeContext.back());
  }

  private Refusal refusal(Throwable failure) {
    if (Arrivals.isAboutAnEvent(failure)) {
      return Envelope.notAnEvent("PostgreSQL takes no such text or number");
    }
    outage.record(failure);
    return away();
  }

  static Refusal away() {
    return Refusal.of(
        "inbox-away",
        503,
        "The event cannot be stored now",
        "PostgreSQL does not answer. Deliver the event again: Stripe does so by itself.");
  }
}
