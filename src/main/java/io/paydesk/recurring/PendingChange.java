package io.paydesk.recurring;

import io.paydesk.stripe.SubscriptionSnapshot;
import jakarta.persistence.Embeddable;
import java.time.Instant;

/**
 * A quantity that counts once the invoice of the difference is paid.
 *
 * @param until when Stripe gives it up, if nobody has paid
 */
@Embeddable
public record PendingChange(Integer quantity, Instant until) {

  /** Null where no change of what is sold at this price waits. */
  static PendingChange of(SubscriptionSnapshot seen, String priceId) {
    var waits = seen.pending();
    var quantity = waits == null ? null : waits.quantityOf(seen.item(priceId));
    return quantity == null
        ? null
        : new PendingChange((int) Math.min(quantity, Integer.MAX_VALUE), waits.expiresAt());
  }

  boolean isOf(Integer wanted) {
    return quantity.equals(wanted);
  }
}
