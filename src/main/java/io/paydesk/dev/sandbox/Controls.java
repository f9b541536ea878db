package io.paydesk.dev.sandbox;

import java.util.function.Supplier;

/** What Stripe, banks and people at the dashboard do, on demand. */
final class Controls {

  private final Store store;
  private final Parts parts;
  private final Runnable changed;

  Controls(Store store, Parts parts, Runnable changed) {
    this.store = store;
    this.parts = parts;
    this.changed = changed;
  }

  void payOut(String currency) {
    act(
        () -> {
          parts.ledger.paidOut(currency);
          return null;
        });
  }

  private <T> T act(Supplier<T> work) {
    synchronized (store) {
      try {
        return work.get();
      } catch (Refusal refusal) {
        throw new IllegalStateException(refusal.getMessage(), refusal);
      } finally {
        changed.run();
      }
    }
  }
}
