package io.paydesk.payment;

import io.paydesk.transaction.Transition;
import io.paydesk.transaction.TransitionKind;
import io.paydesk.transaction.Transitions;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/**
 * Tells the app's own logic what became of a saved method, with the last payment that it paid. The
 * order and then the payment must be locked.
 */
@Singleton
public class SavedMethodRecorder {

  private final Transitions transitions;

  SavedMethodRecorder(Transitions transitions) {
    this.transitions = transitions;
  }

  /**
   * @param occurrence begins with Stripe's id of the method
   * @param reason in Stripe's words
   */
  public void record(
      Payment payment, TransitionKind kind, String occurrence, @Nullable String reason) {
    transitions.record(
        Transition.notice(kind, occurrence, payment, payment.orderId, payment.userId, reason));
  }
}
