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
 */
@Embeddable
public record CollectionPause(
    @Column(name = "pause_behavior") String behavior,
    @Column(name = "pause_resumes_at") @Nullable Instant resumesAt) {

  /** Null while invoices are collected. */
  static @Nullable CollectionPause of(@Nullable Pause seen) {
    return seen == null ? null : new CollectionPause(seen.behavior(), seen.resumesAt());
  }
}
