package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/**
 * Early fraud warnings of card issuers. A warning is actionable until everything is refunded or
 * disputed. See <a href="https://docs.stripe.com/api/radar/early_fraud_warnings">early fraud
 * warnings</a>.
 */
final class FraudWarnings {

  static final Set<String> TYPES =
      Set.of(
          "card_never_received",
          "fraudulent_card_application",
          "made_with_counterfeit_card",
          "made_with_lost_card",
          "made_with_stolen_card",
          "misc",
          "unauthorized_use_of_card");

  private final Store store;
  private final SandboxClock clock;
  private final Events events;

  FraudWarnings(Store store, SandboxClock clock, Events events) {
    this.store = store;
    this.clock = clock;
    this.events = events;
  }

  ObjectNode warn(ObjectNode charge, String type) {
    if (!TYPES.contains(type)) {
      throw Refusal.oneOf("fraud_type", String.join(", ", TYPES));
    }
    if (!charge.get("paid").asBoolean()) {
      throw Refusal.inWork(null, null, "There is nothing to warn of: it is not paid.");
    }
    boolean over = charge.get("disputed").asBoolean() || charge.get("refunded").asBoolean();
    ObjectNode warning =
        Json.fields()
            .with("id", Ids.of("issfr"))
            .with("object", "radar.early_fraud_warning")
            .with("actionable", !over)
            .with("charge", charge.get("id"))
            .with("created", clock.seconds())
            .with("fraud_type", type)
            .with("livemode", false)
            .with("payment_intent", charge.get("payment_intent"))
            .object();
    store.fraudWarnings.add(warning);
    events.record("radar.early_fraud_warning.created", warning, Ask.NOBODY);
    return warning;
  }

  /** The charge was disputed or refunded, so its warning is not actionable any more. */
  void over(ObjectNode charge) {
    for (ObjectNode warning : store.fraudWarnings.oldestFirst()) {
      if (warning.get("charge").equals(charge.get("id")) && warning.get("actionable").asBoolean()) {
        ObjectNode before = warning.deepCopy();
        warning.put("actionable", false);
        events.record(
            "radar.early_fraud_warning.updated",
            warning,
            Changes.previous(before, warning),
            Ask.NOBODY);
      }
    }
  }

  ObjectNode retrieve(Ask ask) {
    return store.fraudWarnings.inPath(ask.id());
  }

  ObjectNode list(Ask ask) {
    return Pages.of(store.fraudWarnings, ask, Filters.payment(ask.form(), store));
  }
}
