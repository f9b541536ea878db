package io.paydesk.webhook;

import io.paydesk.stripe.StripeOutcome;
import io.paydesk.stripe.StripeOutcome.Done;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What the first step of a callback made of some events. An event in neither map needs nothing from
 * Stripe.
 *
 * @param found what the second step needs, by event id
 * @param verdicts on events that do not reach the second step, by event id
 */
public record Fetched<F>(Map<String, F> found, Map<String, Verdict> verdicts) {

  public static <F> Fetched<F> nothing() {
    return new Fetched<>(Map.of(), Map.of());
  }

  /** The same for each of these events. */
  public static <F> Fetched<F> found(Collection<ClaimedEvent> events, F found) {
    var byEvent = new HashMap<String, F>();
    events.forEach(event -> byEvent.put(event.id(), found));
    return new Fetched<>(byEvent, Map.of());
  }

  /** The same verdict on each of these events. */
  public static <F> Fetched<F> decided(Collection<ClaimedEvent> events, Verdict verdict) {
    var byEvent = new HashMap<String, Verdict>();
    events.forEach(event -> byEvent.put(event.id(), verdict));
    return new Fetched<>(Map.of(), byEvent);
  }

  /** For events that cannot be applied without the answer. */
  public static <T, F> Fetched<F> needed(
      Collection<ClaimedEvent> events, StripeOutcome<T> outcome, Function<T, F> found) {
    if (outcome instanceof Done<T> done) {
      return found(events, found.apply(done.value()));
    }
    return decided(
        events,
        outcome.saysThatItIsMissing()
            ? Verdict.ignored(IgnoredBecause.GONE_AT_STRIPE)
            : Verdict.STRIPE_DID_NOT_ANSWER);
  }

  public static <F> Fetched<F> all(List<Fetched<F>> parts) {
    var found = new HashMap<String, F>();
    var verdicts = new HashMap<String, Verdict>();
    parts.forEach(
        part -> {
          found.putAll(part.found);
          verdicts.putAll(part.verdicts);
        });
    return new Fetched<>(found, verdicts);
  }

  public Fetched<F> and(Map<String, Verdict> more) {
    return all(List.of(this, new Fetched<>(Map.of(), more)));
  }
}
