package io.paydesk.stripe;

import io.paydesk.stripe.StripeOutcome.Refused;
import io.paydesk.stripe.StripeOutcome.Unknown;
import java.time.Duration;

/**
 * How far the Stripe call of this thread has come. A call makes one or more requests, and each may
 * be sent several times. So neither the time of one attempt nor the last answer decides.
 */
final class CallUnderWay {

  private static final ThreadLocal<CallUnderWay> HERE = new ThreadLocal<>();

  private final long begun = System.nanoTime();
  private final Duration longest;
  private boolean answered;
  private boolean lostADelete;

  private CallUnderWay(Duration longest) {
    this.longest = longest;
  }

  /**
   * @param longest how long the call may take, with all its requests and attempts
   */
  static CallUnderWay begin(Duration longest) {
    var call = new CallUnderWay(longest);
    HERE.set(call);
    return call;
  }

  /** The thread's call; outside of one, a new one without a limit. */
  static CallUnderWay here() {
    var call = HERE.get();
    return call == null ? new CallUnderWay(Duration.ofDays(1)) : call;
  }

  static void end() {
    HERE.remove();
  }

  /** The time that is left; zero or less when it is over. */
  Duration remaining() {
    return longest.minusNanos(System.nanoTime() - begun);
  }

  /** Stripe has carried out one of its requests. */
  void answered() {
    answered = true;
  }

  /**
   * @param delete whether it was a DELETE, for which Stripe ignores the idempotency key
   */
  void lost(boolean delete) {
    lostADelete |= delete;
  }

  /**
   * If a later request is refused, the first one was carried out all the same. And if a DELETE
   * whose answer got lost has deleted the object, the second one does not find it.
   */
  <T> StripeOutcome<T> judge(StripeOutcome<T> outcome) {
    return outcome instanceof Refused && (answered || lostADelete)
        ? new Unknown<>("refused after something may have been done", false)
        : outcome;
  }
}
