package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Shorthand for JSON. */
final class Json {

  static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  /** An object of alternating names and values. Values are copied; null becomes JSON null. */
  static ObjectNode object(Object... namesAndValues) {
    return with(MAPPER.createObjectNode(), namesAndValues);
  }

  static Fields fields() {
    return new Fields(MAPPER.createObjectNode());
  }

  /** Like {@link #object}, one field after the other, for objects with many fields. */
  record Fields(ObjectNode object) {

    Fields with(String name, Object value) {
      Json.with(object, name, value);
      return this;
    }
  }

  static ObjectNode with(ObjectNode node, Object... namesAndValues) {
    for (int i = 0; i < namesAndValues.length; i += 2) {
      Object value = namesAndValues[i + 1];
      JsonNode copy = value instanceof JsonNode json ? json.deepCopy() : MAPPER.valueToTree(value);
      node.set((String) namesAndValues[i], copy);
    }
    return node;
  }

  /** The text of a field, or null where it is missing or JSON null. */
  static String text(JsonNode node, String field) {
    return node.path(field).asText(null);
  }

  static String write(JsonNode node) {
    try {
      return MAPPER.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  static JsonNode read(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Not JSON: " + e.getOriginalMessage(), e);
    }
  }
}
