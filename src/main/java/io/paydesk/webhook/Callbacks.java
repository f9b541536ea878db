package io.paydesk.webhook;

import static java.util.Objects.requireNonNull;

import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the callback of an event type. */
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

  /** All types that callbacks take, by each of their names. */
  String[] types() {
    return byType.keySet().stream()
        .flatMap(type -> EventTypes.names(type).stream())
        .toArray(String[]::new);
  }

  /** Whether the event is applied without asking Stripe. */
  boolean standsAlone(Envelope event) {
    return event.object() != null
        && standAlone.contains(event.type())
        && requireNonNull(of(event.type())).standsAlone(event.object());
  }

  /** The callback for a type, or null where there is none. */
  @Nullable StripeCallback<?> of(String type) {
    return byType.get(EventTypes.news(type));
  }
}
