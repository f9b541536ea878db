package io.paydesk.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The examples of the API description: what {@code RecordedExamplesTest} has sent to the running
 * service, and what it was answered. That test writes the file, and fails once the service answers
 * anything else.
 */
public final class ExampleBook {

  /** Among the resources of the application. */
  public static final String FILE = "io/paydesk/openapi/examples.json";

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * @param status that it is answered with
   */
  public record Problem(int status, Object body) {}

  private final JsonNode recorded;

  private ExampleBook(JsonNode recorded) {
    this.recorded = recorded;
  }

  /** As the build finds it among the application's resources. */
  public static ExampleBook read() {
    try (var file = Thread.currentThread().getContextClassLoader().getResourceAsStream(FILE)) {
      if (file == null) {
        throw new IllegalStateException(FILE + " is not among the resources of the application");
      }
      return new ExampleBook(JSON.readTree(file));
    } catch (IOException e) {
      throw new UncheckedIOException(FILE + " cannot be read", e);
    }
  }

  /** By their names. */
  Map<String, Object> requests(String operationId) {
    return examples(operationId, "request");
  }

  /** By their names. */
  Map<String, Object> answers(String operationId, String status) {
    return examples(operationId, status);
  }

  private Map<String, Object> examples(String operationId, String place) {
    var examples = new LinkedHashMap<String, Object>();
    recorded
        .path("operations")
        .path(operationId)
        .path(place)
        .properties()
        .forEach(example -> examples.put(example.getKey(), plain(example.getValue())));
    return examples;
  }

  /**
   * @return null for one that was not met yet, or the build could never run the test that meets it
   */
  public @Nullable Problem problem(String name) {
    var problem = recorded.path("problems").path(name);
    return problem.isMissingNode()
        ? null
        : new Problem(problem.path("status").intValue(), plain(problem));
  }

  private static Object plain(JsonNode value) {
    return JSON.convertValue(value, Object.class);
  }
}
