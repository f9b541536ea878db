package io.paydesk.webhook;

import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which callback an event type belongs to. */
@Singleton
class Callbacks {

  private final Map<String, StripeCallback<?>> byType = new HashMap<>();

  Callbacks(@All List<StripeCallback<?>> callbacks) {
    for (var callback : callbacks) {
      callback.types().forEach(type -> byType.put(type, callback));
    }
  }

  /** All types that a callback takes. */
  String[] types() {
    return byType.keySet().toArray(String[]::new);
  }

  /** The callback for a type, or null when nothing here is for it. */
  StripeCallback<?> of(String type) {
    return byType.get(type);
  }
}
