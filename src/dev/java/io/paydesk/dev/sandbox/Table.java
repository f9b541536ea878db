package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All objects of one kind, in the order of their creation. */
final class Table {

  private final String kind;
  private final Map<String, ObjectNode> byId = new HashMap<>();
  private final List<ObjectNode> oldestFirst = new ArrayList<>();

  /**
   * @param kind as in Stripe's "No such ..."
   */
  Table(String kind) {
    this.kind = kind;
  }

  ObjectNode add(ObjectNode object) {
    byId.put(object.get("id").textValue(), object);
    oldestFirst.add(object);
    return object;
  }

  ObjectNode find(String id) {
    return byId.get(id);
  }

  /** The object of the path, else 404. */
  ObjectNode inPath(String id) {
    ObjectNode object = byId.get(id);
    if (object == null) {
      throw Refusal.noSuch(kind, id, "id", true);
    }
    return object;
  }

  /** The object of a parameter, else 400. */
  ObjectNode named(String id, String param) {
    ObjectNode object = byId.get(id);
    if (object == null || object.path("deleted").asBoolean()) {
      throw Refusal.noSuch(kind, id, param, false);
    }
    return object;
  }

  List<ObjectNode> oldestFirst() {
    return oldestFirst;
  }

  ArrayNode toJson() {
    return Json.MAPPER.createArrayNode().addAll(oldestFirst);
  }

  void load(JsonNode saved) {
    saved.forEach(object -> add((ObjectNode) object));
  }
}
