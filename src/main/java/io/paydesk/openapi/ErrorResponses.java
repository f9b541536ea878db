package io.paydesk.openapi;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/** Gives each operation a response for each status of its problems, with an example of each. */
final class ErrorResponses {

  private static final String PROBLEM_JSON = "application/problem+json";

  private static final String NO_VALID_TOKEN = "NoValidToken";

  private static final Map<Integer, String> MEANINGS =
      Map.ofEntries(
          Map.entry(400, "The request cannot be read, or a part of it is missing or wrong"),
          Map.entry(401, "No valid token"),
          Map.entry(403, "The token's role does not allow this"),
          Map.entry(404, "It does not exist, or the caller may not see it"),
          Map.entry(406, "The request accepts no form that this answer has"),
          Map.entry(408, "The request did not arrive in time"),
          Map.entry(409, "The row's state does not allow this, or the Idempotency-Key is in use"),
          Map.entry(413, "The body is larger than 1 MiB"),
          Map.entry(414, "The address is too long"),
          Map.entry(415, "The body is not sent as JSON"),
          Map.entry(
              422, "The request is well formed but not possible: the problem's type says why"),
          Map.entry(429, "Too many requests at a time: wait, then ask again"),
          Map.entry(431, "The headers are too large"),
          Map.entry(500, "An error of Paydesk; nothing that was accepted is lost"),
          Map.entry(503, "Not now: send the same request again in a few seconds"));

  private final Components components;
  private final ExampleBook book;

  ErrorResponses(Components components, ExampleBook book) {
    this.components = components;
    this.book = book;
  }

  /**
   * @param own the operation's own problems, besides those of its shape
   */
  void add(Operation operation, List<String> own) {
    var names = new ArrayList<>(own);
    names.addAll(OrdinaryProblems.of(operation));
    var responses = new TreeMap<String, APIResponse>();
    operation
        .getResponses()
        .getAPIResponses()
        .forEach(
            (status, response) -> {
              // Where an operation is secured, Quarkus adds 401 and 403, but not what they look
              // like.
              if (status.startsWith("2") || response.getContent() != null) {
                responses.put(status, response);
              }
            });
    for (var name : names) {
      var problem = book.problem(name);
      if (problem != null) {
        example(responses, name, problem);
      }
    }
    if (responses.containsKey("401")) {
      Headers.challenge(responses.get("401"));
      shareWhatIsOfTheToken(responses);
    }
    if (responses.containsKey("503") && !Shape.isPublic(operation)) {
      Headers.retryAfter(responses.get("503"));
    }
    operation.getResponses().setAPIResponses(responses);
  }

  /** It is the same for nearly all operations, and long. */
  private void shareWhatIsOfTheToken(Map<String, APIResponse> responses) {
    var response = requireNonNull(responses.get("401"));
    var named = response.getContent().getMediaType(PROBLEM_JSON).getExamples().keySet();
    if (OrdinaryProblems.OF_THE_TOKEN.containsAll(named)) {
      components.addResponse(NO_VALID_TOKEN, response);
      responses.put(
          "401", OASFactory.createAPIResponse().ref("#/components/responses/" + NO_VALID_TOKEN));
    }
  }

  private void example(
      Map<String, APIResponse> responses, String name, ExampleBook.Problem problem) {
    var response =
        responses.computeIfAbsent("" + problem.status(), status -> response(problem.status()));
    response
        .getContent()
        .getMediaType(PROBLEM_JSON)
        .addExample(name, OASFactory.createExample().ref("#/components/examples/" + name));
    components.addExample(name, OASFactory.createExample().value(problem.body()));
  }

  private static APIResponse response(int status) {
    if (!MEANINGS.containsKey(status)) {
      throw new IllegalStateException("nothing says what the status " + status + " means");
    }
    MediaType problem =
        OASFactory.createMediaType()
            .schema(OASFactory.createSchema().ref("#/components/schemas/Problem"));
    return OASFactory.createAPIResponse()
        .description(MEANINGS.get(status))
        .content(OASFactory.createContent().addMediaType(PROBLEM_JSON, problem));
  }
}
