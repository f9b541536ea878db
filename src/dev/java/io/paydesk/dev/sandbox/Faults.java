package io.paydesk.dev.sandbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;

/**
 * Makes the network and Stripe misbehave. Each request fault is used up by the next requests that
 * match, in the order of the calls here; one request takes at most one hold and one other fault.
 * Thread-safe.
 *
 * <p>A match is how a request's method and path begin: {@code POST /v1/payment_intents} matches a
 * confirm too. See <a href="https://docs.stripe.com/error-low-level">Stripe on what an answer that
 * never came means</a>.
 */
public final class Faults {

  private static final class Planned {
    private final String match;
    private final Fault fault;
    private int left;

    private Planned(String match, Fault fault, int times) {
      this.match = match;
      this.fault = fault;
      this.left = times;
    }
  }

  private final List<Planned> planned = new ArrayList<>();
  private volatile int extraCopies;
  private volatile boolean reorder;
  private volatile Duration delay = Duration.ZERO;
  private volatile boolean drop;
  private volatile boolean banksWait;
  private volatile EventStyle style = EventStyle.SNAPSHOT;

  /**
   * Answers with this status without doing the work. With an Idempotency-Key, a 5xx is stored and
   * replayed; a 4xx is not.
   */
  public void failNext(String match, int httpStatus, int times) {
    plan(match, new Fault.Fails(httpStatus), times);
  }

  /**
   * Refuses with status 400, as of a wrong parameter.
   *
   * @param code Stripe's, or null
   * @param param the parameter's name, or null
   */
  public void refuseNext(String match, String code, String param, String message) {
    plan(match, new Fault.Refuses(code, param, message), 1);
  }

  /** Does the work and answers with this status, which is stored with the key whatever it is. */
  public void failAfterWorkNext(String match, int httpStatus, int times) {
    plan(match, new Fault.FailsAfterWork(httpStatus), times);
  }

  /** Does the work, then says nothing until the client gives up (30 s at most). */
  public void timeoutAfterWorkNext(String match, int times) {
    plan(match, new Fault.FallsSilentAfterWork(), times);
  }

  /**
   * Does the work, then breaks the connection. {@code HttpURLConnection} then silently repeats a
   * POST, so a client built on it only notices with {@code times} of two or more.
   */
  public void resetAfterWorkNext(String match, int times) {
    plan(match, new Fault.CutsOffAfterWork(), times);
  }

  /** Answers with something that is not Stripe's, as a proxy may. */
  public void garbleNext(String match, Garble how, int times) {
    plan(match, new Fault.Garbles(how, false), times);
  }

  /** Does the work and stores its answer with the key, but what arrives is not Stripe's. */
  public void garbleAfterWorkNext(String match, Garble how, int times) {
    plan(match, new Fault.Garbles(how, true), times);
  }

  /** Waits this long before doing the work; meanwhile the idempotency key is in use. */
  public void holdNext(String match, Duration duration, int times) {
    plan(match, new Fault.Holds(duration), times);
  }

  /** Runs something else first, such as a payer who is faster. */
  public void happensBefore(String match, Runnable first) {
    plan(match, new Fault.ComesSecond(first), 1);
  }

  /** Sends each event this many extra times. */
  public void duplicateEvents(int copies) {
    extraCopies = copies;
  }

  /** Collects events for a moment and sends the newest first. */
  public void reorderEvents(boolean on) {
    reorder = on;
  }

  /** Sends each event this much later. */
  public void delayEvents(Duration duration) {
    delay = duration;
  }

  /** Events are recorded and listed, but never sent, not even later. */
  public void dropEvents(boolean on) {
    drop = on;
  }

  /** Banks decide nothing until this is off again. */
  public void banksWait(boolean on) {
    banksWait = on;
  }

  /** Sends events in this style from now on. It is no fault, but {@link #clear} resets it. */
  public void eventsAs(EventStyle newStyle) {
    style = newStyle;
  }

  /** Ends all faults of requests; faults of events stay. */
  public void answerAgain() {
    synchronized (planned) {
      planned.clear();
    }
  }

  /** Ends all faults, and returns to snapshot events. */
  public void clear() {
    answerAgain();
    extraCopies = 0;
    reorder = false;
    delay = Duration.ZERO;
    drop = false;
    banksWait = false;
    style = EventStyle.SNAPSHOT;
  }

  private void plan(String match, Fault fault, int times) {
    if (times < 1) {
      throw new IllegalArgumentException("times must be at least 1, but is " + times);
    }
    synchronized (planned) {
      planned.add(new Planned(match, fault, times));
    }
  }

  /** How long this request must wait, or null. */
  Duration takeHold(String request) {
    return take(request, fault -> fault instanceof Fault.Holds) instanceof Fault.Holds holds
        ? holds.duration()
        : null;
  }

  /** What to run before this request. */
  Runnable takeFirst(String request) {
    return take(request, fault -> fault instanceof Fault.ComesSecond)
            instanceof Fault.ComesSecond second
        ? second.first()
        : () -> {};
  }

  /** The fault of this request, or null. */
  Fault take(String request) {
    return take(
        request, fault -> !(fault instanceof Fault.Holds || fault instanceof Fault.ComesSecond));
  }

  private Fault take(String request, Predicate<Fault> wanted) {
    synchronized (planned) {
      for (Iterator<Planned> all = planned.iterator(); all.hasNext(); ) {
        Planned next = all.next();
        if (wanted.test(next.fault) && request.startsWith(next.match)) {
          if (--next.left == 0) {
            all.remove();
          }
          return next.fault;
        }
      }
      return null;
    }
  }

  int extraCopies() {
    return extraCopies;
  }

  boolean reordering() {
    return reorder;
  }

  Duration delay() {
    return delay;
  }

  boolean dropping() {
    return drop;
  }

  boolean banksAreWaiting() {
    return banksWait;
  }

  EventStyle style() {
    return style;
  }
}
