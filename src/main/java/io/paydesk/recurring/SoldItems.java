package io.paydesk.recurring;

import io.paydesk.stripe.SubscriptionSnapshot.Item;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/**
 * All that a subscription sells. It wraps a list, as Hibernate Reactive stores only objects in a
 * JSON column.
 */
@RegisterForReflection
public record SoldItems(List<SoldItem> data) {

  static SoldItems of(List<Item> items) {
    return new SoldItems(items.stream().map(SoldItem::of).toList());
  }
}
