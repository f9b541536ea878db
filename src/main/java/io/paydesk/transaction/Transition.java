package io.paydesk.transaction;

import io.paydesk.trace.Trail;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row has reached a state that the app's own logic may follow.
 *
 * @param kind what has happened to it
 * @param occurrence tells repeats of one state apart, for example by the paid invoice; else empty
 * @param subject the row
 * @param beside further rows that show callbackProcessed
 * @param isOutcome whether callbackProcessed of these rows waits for the logic; it does not for a
 *     failure
 * @param reason in Stripe's words
 * @param traceparent of what caused it; null when that is not traced
 */
public record Transition(
    TransitionKind kind,
    String occurrence,
    CallbackRow subject,
    List<? extends CallbackRow> beside,
    boolean isOutcome,
    long orderId,
    String userId,
    @Nullable String reason,
    @Nullable String traceparent) {

  public CallbackFlow flow() {
    return kind.flow();
  }

  /** The state that it has reached, such as {@code succeeded}. */
  public String name() {
    return kind.text();
  }

  /** With the current trail. */
  public Transition(
      TransitionKind kind,
      String occurrence,
      CallbackRow subject,
      List<? extends CallbackRow> beside,
      boolean isOutcome,
      long orderId,
      String userId,
      @Nullable String reason) {
    this(
        kind,
        occurrence,
        subject,
        beside,
        isOutcome,
        orderId,
        userId,
        reason,
        Trail.here().traceparent());
  }

  /** The state that a payment, refund or subscription is made for. */
  public static Transition outcome(
      TransitionKind kind, CallbackRow subject, long orderId, String userId) {
    return new Transition(kind, "", subject, List.of(), true, orderId, userId, null);
  }

  public static Transition failure(
      TransitionKind kind,
      String occurrence,
      CallbackRow subject,
      long orderId,
      String userId,
      @Nullable String reason) {
    return new Transition(kind, occurrence, subject, List.of(), false, orderId, userId, reason);
  }

  /** What happens besides that, such as a dispute: callbackProcessed does not wait for it. */
  public static Transition notice(
      TransitionKind kind,
      String occurrence,
      CallbackRow subject,
      long orderId,
      String userId,
      @Nullable String reason) {
    return failure(kind, occurrence, subject, orderId, userId, reason);
  }

  /**
   * Tells the changes of one Stripe object apart.
   *
   * @param changes how many there were before this one
   */
  public static String occurrence(String stripeId, int changes) {
    return changes == 0 ? stripeId : stripeId + "#" + changes;
  }
}
