package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * What happened, each event with the object as it was then. See <a
 * href="https://docs.stripe.com/api/events">events</a>.
 */
final class Events {

  static final Set<String> LIST_PARAMETERS = Set.of("type", "types[]", "delivery_success");

  private final Store store;
  private final SandboxClock clock;
  private final Consumer<ObjectNode> listener;

  Events(Store store, SandboxClock clock, Consumer<ObjectNode> listener) {
    this.store = store;
    this.clock = clock;
    this.listener = listener;
  }

  void record(String type, ObjectNode object, Ask ask) {
    record(type, object, null, ask);
  }

  /**
   * @param previous the changed fields as they were, or null
   */
  void record(String type, ObjectNode object, ObjectNode previous, Ask ask) {
    ObjectNode asItIs = object.deepCopy();
    FirstLines.leave(asItIs);
    SessionView.leave(asItIs, List.of());
    ObjectNode data = Json.object("object", asItIs);
    if (previous != null) {
      data.set("previous_attributes", previous);
    }
    ObjectNode event =
        Json.fields()
            .with("id", Ids.of("evt"))
            .with("object", "event")
            .with("api_version", ApiVersion.PINNED.text())
            .with("created", clock.seconds())
            .with("data", data)
            .with("livemode", false)
            .with("pending_webhooks", 1)
            .with(
                "request",
                Json.object("id", ask.requestId(), "idempotency_key", ask.idempotencyKey()))
            .with("type", type)
            .object();
    store.events.add(event);
    listener.accept(event);
  }

  ObjectNode retrieve(Ask ask) {
    return asOfNow(store.events.inPath(ask.id()));
  }

  ObjectNode list(Ask ask) {
    Form form = ask.form();
    List<String> types = form.list("types");
    String type = form.text("type");
    Predicate<ObjectNode> wanted =
        event ->
            (type == null || fits(type, Json.text(event, "type")))
                && (types.isEmpty() || types.contains(Json.text(event, "type")));
    if (form.text("delivery_success") != null) {
      boolean delivered = form.flag("delivery_success");
      wanted = wanted.and(e -> store.deliveredEvents.contains(Json.text(e, "id")) == delivered);
    }
    return Pages.of(store.events, ask, wanted, this::asOfNow);
  }

  private static boolean fits(String wanted, String type) {
    return wanted.endsWith("*")
        ? type.startsWith(wanted.substring(0, wanted.length() - 1))
        : type.equals(wanted);
  }

  private ObjectNode asOfNow(ObjectNode event) {
    int pending = store.deliveredEvents.contains(Json.text(event, "id")) ? 0 : 1;
    return event.deepCopy().put("pending_webhooks", pending);
  }
}
