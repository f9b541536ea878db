package io.paydesk.actionflow;

import io.paydesk.order.OrderView;
import io.paydesk.recurring.RecurringPaymentView;
import io.paydesk.transaction.CallbackFlow;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Set;

/** A bean that follows only some callbacks, or fails to say which. By default it does nothing. */
@Singleton
class Moody implements Actionflow {

  static volatile Set<CallbackFlow> follows = Set.of();
  static volatile boolean cannotSay;
  static volatile boolean fails;

  static void rest() {
    follows = Set.of();
    cannotSay = false;
    fails = false;
  }

  @Override
  public boolean follows(CallbackFlow flow) {
    if (cannotSay) {
      throw new IllegalStateException("the circuit breaker of this class is open");
    }
    return follows.contains(flow);
  }

  @Override
  public Uni<Void> stripeRecurringPaymentManagementCallback(
      CallbackRun run, OrderView order, RecurringPaymentView recurringPayment) {
    if (fails) {
      throw new IllegalStateException("not yet");
    }
    return done();
  }
}
