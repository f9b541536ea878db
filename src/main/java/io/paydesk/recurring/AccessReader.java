package io.paydesk.recurring;

import io.paydesk.caller.Caller;
import io.paydesk.recurring.EntitlementPolicy.Terms;
import io.paydesk.stripe.StripeClock;
import io.paydesk.transaction.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Reads how far a subscription is paid, and how long it gives access: its period says neither. */
@Singleton
public class AccessReader {

  private final Transactions transactions;
  private final EntitlementConfig config;
  private final StripeClock clock;

  AccessReader(Transactions transactions, EntitlementConfig config, StripeClock clock) {
    this.transactions = transactions;
    this.config = config;
    this.clock = clock;
  }

  /**
   * What {@code GET /v1/users/{id}/entitlements} rests on, of one subscription.
   *
   * @param paidUntil the end of the last period that was paid; null where none is known
   * @param overdueSince when a payment became due that has not come; null where none is overdue, or
   *     nobody knows
   * @param until when access ends, unless more is paid; null where it gives none now
   */
  public record Times(
      @Nullable Instant paidUntil, @Nullable Instant overdueSince, @Nullable Instant until) {}

  /** Of a subscription that the caller may see. */
  public Uni<Times> of(long id, Caller caller) {
    return transactions
        .read(() -> RecurringPayment.<RecurringPayment>findById(id))
        .onItem()
        .ifNull()
        .failWith(() -> RecurringProblems.notFound(id))
        .invoke(row -> caller.mustSee(row.userId, row.orderId, "recurringPayment", id))
        .map(this::times);
  }

  private Times times(RecurringPayment row) {
    return new Times(
        paidUntil(row),
        row.status.isBehind() && row.pastDueSince == null ? row.paidUntil : row.pastDueSince,
        EntitlementPolicy.until(row, Terms.of(config), clock.now()));
  }

  /** Rows from before this was kept know their period alone. */
  private static @Nullable Instant paidUntil(RecurringPayment row) {
    return row.paidUntil == null && row.status == RecurringPaymentStatus.ACTIVE
        ? row.currentPeriodEnd
        : row.paidUntil;
  }
}
