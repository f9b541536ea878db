package io.paydesk.webhook;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a callback made of an event.
 *
 * @param because why it is ignored, or retried later; null when it was applied
 * @param waitsFor the PaymentIntent that a payment of ours may have later: then the event is tried
 *     again; null when nothing can change the verdict
 * @param failure what was thrown; null when nothing was
 */
public record Verdict(
    Kind kind, @Nullable String because, @Nullable String waitsFor, @Nullable Throwable failure) {

  /** How an event ended. */
  public enum Kind {
    /** Its rows are written. */
    DONE,
    /** It is not ours, or not yet. */
    IGNORED,
    /** Nothing is wrong with it, but it cannot be applied now: it is retried after a pause. */
    LATER,
    /** It could not be read or written: it is retried after a pause, as a new release may help. */
    FAILED
  }

  public static final Verdict DONE = new Verdict(Kind.DONE, null, null, null);

  /** Only Stripe knows what the event means by now. */
  public static final Verdict STRIPE_DID_NOT_ANSWER =
      later("Stripe must be asked first and did not answer");

  public static Verdict ignored(IgnoredBecause because) {
    return new Verdict(Kind.IGNORED, because.text(), null, null);
  }

  public static Verdict ignoredUntilPaymentOf(@Nullable String paymentIntentId) {
    return new Verdict(Kind.IGNORED, IgnoredBecause.UNKNOWN_PAYMENT.text(), paymentIntentId, null);
  }

  public static Verdict later(String because) {
    return new Verdict(Kind.LATER, because, null, null);
  }

  public static Verdict failed(Throwable failure) {
    return new Verdict(Kind.FAILED, null, null, failure);
  }

  /**
   * Decides on each event by itself, within its own trace.
   *
   * @return by event id
   */
  public static Map<String, Verdict> onEach(
      Collection<ClaimedEvent> events, Function<ClaimedEvent, Verdict> verdict) {
    var verdicts = new HashMap<String, Verdict>();
    events.forEach(
        event -> verdicts.put(event.id(), event.trail().during(() -> verdict.apply(event))));
    return verdicts;
  }

  /** Whether nothing is left to do for the event. */
  boolean ends() {
    return kind == Kind.DONE || kind == Kind.IGNORED;
  }

  /** Null unless it was ignored. */
  @Nullable String ignoredBecause() {
    return kind == Kind.IGNORED ? because : null;
  }

  /** For a verdict that ends the event. */
  StripeEventStatus status() {
    return kind == Kind.DONE ? StripeEventStatus.DONE : StripeEventStatus.IGNORED;
  }

  /** What is stored with an event to retry. */
  String storedText() {
    var text =
        failure == null
            ? requireNonNull(because)
            : failure.getClass().getSimpleName() + ": " + failure.getMessage();
    return text.length() <= 500 ? text : text.substring(0, 500);
  }
}
