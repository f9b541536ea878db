package io.paydesk.recurring;

import io.paydesk.stripe.InvoiceLine;
import io.paydesk.stripe.SubscriptionSnapshot;
import io.paydesk.stripe.SubscriptionSnapshot.Item;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.MappedSuperclass;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/**
 * What a subscription sells, and for how long: our own item, which it began with, and whatever was
 * added at Stripe. Our item is identified by its id: if its price is swapped, it has the new price,
 * and no add-on is mistaken for it.
 */
@MappedSuperclass
public abstract class SoldRow extends BegunRow {

  /** The price of our own item; so is the quantity. */
  public String priceId;

  /** Zero once our own item was removed at Stripe. */
  public int quantity = 1;

  public @Nullable String subscriptionItemId;

  /** All items; null until Stripe has answered. */
  @JdbcTypeCode(SqlTypes.JSON)
  public @Nullable SoldItems items;

  /** Null where Stripe does not state it, or has not yet. */
  @Embedded public @Nullable MonthlyRevenue monthly;

  public @Nullable Instant currentPeriodStart;

  public @Nullable Instant currentPeriodEnd;

  public @Nullable Instant trialEnd;

  public boolean cancelAtPeriodEnd;

  @Embedded public Ending ending;

  /** Null while its invoices are collected. */
  @Embedded public @Nullable CollectionPause pause;

  /** Until when our own item is paid for; null where that is not known. */
  @Column(name = "paid_through")
  public @Nullable Instant paidUntil;

  public @Nullable Instant canceledAt;

  /** When it ends, or ended; null where neither is known. */
  public @Nullable Instant endsAt() {
    if (ending != null && (ending.endedAt() != null || ending.cancelAt() != null)) {
      return ending.endedAt() == null ? ending.cancelAt() : ending.endedAt();
    }
    return cancelAtPeriodEnd ? currentPeriodEnd : null;
  }

  /**
   * Our own item, or null where Stripe does not show it. Before its id is known, it is the item of
   * our price, or else the only or the oldest one. If it was removed, an item that was added at the
   * same time replaces it.
   */
  @Nullable Item own(SubscriptionSnapshot seen) {
    var own =
        those(seen.items(), item -> item.id() != null && item.id().equals(subscriptionItemId))
            .findFirst()
            .orElse(null);
    if (own != null || subscriptionItemId != null && seen.moreItems()) {
      return own;
    }
    var possible =
        subscriptionItemId == null
            ? seen.items()
            : those(seen.items(), item -> !isKnown(item.id())).toList();
    return those(possible, item -> Objects.equals(item.priceId(), priceId))
        .findFirst()
        .orElseGet(() -> subscriptionItemId == null ? oldest(possible) : only(possible));
  }

  private static Stream<Item> those(List<Item> items, Predicate<Item> fits) {
    return items.stream().filter(fits);
  }

  private boolean isKnown(@Nullable String itemId) {
    return items != null
        && items.data().stream().anyMatch(item -> Objects.equals(item.id(), itemId));
  }

  private static @Nullable Item only(List<Item> possible) {
    return possible.size() == 1 ? possible.get(0) : null;
  }

  private static @Nullable Item oldest(List<Item> possible) {
    return possible.stream()
        .min(Comparator.comparing(Item::createdAt, Comparator.nullsLast(Comparator.naturalOrder())))
        .orElse(null);
  }

  /** Takes over what is sold, except the price: a user has each price only once. */
  void sell(SubscriptionSnapshot seen) {
    if (seen.items().isEmpty()) {
      return;
    }
    var own = own(seen);
    if (own == null && seen.moreItems()) {
      return;
    }
    quantity = own == null ? 0 : (int) Math.min(own.quantity(), Integer.MAX_VALUE);
    var shown = own == null ? seen.items().get(0) : own;
    currentPeriodStart = shown.periodStart();
    currentPeriodEnd = shown.periodEnd();
    if (own != null && own.id() != null) {
      subscriptionItemId = own.id();
    }
    items = SoldItems.of(seen.items());
    monthly = seen.moreItems() ? monthly : MonthlyRevenue.of(seen.items());
  }

  /** Takes over how long it lasts. Call it after {@link #sell}. */
  void last(SubscriptionSnapshot seen) {
    trialEnd = seen.trialEnd();
    cancelAtPeriodEnd = seen.end().withPeriod();
    ending = Ending.of(seen.end());
    paidUntil =
        PaidTime.after(paidUntil, seen, subscriptionItemId, currentPeriodStart, currentPeriodEnd);
    pause = CollectionPause.of(seen.pause(), paidUntil);
    canceledAt = seen.canceledAt();
  }

  /** One more invoice is paid. */
  void payFor(InvoiceLine line) {
    paidUntil = PaidTime.with(paidUntil, line);
    pause = pause == null ? null : pause.with(paidUntil);
  }
}
