package io.paydesk.recurring;

import io.paydesk.stripe.SubscriptionSnapshot.Pause;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * While paused, Stripe makes invoices and collects none of them.
 *
 * @param behavior what happens to the invoices, in Stripe's words
 * @param resumesAt null where no time is set
 * @param paidUntil what the release before reads instead of the row's own, as it may run beside
 *     this one
 */
@Embeddable
public record CollectionPause(
    @Column(name = "pause_behavior") String behavior,
    @Column(name = "pause_resumes_at") @Nullable Instant resumesAt,
    @Column(name = "paid_until") @Nullable Instant paidUntil) {

  /** Null while invoices are collected. */
  static @Nullable CollectionPause of(@Nullable Pause seen, @Nullable Instant paidUntil) {
    return seen == null ? null : new CollectionPause(seen.behavior(), seen.resumesAt(), paidUntil);
  }

  CollectionPause with(@Nullable Instant paid) {
    return new CollectionPause(behavior, resumesAt, paid);
  }
}
