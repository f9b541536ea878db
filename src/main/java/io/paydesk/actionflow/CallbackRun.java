package io.paydesk.actionflow;

import io.paydesk.recurring.EntitlementsView.Entitlement;
import io.paydesk.transaction.CallbackFlow;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One reaction to one change.
 *
 * @param id stays the same in each attempt: use it to make effects idempotent
 * @param transition what happened, such as {@code succeeded}
 * @param attempt from 1
 * @param processedBefore whether an earlier attempt began, so its effect may be there already
 * @param reason in Stripe's words: an invoice's billing reason, or the code of a failure; of an
 *     order, why it was canceled
 * @param about Stripe's id of the dispute, early fraud warning, saved payment method, paid invoice
 *     or declined charge that the change is about; null where it is about the row itself
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
    @Nullable String reason,
    @Nullable String about,
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
