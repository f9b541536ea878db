package io.paydesk.webhook;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What happens when Stripe tells something. The inbox gives a callback what it claimed, first to
 * fetch, then to apply; an event may come late, more than once and in any order.
 *
 * @param <F> what is fetched for one event
 */
public interface StripeCallback<F> {

  /** The event types that it takes. */
  Set<String> types();

  /**
   * Whether the event can be applied without a look at Stripe. Such events are applied first, so
   * that they do not wait for the answers that others need.
   */
  boolean standsAlone(Delivery delivery);

  /**
   * Fetches from Stripe what these events leave open. No transaction is open.
   *
   * @return by event id; an event that needs nothing is not in it
   */
  Uni<Map<String, F>> needs(List<Delivery> deliveries);

  /**
   * Writes these events into their rows, within one transaction, locking in the one order that all
   * writers keep.
   *
   * @param fetched what {@link #needs} found, perhaps for more events than these
   * @return by event id, one for each; a failure rolls all of them back, and each group is tried by
   *     itself
   */
  Uni<Map<String, Verdict>> apply(List<Delivery> deliveries, Map<String, F> fetched);
}
