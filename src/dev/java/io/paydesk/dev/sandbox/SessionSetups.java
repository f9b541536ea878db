package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** SetupIntents of Checkout Sessions: in setup mode, and where only a card is to be saved. */
final class SessionSetups {

  private final Store store;
  private final SandboxClock clock;
  private final Events events;
  private final SetupIntents setups;

  SessionSetups(Store store, SandboxClock clock, Events events, SetupIntents setups) {
    this.store = store;
    this.clock = clock;
    this.events = events;
    this.setups = setups;
  }

  ObjectNode make(ObjectNode session, Form form, Ask ask) {
    ObjectNode setup = SetupIntentJson.fresh(Json.text(session, "customer"), clock.seconds());
    Form data = form.under("setup_intent_data");
    Json.with(
        setup,
        "description",
        data.text("description"),
        "metadata",
        Metadata.after(null, data),
        "payment_method_types",
        session.get("payment_method_types"));
    store.setupIntents.add(setup);
    store.sessionOf.put(Json.text(setup, "id"), Json.text(session, "id"));
    events.record("setup_intent.created", setup, ask);
    return setup;
  }

  /** Saves the card; a declined one is a refusal. */
  ObjectNode confirm(ObjectNode setup, ObjectNode session, Form payer) {
    setup.set("customer", session.get("customer"));
    return setups.confirm(new Ask(null, Json.text(setup, "id"), payer, null, null, false));
  }

  /** The session's SetupIntent that is not in its field, as in subscription mode, or null. */
  ObjectNode hiddenOf(ObjectNode session) {
    return store.setupIntents.oldestFirst().stream()
        .filter(
            setup -> Json.text(session, "id").equals(store.sessionOf.get(Json.text(setup, "id"))))
        .filter(setup -> !Json.text(setup, "status").equals("canceled"))
        .findFirst()
        .orElse(null);
  }
}
