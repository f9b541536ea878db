package io.paydesk.dev.deliveries;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import io.smallrye.mutiny.subscription.MultiEmitter;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The terminals that are open. What comes while there are none is shown to nobody. */
final class Listeners {

  private static final String FIRST =
      """
      Listening. Pay an order, and what an endpoint of yours would be sent is shown here.

      """;

  private final Set<MultiEmitter<? super String>> open = ConcurrentHashMap.newKeySet();

  Multi<String> listen() {
    return Multi.createFrom()
        .emitter(
            terminal -> {
              terminal.onTermination(() -> open.remove(terminal));
              open.add(terminal);
              terminal.emit(FIRST);
            },
            BackPressureStrategy.BUFFER);
  }

  void tell(String text) {
    open.forEach(terminal -> terminal.emit(text));
  }
}
