package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/**
 * Moves the end of a trial, or gives a paid subscription a trial: when it ends, a new cycle begins.
 * See <a href="https://docs.stripe.com/billing/subscriptions/trials">trials</a>.
 *
 * @param end in seconds, or null for at once
 */
record TrialChange(Long end) {

  static final String PARAMETER = "trial_end";

  private static final Set<String> TAKE_IT = Set.of("trialing", "active", "past_due");

  /** Null where the form does not mention it, or ends a trial that does not exist. */
  static TrialChange read(ObjectNode subscription, Form form, long now) {
    if (!form.has(PARAMETER)) {
      return null;
    }
    String status = Json.text(subscription, "status");
    if (!TAKE_IT.contains(status)) {
      throw Refusal.inWork(
          null, PARAMETER, "A subscription with the status " + status + " has no trial to change.");
    }
    if (form.has("items")) {
      throw Refusal.invalid(
          null, PARAMETER, "The sandbox changes items or the trial, not both in one request.");
    }
    if ("now".equals(form.text(PARAMETER))) {
      return status.equals("trialing") ? new TrialChange(null) : null;
    }
    Long end = form.number(PARAMETER);
    if (end == null || end <= now) {
      throw Refusal.invalid(
          null, PARAMETER, "Invalid timestamp: must be an integer Unix timestamp in the future.");
    }
    return new TrialChange(end);
  }

  void write(ObjectNode subscription, long now) {
    long until = end == null ? now : end;
    boolean begins = !Json.text(subscription, "status").equals("trialing");
    Json.with(subscription, "trial_end", until, "billing_cycle_anchor", until);
    if (begins) {
      Json.with(subscription, "status", "trialing", "trial_start", now);
    }
    long start = SubscriptionJson.item(subscription).get("current_period_start").asLong();
    SubscriptionJson.period(subscription, begins ? now : start, until);
    CancelPlan.follow(subscription);
  }
}
