package io.paydesk.webhook;

import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which callback an event type belongs to. */
@Singleton
class Callbacks {

  private final Map<String, StripeCallback<?>> byType = new HashMap<>();
  private final Set<String> standAlone = new HashSet<>();

  Callbacks(@All List<StripeCallback<?>> callbacks) {
    for (var callback : callbacks) {
      callback.types().forEach(type -> byType.put(type, callback));
      standAlone.addAll(callback.typesThatStandAlone());
    }
  }

  /** All types that a callback takes. */
  String[] types() {
    return byType.keySet().toArray(String[]::new);
  }

  /** Those of them that are applied without a look at Stripe. */
  String[] typesThatStandAlone() {
    return standAlone.toArray(String[]::new);
  }

  boolean standsAlone(Delivery delivery) {
    return standAlone.contains(delivery.type());
  }

  /** The callback for a type, or null when nothing here is for it. */
  StripeCallback<?> of(String type) {
    return byType.get(type);
  }
}
