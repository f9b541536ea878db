package io.paydesk.payment;

import io.paydesk.transaction.TransitionKind;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a dispute's status means to the shop. Stripe has several statuses for some of these, and may
 * add more.
 *
 * @see <a href="https://docs.stripe.com/api/disputes/object#dispute_object-status">statuses</a>
 */
public enum DisputePhase {
  /** The bank asks, and has taken nothing yet. */
  INQUIRY(TransitionKind.INQUIRY_OPENED),
  INQUIRY_CLOSED(TransitionKind.INQUIRY_CLOSED),
  /** The bank has taken the money until the dispute is decided. */
  DISPUTED(TransitionKind.DISPUTED),
  /** The decision is appealed. */
  APPEALED(TransitionKind.DISPUTE_APPEALED),
  WON(TransitionKind.DISPUTE_WON),
  LOST(TransitionKind.DISPUTE_LOST),
  /** It was resolved before it became a dispute. */
  PREVENTED(TransitionKind.DISPUTE_PREVENTED),
  /** A status that this version does not know. */
  UNFAMILIAR(null);

  private static final Map<String, DisputePhase> BY_STATUS =
      Map.ofEntries(
          Map.entry("warning_needs_response", INQUIRY),
          Map.entry("warning_under_review", INQUIRY),
          Map.entry("warning_closed", INQUIRY_CLOSED),
          Map.entry("needs_response", DISPUTED),
          Map.entry("under_review", DISPUTED),
          Map.entry("appeal_needs_response", APPEALED),
          Map.entry("appeal_under_review", APPEALED),
          Map.entry("won", WON),
          Map.entry("lost", LOST),
          Map.entry("prevented", PREVENTED));

  private final @Nullable TransitionKind transition;

  DisputePhase(@Nullable TransitionKind transition) {
    this.transition = transition;
  }

  public static DisputePhase of(String status) {
    return BY_STATUS.getOrDefault(status, UNFAMILIAR);
  }

  /**
   * The transition that the app follows when a dispute gets here; null where the status is not
   * known.
   */
  public @Nullable TransitionKind transition() {
    return transition;
  }

  boolean isOpen() {
    return switch (this) {
      case INQUIRY, DISPUTED, APPEALED, UNFAMILIAR -> true;
      case INQUIRY_CLOSED, WON, LOST, PREVENTED -> false;
    };
  }
}
