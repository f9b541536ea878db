package io.paydesk.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** A schema of the description, and what in a value goes against it. */
record DescribedSchema(DescribedApi api, JsonNode schema) {

  /** A keyword that is not looked at here would hold nothing. */
  private static final Set<String> KNOWN =
      Set.of(
          "type",
          "format",
          "enum",
          "properties",
          "required",
          "additionalProperties",
          "items",
          "maxItems",
          "minItems",
          "minimum",
          "exclusiveMinimum",
          "maximum",
          "minLength",
          "maxLength",
          "pattern",
          "description",
          "examples",
          "$ref");

  /**
   * @return sentences; none where the value fits
   */
  List<String> faultsOf(JsonNode value) {
    var faults = new ArrayList<String>();
    check("", schema, value, faults);
    return faults;
  }

  private void check(String at, JsonNode found, JsonNode value, List<String> faults) {
    var rules = api.resolve(found);
    rules
        .fieldNames()
        .forEachRemaining(
            keyword -> {
              if (!KNOWN.contains(keyword)) {
                faults.add(at + " has the keyword " + keyword + ", which nobody looks at");
              }
            });
    if (!isOfType(rules.path("type"), value)) {
      faults.add(at + " is " + value + ", not " + rules.path("type"));
      return;
    }
    if (rules.has("enum") && !texts(rules.path("enum")).contains(value.asText())) {
      faults.add(at + " is " + value + ", not one of " + rules.path("enum"));
    }
    if (value.isTextual()) {
      checkText(at, rules, value.textValue(), faults);
    } else if (value.isNumber()) {
      checkNumber(at, rules, value.longValue(), faults);
    } else if (value.isArray()) {
      if (value.size() < rules.path("minItems").asInt(0)) {
        faults.add(at + " has only " + value.size());
      }
      if (value.size() > rules.path("maxItems").asInt(Integer.MAX_VALUE)) {
        faults.add(at + " has as many as " + value.size());
      }
      value.forEach(element -> check(at + "[]", rules.path("items"), element, faults));
    } else if (value.isObject()) {
      checkObject(at, rules, value, faults);
    }
  }

  private static boolean isOfType(JsonNode types, JsonNode value) {
    var allowed = types.isArray() ? texts(types) : Set.of(types.asText());
    return types.isMissingNode()
        || switch (value.getNodeType()) {
          case STRING -> allowed.contains("string");
          case BOOLEAN -> allowed.contains("boolean");
          case NUMBER ->
              allowed.contains("number") || value.isIntegralNumber() && allowed.contains("integer");
          case ARRAY -> allowed.contains("array");
          case OBJECT -> allowed.contains("object");
          case NULL -> allowed.contains("null");
          default -> false;
        };
  }

  private static void checkText(String at, JsonNode rules, String text, List<String> faults) {
    int length = text.codePointCount(0, text.length());
    if (length < rules.path("minLength").asInt(0)
        || length > rules.path("maxLength").asInt(Integer.MAX_VALUE)) {
      faults.add(at + " is " + length + " characters long");
    }
    if (rules.has("pattern") && !text.matches(".*(?:" + rules.path("pattern").asText() + ").*")) {
      faults.add(at + " is '" + text + "', not as " + rules.path("pattern"));
    }
    if (rules.path("format").asText().equals("date-time")) {
      try {
        Instant.parse(text);
      } catch (DateTimeParseException e) {
        faults.add(at + " is '" + text + "', not a time");
      }
    }
  }

  private static void checkNumber(String at, JsonNode rules, long number, List<String> faults) {
    if (number < rules.path("minimum").asLong(Long.MIN_VALUE)
        || rules.has("exclusiveMinimum") && number <= rules.path("exclusiveMinimum").asLong()
        || number > rules.path("maximum").asLong(Long.MAX_VALUE)) {
      faults.add(at + " is " + number);
    }
  }

  /** An example with a field that is not described would teach what is no contract. */
  private void checkObject(String at, JsonNode rules, JsonNode value, List<String> faults) {
    for (var name : texts(rules.path("required"))) {
      if (!value.has(name)) {
        faults.add(at + "." + name + " is missing");
      }
    }
    for (var field : value.properties()) {
      var name = at + "." + field.getKey();
      var more = rules.path("additionalProperties");
      if (rules.path("properties").has(field.getKey())) {
        check(name, rules.path("properties").path(field.getKey()), field.getValue(), faults);
      } else if (more.isObject()) {
        check(name, more, field.getValue(), faults);
      } else if (rules.has("properties") && !more.asBoolean(false)) {
        faults.add(name + " is not described");
      }
    }
  }

  private static Set<String> texts(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false)
        .map(JsonNode::asText)
        .collect(Collectors.toSet());
  }
}
