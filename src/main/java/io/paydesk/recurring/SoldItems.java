package io.paydesk.recurring;

import io.paydesk.stripe.SubscriptionSnapshot.Item;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/** All that a subscription sells. An object, as Hibernate Reactive keeps no JSON arrays. */
@RegisterForReflection
public record SoldItems(List<SoldItem> data) {

  static SoldItems of(List<Item> items) {
    return new SoldItems(items.stream().map(SoldItem::of).toList());
  }
}
