package io.paydesk.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Applies what Stripe reports. The inbox gives a callback the events that it claimed, first to
 * fetch, then to apply. An event may come late, more than once and in any order. It is of our
 * account and our key's mode.
 *
 * <p>Each event has its own {@link Verdict}, in either step. Until an event is known to be ours,
 * read only what shows whose it is, and in a way that cannot throw; {@code Readings} reads what is
 * ours. If something throws all the same, the step runs again for each subject alone: slower, but
 * only the subject that throws is stopped.
 *
 * @param <F> what is fetched for one event
 */
public interface StripeCallback<F> {

  /** The event types that it takes. */
  Set<String> types();

  /**
   * Its types whose events may be applied without asking Stripe. They do not wait for the answers
   * that others need.
   */
  default Set<String> typesThatStandAlone() {
    return Set.of();
  }

  /**
   * Whether an event of such a type really needs no answer of Stripe's. It is decided when the
   * event arrives, from its body alone.
   *
   * @param object of the event
   */
  default boolean standsAlone(JsonNode object) {
    return true;
  }

  /** Fetches from Stripe what these events leave open. No transaction is open. */
  Uni<Fetched<F>> fetch(List<ClaimedEvent> events);

  /**
   * Writes these events into their rows, in one transaction and with locks in the one order.
   *
   * @param found by {@link #fetch}, perhaps for more events than these
   * @return by event id, one for each; what an event has changed is committed even if its verdict
   *     is not done
   */
  Uni<Map<String, Verdict>> apply(List<ClaimedEvent> events, Map<String, F> found);
}
