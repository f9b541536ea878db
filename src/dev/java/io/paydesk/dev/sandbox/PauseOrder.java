package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/**
 * A request's {@code pause_collection}: the subscription keeps its status and goes on making
 * invoices, which are not collected. See <a
 * href="https://docs.stripe.com/billing/subscriptions/pause-payment">pause payment collection</a>.
 *
 * @param sent whether the request mentions it
 * @param pause null to collect again
 */
record PauseOrder(boolean sent, ObjectNode pause) {

  private static final String BEHAVIOR = "pause_collection[behavior]";
  private static final String RESUMES_AT = "pause_collection[resumes_at]";

  static final Set<String> PARAMETERS = Set.of(BEHAVIOR, RESUMES_AT);

  static PauseOrder read(Form form, long now) {
    if (!form.has("pause_collection")) {
      return new PauseOrder(false, null);
    }
    if (form.unsets("pause_collection")) {
      return new PauseOrder(true, null);
    }
    String behavior =
        form.oneOf(BEHAVIOR, null, Set.of("keep_as_draft", "mark_uncollectible", "void"));
    if (behavior == null) {
      throw Refusal.missing(BEHAVIOR);
    }
    Long resumesAt = form.number(RESUMES_AT);
    if (resumesAt != null && resumesAt <= now) {
      throw Refusal.invalid(null, RESUMES_AT, "Invalid timestamp: it must be in the future.");
    }
    return new PauseOrder(true, Json.object("behavior", behavior, "resumes_at", resumesAt));
  }

  void write(ObjectNode subscription) {
    if (sent) {
      subscription.set("pause_collection", pause);
    }
  }
}
