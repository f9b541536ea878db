package io.paydesk.openapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What was sent and answered, as the build reads it again: see {@link ExampleBook}. */
final class Recording {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final TreeMap<String, TreeMap<String, ObjectNode>> operations = new TreeMap<>();
  private final TreeMap<String, JsonNode> problems = new TreeMap<>();
  private final Set<String> driven = new TreeSet<>();

  final StandIns standIns = new StandIns();

  static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(text, e);
    }
  }

  void request(String operation, String name, JsonNode body) {
    add(operation, "request", name, body);
  }

  void answer(String operation, int status, String name, JsonNode body) {
    add(operation, "" + status, name, body);
  }

  /** It was called, and succeeded. */
  void drove(String operation) {
    driven.add(operation);
  }

  Set<String> driven() {
    return driven;
  }

  private void add(String operation, String place, String name, JsonNode body) {
    var examples =
        operations
            .computeIfAbsent(operation, x -> new TreeMap<>())
            .computeIfAbsent(place, x -> JsonNodeFactory.instance.objectNode());
    if (examples.has(name)) {
      throw new IllegalStateException("two examples of " + operation + " are named " + name);
    }
    examples.set(name, body);
    standIns.learn(body);
  }

  void problem(String name, JsonNode body) {
    if (problems.putIfAbsent(name, body) != null) {
      throw new IllegalStateException("two problems are named " + name);
    }
    standIns.learn(body);
  }

  Set<String> problems() {
    return problems.keySet();
  }

  /** For people to read, and to compare line by line. */
  String text() {
    var all = JsonNodeFactory.instance.objectNode();
    var calls = all.putObject("operations");
    operations.forEach((operation, places) -> places.forEach(calls.putObject(operation)::set));
    problems.forEach(all.putObject("problems")::set);
    var lines = new DefaultIndenter("  ", "\n");
    var printer = new DefaultPrettyPrinter().withObjectIndenter(lines).withArrayIndenter(lines);
    try {
      return JSON.writer(printer).writeValueAsString(standIns.of(all)).replace("\" : ", "\": ")
          + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
