package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;

/** Moves the end of a trial, ends one at once, or gives a paid subscription one. */
final class TrialChanges {

  private static final Duration WARNED_BEFORE = Duration.ofDays(3);

  private final Store store;
  private final SandboxClock clock;
  private final InvoiceLines lines;
  private final Renewals renewals;
  private final Standing standing;

  TrialChanges(
      Store store, SandboxClock clock, InvoiceLines lines, Renewals renewals, Standing standing) {
    this.store = store;
    this.clock = clock;
    this.lines = lines;
    this.renewals = renewals;
    this.standing = standing;
  }

  /**
   * @param before the subscription before this request
   */
  void apply(ObjectNode subscription, ObjectNode before, TrialChange change, Ask ask) {
    long now = clock.seconds();
    if (!Json.text(subscription, "status").equals("trialing")
        && !"none".equals(ask.form().text("proration_behavior"))) {
      giveBack(subscription, now);
    }
    change.write(subscription, now);
    standing.updated(subscription, before, ask);
    if (change.end() == null) {
      renewals.trialEnds(subscription, "subscription_update", ask);
      return;
    }
    store.endingTrials.remove(Json.text(subscription, "id"));
    if (change.end() - now <= WARNED_BEFORE.toSeconds()) {
      renewals.trialWillEnd(subscription, ask);
    }
  }

  /** Credits what was paid for the time that is free now, on the invoice after the trial. */
  private void giveBack(ObjectNode subscription, long now) {
    var kept =
        store.prorations.computeIfAbsent(
            Json.text(subscription, "id"), any -> Json.MAPPER.createArrayNode());
    for (ObjectNode item : SubscriptionJson.items(subscription)) {
      kept.add(lines.rest(item, now, true));
    }
  }
}
