package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Stripe's own description of its API, and the ways in which an answer violates it. */
final class StripeDescription {

  private final JsonNode document;

  StripeDescription(Path file) throws IOException {
    document = new ObjectMapper().readTree(file.toFile());
  }

  /** Such as {@code 2026-07-29.dahlia}. */
  String version() {
    return document.at("/info/version").asText();
  }

  JsonNode schema(String name) {
    JsonNode schema = document.path("components").path("schemas").path(name);
    if (schema.isMissingNode()) {
      throw new IllegalArgumentException("Stripe describes no " + name);
    }
    return schema;
  }

  JsonNode answer(String path, String method) {
    return operation(path, method).at("/responses/200/content/application~1json/schema");
  }

  private JsonNode operation(String path, String method) {
    return document.path("paths").path(path).path(method);
  }

  /** All parameters of an endpoint: {@code a[b]}, {@code list[]}, {@code map[*]}. */
  Set<String> parameters(String path, String method) {
    Set<String> names = new HashSet<>();
    for (JsonNode parameter : operation(path, method).path("parameters")) {
      collect(parameter.path("name").asText(), parameter.path("schema"), names);
    }
    String form = "/requestBody/content/application~1x-www-form-urlencoded/schema";
    operation(path, method)
        .at(form)
        .path("properties")
        .properties()
        .forEach(property -> collect(property.getKey(), property.getValue(), names));
    return names;
  }

  private void collect(String name, JsonNode schema, Set<String> names) {
    names.add(name);
    schema.path("anyOf").forEach(option -> collect(name, option, names));
    schema
        .path("properties")
        .properties()
        .forEach(p -> collect(name + "[" + p.getKey() + "]", p.getValue(), names));
    if (schema.path("additionalProperties").isObject() || schema.path("properties").size() > 0) {
      names.add(name + "[*]");
    }
    if (schema.has("items")) {
      collect(name + "[]", schema.path("items"), names);
    }
  }

  /** What is wrong with a value, one line each; empty when it conforms. */
  List<String> complaints(JsonNode value, JsonNode schema, String where) {
    if (schema.has("$ref")) {
      String ref = schema.path("$ref").asText();
      return complaints(value, schema(ref.substring(ref.lastIndexOf('/') + 1)), where);
    }
    if (value.isNull()) {
      return schema.path("nullable").asBoolean() ? List.of() : List.of(where + " is null");
    }
    if (schema.has("anyOf")) {
      return bestOption(value, schema, where);
    }
    List<String> found = new ArrayList<>();
    String type = schema.path("type").asText();
    if (!fits(value, type)) {
      return List.of(where + " is " + value.getNodeType() + " and not " + type);
    }
    if (schema.has("enum") && !contains(schema.path("enum"), value)) {
      found.add(where + " is " + value + ", which is not one of " + schema.path("enum"));
    }
    int longest = schema.path("maxLength").asInt(Integer.MAX_VALUE);
    if (value.isTextual() && value.asText().length() > longest) {
      found.add(where + " is longer than " + longest);
    }
    if (type.equals("array")) {
      for (int i = 0; i < value.size(); i++) {
        found.addAll(complaints(value.get(i), schema.path("items"), where + "[" + i + "]"));
      }
    } else if (type.equals("object")) {
      found.addAll(ofObject(value, schema, where));
    }
    return found;
  }

  private List<String> bestOption(JsonNode value, JsonNode schema, String where) {
    List<String> best = List.of(where + " fits nothing");
    int fewest = Integer.MAX_VALUE;
    for (JsonNode option : schema.path("anyOf")) {
      List<String> found = complaints(value, option, where);
      if (found.size() < fewest) {
        fewest = found.size();
        best = found;
      }
    }
    return best;
  }

  private List<String> ofObject(JsonNode value, JsonNode schema, String where) {
    List<String> found = new ArrayList<>();
    for (JsonNode required : schema.path("required")) {
      if (!value.has(required.asText())) {
        found.add(where + "." + required.asText() + " is missing");
      }
    }
    JsonNode properties = schema.path("properties");
    JsonNode others = schema.path("additionalProperties");
    value
        .properties()
        .forEach(
            field -> {
              String inside = where + "." + field.getKey();
              if (properties.has(field.getKey())) {
                JsonNode described = properties.path(field.getKey());
                found.addAll(complaints(field.getValue(), described, inside));
              } else if (others.isObject()) {
                found.addAll(complaints(field.getValue(), others, inside));
              } else {
                found.add(inside + " is unknown to Stripe");
              }
            });
    return found;
  }

  private static boolean fits(JsonNode value, String type) {
    return switch (type) {
      case "string" -> value.isTextual();
      case "integer" -> value.isIntegralNumber();
      case "number" -> value.isNumber();
      case "boolean" -> value.isBoolean();
      case "array" -> value.isArray();
      case "object" -> value.isObject();
      default -> true;
    };
  }

  private static boolean contains(JsonNode options, JsonNode value) {
    for (JsonNode option : options) {
      if (option.equals(value)) {
        return true;
      }
    }
    return false;
  }
}
