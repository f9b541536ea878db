package io.paydesk.stripe;

import io.paydesk.stripe.StripeOutcome.Refused;
import io.paydesk.stripe.StripeOutcome.Unknown;
import java.time.Duration;

/**
 * What the call that this thread makes has come to. A call is one request or several, and a request
 * is tried several times, so neither the time that one try takes nor the last answer tells all.
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
   * @param longest that it may take, with all its requests and tries
   */
  static CallUnderWay begin(Duration longest) {
    var call = new CallUnderWay(longest);
    HERE.set(call);
    return call;
  }

  /** One of its own for whoever calls from elsewhere, without an end. */
  static CallUnderWay here() {
    var call = HERE.get();
    return call == null ? new CallUnderWay(Duration.ofDays(1)) : call;
  }

  static void end() {
    HERE.remove();
  }

  /** What remains of its time; zero or less when it is over. */
  Duration remaining() {
    return longest.minusNanos(System.nanoTime() - begun);
  }

  /** Stripe has carried out one of its requests. */
  void answered() {
    answered = true;
  }

  /**
   * @param delete whether it was a DELETE, which Stripe repeats without looking at its key
   */
  void lost(boolean delete) {
    lostADelete |= delete;
  }

  /**
   * A no to a later request is none to the call, whose first request was carried out. And what a
   * lost DELETE has ended is not there for the second.
   */
  <T> StripeOutcome<T> judge(StripeOutcome<T> outcome) {
    return outcome instanceof Refused && (answered || lostADelete)
        ? new Unknown<>("a no after something may have been done", false)
        : outcome;
  }
}
