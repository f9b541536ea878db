package io.paydesk.transaction;

import io.paydesk.trace.Trail;
import java.util.List;

/**
 * A row has come to a state that the app may follow with logic of its own.
 *
 * @param name of the state, such as {@code succeeded}
 * @param occurrence tells apart what a subject comes to several times, such as the invoice that is
 *     paid; else empty
 * @param subject the row
 * @param beside further rows that show whether the reactions are done
 * @param isOutcome whether these rows wait for the reactions; nothing waits for those to a failure
 * @param reason in Stripe's words; may be null
 * @param traceparent of what brought it about; null when that is not traced
 */
public record Transition(
    CallbackFlow flow,
    String name,
    String occurrence,
    CallbackRow subject,
    List<? extends CallbackRow> beside,
    boolean isOutcome,
    long orderId,
    String userId,
    String reason,
    String traceparent) {

  /** Of what is being done here. */
  public Transition(
      CallbackFlow flow,
      String name,
      String occurrence,
      CallbackRow subject,
      List<? extends CallbackRow> beside,
      boolean isOutcome,
      long orderId,
      String userId,
      String reason) {
    this(
        flow,
        name,
        occurrence,
        subject,
        beside,
        isOutcome,
        orderId,
        userId,
        reason,
        Trail.here().traceparent());
  }

  /** What a payment, a refund or a subscription is there for. */
  public static Transition outcome(
      CallbackFlow flow, String name, CallbackRow subject, long orderId, String userId) {
    return new Transition(flow, name, "", subject, List.of(), true, orderId, userId, null);
  }

  public static Transition failure(
      CallbackFlow flow,
      String name,
      String occurrence,
      CallbackRow subject,
      long orderId,
      String userId,
      String reason) {
    return new Transition(
        flow, name, occurrence, subject, List.of(), false, orderId, userId, reason);
  }

  /** What happens beside what a row is there for, such as a dispute; nothing waits for it. */
  public static Transition notice(
      CallbackFlow flow,
      String name,
      String occurrence,
      CallbackRow subject,
      long orderId,
      String userId,
      String reason) {
    return failure(flow, name, occurrence, subject, orderId, userId, reason);
  }

  /**
   * Tells the changes of one object of Stripe's apart.
   *
   * @param changes how many there were before this one
   */
  public static String occurrence(String stripeId, int changes) {
    return changes == 0 ? stripeId : stripeId + "#" + changes;
  }
}
