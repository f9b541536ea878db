package io.paydesk.actionflow;

import io.paydesk.changed.CallbackFlow;
import io.paydesk.recurring.EntitlementsView.Entitlement;
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
    Instant happenedAt,
    List<Entitlement> entitlements) {}
