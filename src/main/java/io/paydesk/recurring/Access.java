package io.paydesk.recurring;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether a subscription gives access, as the app was last told.
 *
 * @param times how often access has begun
 * @param until when it ends, unless Stripe reports something else; null where there is no access
 */
@Embeddable
public record Access(
    @Column(name = "gives_access") Boolean given,
    @Column(name = "accesses") Integer times,
    @Column(name = "access_until") @Nullable Instant until) {

  /** Rows from before this was kept: their status says whether they started. */
  static Access of(RecurringPayment row) {
    if (row.access != null && row.access.given != null) {
      return row.access;
    }
    boolean ran = row.status.isRunning();
    boolean isOver = row.status == RecurringPaymentStatus.CANCELED;
    return new Access(ran, row.revivals + (ran || isOver ? 1 : 0), null);
  }

  /**
   * @param next until when it gives access now
   */
  Access then(@Nullable Instant next) {
    return new Access(next != null, times + (next != null && !given ? 1 : 0), next);
  }
}
