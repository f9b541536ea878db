package io.paydesk.actionflow;

import io.paydesk.recurring.EntitlementsView.Entitlement;
import io.paydesk.transaction.CallbackFlow;
import java.time.Instant;
import java.util.List;

/**
 * One reaction to one change.
 *
 * @param id stays the same in each attempt: what to make an effect idempotent by
 * @param transition what happened, such as {@code succeeded}
 * @param attempt from 1
 * @param processedBefore whether an attempt before this one began, so that its effect may be there
 * @param reason in Stripe's words: an invoice's billing reason, or the code of a failure; may be
 *     null
 * @param about Stripe's id of what the change is about where that is not the row itself: the
 *     dispute, the early fraud warning, the invoice that was paid, the declined charge; else null
 * @param happenedAt when the change was committed here
 * @param entitlements what the user may use now by subscriptions, as {@code GET
 *     /v1/users/{userId}/entitlements} says
 */
public record CallbackRun(
    String id,
    CallbackFlow flow,
    String transition,
    int attempt,
    boolean processedBefore,
    String reason,
    String about,
    Instant happenedAt,
    List<Entitlement> entitlements) {

  /** About the row itself. */
  public CallbackRun(
      String id,
      CallbackFlow flow,
      String transition,
      int attempt,
      boolean processedBefore,
      String reason,
      Instant happenedAt,
      List<Entitlement> entitlements) {
    this(id, flow, transition, attempt, processedBefore, reason, null, happenedAt, entitlements);
  }
}
