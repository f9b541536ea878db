package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Changes of a Checkout Session. See <a
 * href="https://docs.stripe.com/api/checkout/sessions/update">update a Session</a>.
 */
final class SessionUpdates {

  private final Store store;
  private final SessionLines lines;
  private final SessionShipping shipping;
  private final SessionAmounts amounts;

  SessionUpdates(
      Store store, SessionLines lines, SessionShipping shipping, SessionAmounts amounts) {
    this.store = store;
    this.lines = lines;
    this.shipping = shipping;
    this.amounts = amounts;
  }

  ObjectNode update(Ask ask) {
    ObjectNode session = store.checkoutSessions.inPath(ask.id());
    Form form = ask.form();
    ObjectNode changed = session.deepCopy();
    changed.set("metadata", Metadata.after((ObjectNode) session.get("metadata"), form));
    if (!form.topNames().stream().allMatch(Set.of("expand", "metadata")::contains)) {
      sell(changed, form);
    }
    session.setAll(changed);
    return session;
  }

  private void sell(ObjectNode session, Form form) {
    String status = Json.text(session, "status");
    if (!status.equals("open") || Json.text(session, "mode").equals("setup")) {
      throw Refusal.inWork(
          null,
          null,
          ("Only Checkout Sessions with a status in [\"open\"] can be updated. This Checkout"
                  + " Session has a status of `%s`.")
              .formatted(status));
    }
    Form made = store.checkoutForms.get(Json.text(session, "id"));
    String shipTo = "collected_information[shipping_details]";
    if (form.has(shipTo)) {
      ship(session, form, shipTo);
    }
    if (form.has("line_items")) {
      items(session, form, made);
    }
    if (form.has("shipping_options")) {
      shipping.write(session, form.unsets("shipping_options") ? new Form(Map.of()) : form);
    }
    amounts.write(session, made);
    amounts.checkLeast(session, made);
  }

  private static void ship(ObjectNode session, Form form, String name) {
    for (String field : List.of("[name]", "[address][country]", "[address][line1]")) {
      if (form.text(name + field) == null) {
        throw Refusal.missing(name + field);
      }
    }
    SessionEntries.collected(session)
        .set(
            "shipping_details",
            Json.object(
                "address",
                BillingDetails.address(form, name + "[address]"),
                "name",
                form.text(name + "[name]")));
  }

  /** The request names all lines: what it leaves out is removed. */
  private void items(ObjectNode session, Form form, Form made) {
    List<ObjectNode> present = SessionLines.of(session);
    List<ObjectNode> items = new ArrayList<>();
    for (String number : SessionLines.numbers(form)) {
      String name = "line_items[" + number + "]";
      String id = form.text(name + "[id]");
      items.add(
          id == null ? lines.item(withMode(form, made), name) : kept(present, id, form, name));
    }
    SessionLines.check(items, Json.text(session, "mode"));
    SessionLines.set(session, items);
  }

  private static Form withMode(Form form, Form made) {
    Map<String, String> values = new LinkedHashMap<>(form.values());
    values.put("mode", made.text("mode"));
    return new Form(values);
  }

  private static ObjectNode kept(List<ObjectNode> present, String id, Form form, String name) {
    ObjectNode item =
        present.stream()
            .filter(known -> id.equals(Json.text(known, "id")))
            .findFirst()
            .orElseThrow(() -> Refusal.noSuch("line item", id, name + "[id]", false));
    ObjectNode changed = item.deepCopy();
    if (form.has(name + "[quantity]")) {
      changed.put("quantity", SessionLines.quantity(form, name));
    }
    return changed;
  }
}
