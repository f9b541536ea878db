package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Puts objects where their ids stood. See <a
 * href="https://docs.stripe.com/api/expanding_objects">expanding objects</a>.
 */
final class Expansion {

  private final Map<String, List<Table>> tables;

  Expansion(Store store) {
    this.tables =
        Map.of(
            "customer", List.of(store.customers),
            "latest_charge", List.of(store.charges),
            "charge", List.of(store.charges),
            "payment_intent", List.of(store.paymentIntents),
            "payment_method", List.of(store.paymentMethods),
            "balance_transaction", List.of(store.balanceTransactions),
            "failure_balance_transaction", List.of(store.balanceTransactions),
            "source", List.of(store.charges, store.refunds, store.disputes));
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
    if (!tables.containsKey(field) || !node.has(field)) {
      throw Refusal.invalid(null, "expand", "This property cannot be expanded (" + whole + ").");
    }
    if (node.get(field).isTextual()) {
      ((ObjectNode) node).set(field, find(field, node.get(field).asText()));
    }
    if (dot > 0 && node.get(field).isObject()) {
      expand(node.get(field), path.substring(dot + 1), whole);
    }
  }

  private ObjectNode find(String field, String id) {
    return tables.get(field).stream()
        .map(table -> table.find(id))
        .filter(Objects::nonNull)
        .findFirst()
        .orElseThrow()
        .deepCopy();
  }
}
