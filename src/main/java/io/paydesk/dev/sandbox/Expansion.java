package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/**
 * Puts objects where their ids stood. See <a
 * href="https://docs.stripe.com/api/expanding_objects">expanding objects</a>.
 */
final class Expansion {

  private final Map<String, Table> tables;

  Expansion(Store store) {
    this.tables =
        Map.of(
            "customer", store.customers,
            "latest_charge", store.charges,
            "charge", store.charges,
            "payment_intent", store.paymentIntents,
            "payment_method", store.paymentMethods);
  }

  /** Answers a copy; the object itself keeps its ids. */
  ObjectNode of(ObjectNode object, Form form) {
    List<String> paths = form.list("expand");
    ObjectNode copy = object.deepCopy();
    for (String path : paths) {
      expand(copy, path, path);
    }
    return copy;
  }

  private void expand(JsonNode node, String path, String whole) {
    int dot = path.indexOf('.');
    String field = dot < 0 ? path : path.substring(0, dot);
    if (field.equals("data") && "list".equals(Json.text(node, "object"))) {
      node.get("data").forEach(item -> expand(item, path.substring(dot + 1), whole));
      return;
    }
    Table table = tables.get(field);
    if (table == null || !node.has(field)) {
      throw Refusal.invalid(null, "expand", "This property cannot be expanded (" + whole + ").");
    }
    if (node.get(field).isTextual()) {
      ((ObjectNode) node).set(field, table.find(node.get(field).asText()).deepCopy());
    }
    if (dot > 0 && node.get(field).isObject()) {
      expand(node.get(field), path.substring(dot + 1), whole);
    }
  }
}
