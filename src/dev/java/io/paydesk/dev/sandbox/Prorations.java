package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What a change of items costs, and whether that is invoiced at once: for the change itself and for
 * its preview. See <a
 * href="https://docs.stripe.com/billing/subscriptions/prorations">prorations</a>.
 */
final class Prorations {

  /** With these statuses nothing is billed, so there is no difference to charge. */
  private static final Set<String> FREE = Set.of("trialing", "paused");

  private final SandboxClock clock;
  private final InvoiceLines lines;

  Prorations(SandboxClock clock, InvoiceLines lines) {
    this.clock = clock;
    this.lines = lines;
  }

  /** Whether the change has an invoice of its own. Otherwise its lines wait for the renewal. */
  boolean areInvoicedAtOnce(ObjectNode subscription, ItemChange change) {
    return !isFree(subscription)
        && (isOtherInterval(subscription, change.items())
            || change.proration().equals("always_invoice"));
  }

  /** Credits and charges; none where the change costs nothing before the renewal. */
  List<ObjectNode> of(ObjectNode subscription, ItemChange change) {
    List<ObjectNode> items = change.items();
    boolean prorates = !change.proration().equals("none");
    if (isFree(subscription)) {
      return List.of();
    }
    if (isOtherInterval(subscription, items)) {
      List<ObjectNode> due =
          prorates ? givenBack(subscription, List.of(), change.at()) : new ArrayList<>();
      due.addAll(begun(items));
      return due;
    }
    if (!prorates) {
      return List.of();
    }
    List<ObjectNode> due = givenBack(subscription, items, change.at());
    due.addAll(added(subscription, items, change.at()));
    return due;
  }

  static boolean isFree(ObjectNode subscription) {
    return FREE.contains(Json.text(subscription, "status"));
  }

  static boolean isOtherInterval(ObjectNode subscription, List<ObjectNode> items) {
    ObjectNode now = SubscriptionJson.item(subscription);
    return !Cycle.same(items.get(0).get("price"), now.get("price"));
  }

  /** Credits for the rest of the items that change. */
  private List<ObjectNode> givenBack(ObjectNode subscription, List<ObjectNode> staying, long at) {
    List<ObjectNode> due = new ArrayList<>();
    for (ObjectNode item : SubscriptionJson.items(subscription)) {
      if (!staying.contains(item)) {
        due.add(lines.rest(item, at, true));
      }
    }
    return due;
  }

  private List<ObjectNode> added(ObjectNode subscription, List<ObjectNode> items, long at) {
    List<ObjectNode> before = SubscriptionJson.items(subscription);
    List<ObjectNode> due = new ArrayList<>();
    for (ObjectNode item : items) {
      if (!before.contains(item)) {
        due.add(lines.rest(item, at, false));
      }
    }
    return due;
  }

  /** Lines of a cycle that begins now. */
  List<ObjectNode> begun(List<ObjectNode> items) {
    long now = clock.seconds();
    long end = Cycle.endAfter(items.get(0).at("/price/recurring"), now, now);
    List<ObjectNode> due = new ArrayList<>();
    for (ObjectNode item : items) {
      item.put("current_period_start", now).put("current_period_end", end);
      due.add(lines.period(item, now, end));
    }
    return due;
  }
}
