package io.paydesk.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The API description as people read it, in Markdown. */
final class DescribedCalls {

  /** A problem of this many rooms is described once, not with each call. */
  private static final int COMMON = 4;

  private final JsonNode api;
  private final List<Call> calls = new ArrayList<>();
  private final Map<String, TreeSet<String>> callsByProblem = new TreeMap<>();

  private record Call(String name, JsonNode operation) {

    String tag() {
      return operation.at("/tags/0").asText();
    }

    /** GitHub's anchor for the heading. */
    String anchor() {
      return name.toLowerCase().replaceAll("[^a-z0-9 _-]", "").replace(' ', '-');
    }
  }

  private DescribedCalls(JsonNode api) {
    this.api = api;
    for (var path : api.path("paths").properties()) {
      for (var method : List.of("get", "post", "delete")) {
        if (path.getValue().has(method)) {
          var name = method.toUpperCase() + " " + path.getKey();
          calls.add(new Call(name, path.getValue().path(method)));
        }
      }
    }
    calls.forEach(
        call ->
            problemsOf(call)
                .forEach(
                    problem ->
                        callsByProblem
                            .computeIfAbsent(problem, any -> new TreeSet<>())
                            .add(call.name())));
  }

  /**
   * @param yaml from /q/openapi
   */
  static DescribedCalls of(String yaml) throws IOException {
    return new DescribedCalls(new ObjectMapper(new YAMLFactory()).readTree(yaml));
  }

  /** One line for each. */
  String list() {
    return calls.stream()
        .map(call -> "- `" + call.name() + "`: " + text(call.operation().path("summary")) + "\n")
        .collect(Collectors.joining());
  }

  String calls() {
    var page = new StringBuilder();
    for (var tag : calls.stream().map(Call::tag).distinct().sorted().toList()) {
      page.append("### ").append(Character.toUpperCase(tag.charAt(0))).append(tag.substring(1));
      page.append("\n\n");
      calls.stream()
          .filter(call -> call.tag().equals(tag))
          .map(this::section)
          .forEach(page::append);
    }
    return page.toString();
  }

  private String section(Call call) {
    var operation = call.operation();
    var lines = new ArrayList<String>();
    list(lines, "Query", parametersOf(call));
    list(lines, "Body", fieldsOf(operation));
    list(lines, "Answers", answersOf(operation));
    var own =
        problemsOf(call).stream()
            .filter(problem -> !isCommon(problem))
            .map(problem -> "[`" + problem + "`](problems.md#" + problem + ")")
            .collect(Collectors.joining(", "));
    if (!own.isEmpty()) {
      lines.add("- Refused with: " + own);
    }
    return "#### "
        + call.name()
        + "\n\n"
        + sentence(operation.path("summary").asText())
        + (operation.has("description") ? " " + text(operation.path("description")) : "")
        + "\n\n"
        + String.join("\n", lines)
        + (lines.isEmpty() ? "" : "\n\n");
  }

  private static String sentence(String summary) {
    return summary.endsWith(".") ? summary : summary + ".";
  }

  private static void list(List<String> lines, String what, List<String> parts) {
    if (parts.size() == 1) {
      lines.add("- " + what + ": " + parts.get(0));
    } else if (!parts.isEmpty()) {
      lines.add("- " + what + ":");
      parts.forEach(part -> lines.add("  - " + part));
    }
  }

  private List<String> parametersOf(Call call) {
    return stream(call.operation().path("parameters"))
        .filter(parameter -> parameter.path("in").asText().equals("query"))
        .filter(parameter -> !parameter.path("name").asText().matches("limit|after"))
        .map(parameter -> named(parameter.path("name").asText(), parameter))
        .toList();
  }

  private List<String> fieldsOf(JsonNode operation) {
    var schema = resolved(operation.at("/requestBody/content/application~1json/schema"));
    var required =
        stream(schema.path("required")).map(JsonNode::asText).collect(Collectors.toSet());
    return schema.path("properties").properties().stream()
        .map(
            field ->
                named(
                    field.getKey() + (required.contains(field.getKey()) ? "" : "?"),
                    field.getValue()))
        .toList();
  }

  private static String named(String name, JsonNode described) {
    return "`"
        + name
        + "`"
        + (described.has("description") ? ": " + text(described.path("description")) : "");
  }

  private static List<String> answersOf(JsonNode operation) {
    return operation.path("responses").properties().stream()
        .filter(response -> response.getKey().startsWith("2"))
        .filter(response -> !response.getValue().path("description").asText().equals("OK"))
        .map(response -> response.getKey() + ": " + text(response.getValue().path("description")))
        .toList();
  }

  private JsonNode resolved(JsonNode schema) {
    return schema.has("$ref") ? api.at(schema.path("$ref").asText().substring(1)) : schema;
  }

  /** By name, ordered by status. */
  private List<String> problemsOf(Call call) {
    return stream(call.operation().path("responses"))
        .map(this::resolved)
        .flatMap(
            response ->
                response.at("/content/application~1problem+json/examples").properties().stream())
        .map(example -> typeOf(resolved(example.getValue()).path("value")))
        .distinct()
        .toList();
  }

  private static String typeOf(JsonNode problem) {
    return problem.path("type").asText().replace("urn:paydesk:problem:", "");
  }

  String problems() {
    var page = new StringBuilder();
    for (var problem : callsByProblem.entrySet()) {
      var examples =
          api.at("/components/examples").properties().stream()
              .map(example -> example.getValue().path("value"))
              .filter(example -> typeOf(example).equals(problem.getKey()))
              .toList();
      page.append("### ").append(problem.getKey()).append("\n\n");
      page.append(
          examples.stream()
              .map(example -> example.path("status").asText() + ": " + text(example.path("title")))
              .distinct()
              .collect(Collectors.joining("; ", "", ".\n\n")));
      examples.stream()
          .map(example -> text(example.path("detail")))
          .distinct()
          .forEach(detail -> page.append("> ").append(detail).append("\n\n"));
      page.append(where(problem.getKey())).append("\n\n");
    }
    return page.toString().stripTrailing() + "\n";
  }

  private boolean isCommon(String problem) {
    var names = callsByProblem.get(problem);
    return calls.stream()
            .filter(call -> names.contains(call.name()))
            .map(Call::tag)
            .distinct()
            .count()
        >= COMMON;
  }

  private String where(String problem) {
    var names = callsByProblem.get(problem);
    if (isCommon(problem)) {
      return names.size() == calls.size()
          ? "Any call may answer with it."
          : names.size() + " of the " + calls.size() + " calls may answer with it.";
    }
    return "At "
        + calls.stream()
            .filter(call -> names.contains(call.name()))
            .map(call -> "[`" + call.name() + "`](api.md#" + call.anchor() + ")")
            .collect(Collectors.joining(", "))
        + ".";
  }

  /** On one line, with everything escaped that Markdown would take for a tag. */
  private static String text(JsonNode words) {
    return words.asText().strip().replaceAll("\\s+", " ").replace("<", "\\<");
  }

  private static Stream<JsonNode> stream(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }
}
