package io.paydesk.recurring;

import io.paydesk.stripe.SubscriptionSnapshot;
import io.paydesk.stripe.SubscriptionSnapshot.Item;
import jakarta.persistence.Embeddable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A quantity that takes effect once its invoice is paid.
 *
 * @param until when Stripe drops it, if nobody has paid
 */
@Embeddable
public record PendingChange(Integer quantity, Instant until) {

  /**
   * Null where this item has no pending change.
   *
   * @param item null where there is none
   */
  static @Nullable PendingChange of(SubscriptionSnapshot seen, @Nullable Item item) {
    var waits = seen.pending();
    if (waits == null || item == null) {
      return null;
    }
    var quantity = waits.quantityOf(item);
    return quantity == null
        ? null
        : new PendingChange((int) Math.min(quantity, Integer.MAX_VALUE), waits.expiresAt());
  }

  boolean isOf(Integer wanted) {
    return quantity.equals(wanted);
  }
}
