package io.paydesk.recurring;

import io.paydesk.stripe.SubscriptionSnapshot;
import io.paydesk.stripe.SubscriptionSnapshot.LatestInvoice;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.Instant;

/**
 * Stripe makes invoices and collects none of them.
 *
 * @param behavior what becomes of the invoices, in Stripe's words
 * @param resumesAt null where nobody said
 * @param paidUntil what was paid for before lasts until then
 */
@Embeddable
public record CollectionPause(
    @Column(name = "pause_behavior") String behavior,
    @Column(name = "pause_resumes_at") Instant resumesAt,
    @Column(name = "paid_until") Instant paidUntil) {

  /**
   * Null while invoices are collected.
   *
   * @param before as it was known; null when it was not paused
   */
  static CollectionPause after(
      CollectionPause before,
      SubscriptionSnapshot seen,
      Instant currentPeriodStart,
      Instant currentPeriodEnd) {
    if (seen.pause() == null) {
      return null;
    }
    return new CollectionPause(
        seen.pause().behavior(),
        seen.pause().resumesAt(),
        paidUntil(before, seen.latestInvoice(), currentPeriodStart, currentPeriodEnd));
  }

  /**
   * Periods that begin meanwhile are not paid for, unless somebody pays their invoice after all.
   */
  private static Instant paidUntil(
      CollectionPause before, LatestInvoice latest, Instant start, Instant end) {
    boolean renewal = latest != null && latest.isRenewal();
    if (renewal && latest.isPaid()) {
      return end;
    }
    if (before != null && before.paidUntil != null) {
      return before.paidUntil;
    }
    return renewal ? start : end;
  }
}
