package io.paydesk.openapi;

import static io.paydesk.testing.http.Request.given;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The API description of the running service, as a client's author reads it. */
record DescribedApi(JsonNode root) {

  static final String PROBLEM_JSON = "application/problem+json";

  static DescribedApi read() {
    try {
      return new DescribedApi(
          new ObjectMapper().readTree(given().get("/q/openapi?format=json").asString()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** One operation. */
  record Call(DescribedApi api, String method, String path, JsonNode operation) {

    String id() {
      return operation.path("operationId").textValue();
    }

    boolean isSecured() {
      return !operation.path("security").isEmpty();
    }

    /** Whether its answer does not end by itself. */
    boolean isStream() {
      return operation.at("/responses/200/content").has("text/event-stream");
    }

    List<Answer> answers() {
      var answers = new ArrayList<Answer>();
      operation
          .path("responses")
          .properties()
          .forEach(
              response ->
                  answers.add(
                      new Answer(
                          this,
                          Integer.parseInt(response.getKey()),
                          api.resolve(response.getValue()))));
      return answers;
    }

    List<JsonNode> parameters() {
      return StreamSupport.stream(operation.path("parameters").spliterator(), false)
          .map(api::resolve)
          .toList();
    }

    boolean hasBody() {
      return operation.has("requestBody");
    }

    /** An example of its body; null where it takes none. */
    String body() {
      var media = operation.at("/requestBody/content/application~1json");
      return media.isMissingNode() ? null : api.examples(media).get(0).toString();
    }

    /** What goes against their schema in the examples of what it may be sent, and is answered. */
    List<String> faultsOfExamples() {
      var faults = new ArrayList<String>();
      operation.at("/requestBody/content").forEach(media -> faults.addAll(api.faults(media)));
      answers()
          .forEach(
              answer ->
                  answer
                      .response
                      .path("content")
                      .forEach(media -> faults.addAll(api.faults(media))));
      return faults;
    }

    /** The problems described for this status. */
    Set<String> problems(int status) {
      return answers().stream()
          .filter(answer -> answer.status == status)
          .flatMap(answer -> answer.examples().stream())
          .map(example -> example.path("type").textValue())
          .map(type -> type.replace("urn:paydesk:problem:", ""))
          .collect(Collectors.toSet());
    }

    boolean refuses(String problem) {
      return answers().stream()
          .filter(answer -> answer.status >= 400)
          .anyMatch(answer -> problems(answer.status).contains(problem));
    }

    @Override
    public String toString() {
      return id();
    }
  }

  /** One response of an operation. */
  record Answer(Call call, int status, JsonNode response) {

    boolean hasBody() {
      return response.has("content");
    }

    List<JsonNode> examples() {
      var examples = new ArrayList<JsonNode>();
      response.path("content").forEach(media -> examples.addAll(call.api.examples(media)));
      return examples;
    }

    @Override
    public String toString() {
      return call + " " + status;
    }
  }

  List<Call> calls() {
    var calls = new ArrayList<Call>();
    root.path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        call ->
                            calls.add(
                                new Call(this, call.getKey(), path.getKey(), call.getValue()))));
    return calls;
  }

  Call call(String operationId) {
    return calls().stream().filter(call -> call.id().equals(operationId)).findFirst().orElseThrow();
  }

  private List<JsonNode> examples(JsonNode media) {
    return StreamSupport.stream(media.path("examples").spliterator(), false)
        .map(this::resolve)
        .map(example -> example.path("value"))
        .toList();
  }

  private List<String> faults(JsonNode media) {
    var schema = new DescribedSchema(this, media.path("schema"));
    return examples(media).stream().flatMap(example -> schema.faultsOf(example).stream()).toList();
  }

  JsonNode resolve(JsonNode node) {
    return node.has("$ref") ? root.at(node.path("$ref").textValue().substring(1)) : node;
  }
}
