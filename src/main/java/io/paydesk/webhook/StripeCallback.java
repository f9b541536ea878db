package io.paydesk.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What happens when Stripe tells something. The inbox gives a callback what it claimed, first to
 * fetch, then to apply; an event may come late, more than once and in any order. It is of our
 * account and of our key's mode.
 *
 * <p>Each event has its own {@link Verdict}, in either step. Until an event is known to be ours,
 * read nothing of it but what tells whose it is, and so that nothing throws; what is ours is read
 * by {@code Readings}. Whatever is thrown all the same has the step run again for each subject by
 * itself, which is slower, but stops only the one that throws.
 *
 * @param <F> what is fetched for one event
 */
public interface StripeCallback<F> {

  /** The event types that it takes. */
  Set<String> types();

  /**
   * Those of its types that are applied without a look at Stripe. Their events do not wait for the
   * answers that others need.
   */
  default Set<String> typesThatStandAlone() {
    return Set.of();
  }

  /**
   * Whether an event of such a type really needs no look at Stripe. It is decided as the event
   * comes, by its body alone.
   *
   * @param object that the event is about
   */
  default boolean standsAlone(JsonNode object) {
    return true;
  }

  /** Fetches from Stripe what these events leave open. No transaction is open. */
  Uni<Fetched<F>> fetch(List<ClaimedEvent> events);

  /**
   * Writes these events into their rows, within one transaction, locking in the one order that all
   * writers keep.
   *
   * @param found by {@link #fetch}, perhaps for more events than these
   * @return by event id, one for each; what an event that is not done has changed is kept all the
   *     same
   */
  Uni<Map<String, Verdict>> apply(List<ClaimedEvent> events, Map<String, F> found);
}
