package io.paydesk.recurring;

import io.paydesk.stripe.SubscriptionSnapshot.Item;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One price that a subscription sells, as it is kept in the row.
 *
 * @param id Stripe's subscription item; null in older rows
 * @param periodEnd in seconds since 1970; null where Stripe has not stated it
 */
@RegisterForReflection
public record SoldItem(
    @Nullable String id, String priceId, int quantity, @Nullable Long periodEnd) {

  static SoldItem of(Item item) {
    return new SoldItem(
        item.id(),
        item.priceId(),
        (int) Math.min(item.quantity(), Integer.MAX_VALUE),
        item.periodEnd() == null ? null : item.periodEnd().getEpochSecond());
  }

  @Nullable Instant paidUntil() {
    return periodEnd == null ? null : Instant.ofEpochSecond(periodEnd);
  }
}
